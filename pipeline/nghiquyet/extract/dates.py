"""The table `dates`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.records import Date

DATES = "nghiquyet_dates"


@Language.factory(DATES, assigns=["doc.spans"])
class Dates(TableComponent):
    """Resolves and links `dates`."""

    table = "dates"

    def records(self, analysis: Analysis) -> list[Date]:
        """Stub."""
        return []
