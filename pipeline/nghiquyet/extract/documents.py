"""The table `documents`: rules find numbers and names, and the words around them complete the citations."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.citation import Citation
from nghiquyet.extract.citation_reader import CitationReader
from nghiquyet.extract.document_links import DocumentLinker
from nghiquyet.extract.table import TableComponent
from nghiquyet.records import Document
from nghiquyet.resolve.document_identity import DocumentIdentity

DOCUMENTS = "nghiquyet_documents"


@Language.factory(DOCUMENTS, assigns=["doc.spans"])
class Documents(TableComponent):
    """Resolves and links `documents`."""

    table = "documents"

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        super().__init__(nlp, name, rules)
        self._reader = CitationReader(self.rulebook)
        self._linker = DocumentLinker(self.rulebook, self._reader)
        self._identity = DocumentIdentity(self.rulebook)

    def records(self, analysis: Analysis) -> list[Document]:
        """The records of the table, in the order of the text."""
        citations = self._linker.join_laws(
            [self._reader.read(candidate, analysis) for candidate in analysis.accepted[self.table]], analysis
        )
        self._linker.join_coordinations(citations, analysis)
        citations = [c for c in citations if self._stands(c)]
        for citation in citations:
            self._linker.find_issuer(citation, analysis)
        citations = [c for c in citations if c.form == "repeat" or c.identified]
        self._linker.link_repeats(citations)
        ids = self._identity.ids(citations, analysis)
        return [
            _record(c, document_id, analysis)
            for c, document_id in zip(citations, ids, strict=True)
            if c.identified
        ]

    def _stands(self, citation: Citation) -> bool:
        """Whether the citation has the word of kind that its form needs, its own or of its coordination."""
        if citation.candidate.fields.get("member"):
            return citation.leader is not None and citation.leader.doc_type is not None
        if citation.form == "symbol" and citation.word is None and citation.leader is None:
            return self._reader.signs(citation)
        if citation.form == "letter":
            return citation.word is not None or (citation.leader is not None and self._reader.signs(citation))
        if citation.form == "number":
            row = self._reader.types.get((citation.word or "").lower())
            return citation.word is not None and not (row and row["bare"] == "no")
        return True


def _record(citation: Citation, document_id: str | None, analysis: Analysis) -> Document:
    assert citation.doc_type is not None
    return Document(
        sentence=analysis.sentence_at(citation.start),
        start=citation.start,
        end=citation.end,
        surface=analysis.text[citation.start : citation.end],
        rule_id=citation.candidate.rule_id,
        doc_type=citation.doc_type,
        number=citation.number,
        symbol=citation.written_symbol,
        issuer=citation.issuer,
        issuer_level=citation.issuer_level,
        issued_on=citation.issued_on,
        congress=citation.congress,
        plenum=citation.plenum,
        year=citation.year,
        term=citation.term,
        subject=citation.subject,
        document_id=document_id,
    )
