"""The table `units`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.records import Unit

UNITS = "nghiquyet_units"


@Language.factory(UNITS, assigns=["doc.spans"])
class Units(TableComponent):
    """Resolves and links `units`."""

    table = "units"

    def records(self, analysis: Analysis) -> list[Unit]:
        """Stub."""
        return []
