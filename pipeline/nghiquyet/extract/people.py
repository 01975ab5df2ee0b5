"""The table `people`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.records import Person

PEOPLE = "nghiquyet_people"


@Language.factory(PEOPLE, assigns=["doc.spans"])
class People(TableComponent):
    """Resolves and links `people`."""

    table = "people"

    def records(self, analysis: Analysis) -> list[Person]:
        """Stub."""
        return []
