"""A citation: what the article says of one document in one place, before it becomes a record."""

from dataclasses import dataclass

from nghiquyet.extract.candidate import Candidate, Span
from nghiquyet.normalize.symbols import Side, Symbol
from nghiquyet.records import DocType, IssuerLevel


@dataclass(slots=True, eq=False)
class Citation:
    """One mention of a document while it is read.

    `start:end` is the mention's span; `core` the place of its number or name, which a rule found; `reach`
    the end of all that was read behind it (date, body, title). `word` is the word of kind as written, None
    where none stands. `leader` is the citation that it is coordinated with and takes the kind from;
    `same_as` a fuller one of the same document.
    """

    candidate: Candidate
    start: int
    end: int
    core: Span
    reach: int
    word: str | None = None
    doc_type: DocType | None = None
    number: int | None = None
    symbol: Symbol | None = None
    side: Side | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    issuer_level: IssuerLevel | None = None
    issued_on: str | None = None
    congress: str | None = None
    plenum: int | None = None
    year: int | None = None
    term: str | None = None
    title: str | None = None
    subject: str | None = None
    leader: "Citation | None" = None
    same_as: "Citation | None" = None

    @property
    def form(self) -> str:
        """How the document is named: `symbol`, `letter`, `number`, `named`, `law` or `repeat`."""
        return str(self.candidate.fields["form"])

    @property
    def written_symbol(self) -> str | None:
        """The canonical symbol."""
        return self.symbol.written(self.side or "state") if self.symbol else None

    @property
    def identified(self) -> bool:
        """Whether the words tell which document is meant."""
        if self.form == "repeat":
            return self.same_as is not None
        if self.doc_type is None:
            return False
        named = self.plenum is not None or self.congress or (self.issuer and (self.year or self.term))
        return bool(self.number is not None or named or self.candidate.fields.get("complete"))
