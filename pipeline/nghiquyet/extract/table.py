"""What the five tables share: accepted candidates in, records and `doc.spans` out."""

from abc import abstractmethod
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.stage import Stage
from nghiquyet.records import Mention
from nghiquyet.rulebook.rulebook import Rulebook


class TableComponent(Stage):
    """Resolves and links the accepted candidates of one table."""

    table: ClassVar[str]

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        self.rulebook = Rulebook.load(rules)

    def __call__(self, doc: Doc) -> Doc:
        """Give one document its records of this table."""
        super().__call__(doc)
        records = analysis_of(doc).records[self.table]
        spans = (doc.char_span(r.start, r.end, self.table.upper(), alignment_mode="expand") for r in records)
        doc.spans[self.table] = [span for span in spans if span is not None]
        return doc

    def analyse(self, analysis: Analysis) -> None:
        """Give one article its records of this table."""
        analysis.records[self.table] = self.records(analysis)

    @abstractmethod
    def records(self, analysis: Analysis) -> list[Any]:
        """The records of this table, in the order of the text."""


def mention_fields(candidate: Candidate, analysis: Analysis) -> dict[str, Any]:
    """The fields that every mention has."""
    return {
        "sentence": analysis.sentence_at(candidate.start),
        "start": candidate.start,
        "end": candidate.end,
        "surface": analysis.text[candidate.start : candidate.end],
        "rule_id": candidate.rule_id,
    }


def known_fields(record: type[Mention], candidate: Candidate) -> dict[str, Any]:
    """Those fields of a candidate that the record has, as the rule gave them."""
    return {name: value for name, value in candidate.fields.items() if name in record.__dataclass_fields__}
