"""The table `documents`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.records import Document

DOCUMENTS = "nghiquyet_documents"


@Language.factory(DOCUMENTS, assigns=["doc.spans"])
class Documents(TableComponent):
    """Resolves and links `documents`."""

    table = "documents"

    def records(self, analysis: Analysis) -> list[Document]:
        """Stub."""
        return []
