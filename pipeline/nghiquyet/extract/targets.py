"""The table `targets`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.records import Target

TARGETS = "nghiquyet_targets"


@Language.factory(TARGETS, assigns=["doc.spans"])
class Targets(TableComponent):
    """Resolves and links `targets`."""

    table = "targets"

    def records(self, analysis: Analysis) -> list[Target]:
        """Stub."""
        return []
