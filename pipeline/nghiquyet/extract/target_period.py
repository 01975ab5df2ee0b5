"""The period of a figure: the date that it holds for, from the words of its own sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Span
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.stretch import starting_in
from nghiquyet.records import Date, Document
from nghiquyet.rulebook.rulebook import Rulebook

_TERMS = ("term", "year", "range")


@dataclass(frozen=True)
class FigureDates:
    """The dates of one article that a figure may hold for."""

    analysis: Analysis
    rulebook: Rulebook

    @cached_property
    def all(self) -> list[Date]:
        """All but the bases of comparisons."""
        return [d for d in _dates(self.analysis) if not _is_base(self.analysis, self.rulebook, d)]

    @cached_property
    def free(self) -> list[Date]:
        """Those that are not the dates of documents."""
        documents: list[Document] = self.analysis.records["documents"]  # type: ignore[assignment]
        return [d for d in self.all if not any(_dates_document(self.analysis, d, doc) for doc in documents)]


def period_of(dates: FigureDates, clause: Clause, figure: Span, *, of_programme: bool) -> str | None:
    """`dates.value` of the date that the figure holds for; no base of a comparison and no date of a document.

    A date of the figure's own clause comes first, then the last that opens a clause of its sentence, then
    that of the lead-in. A date by which the figure is to be reached, right behind it, outweighs a term.
    The tasks and targets `of_programme`, and goals, hold for the term of the document that sets them.
    """
    start, end = figure
    analysis, rulebook, free = dates.analysis, dates.rulebook, dates.free
    ahead = [
        d
        for d in starting_in(free, clause.sentence[0], start)
        if not _day_of_speech(analysis, rulebook, d, start)
    ]
    behind = starting_in(free, end, clause.end)
    if behind and rulebook.searcher("reached_by").fullmatch(analysis.folded, end, behind[0].start):
        ahead = [d for d in ahead if d.grain != "term"]
    if found := _in_clause(clause, ahead, behind):
        return found.value
    before = [d for d in ahead if not _in_remark(analysis.folded[d.end : start])]
    opening = [
        d
        for d in before
        if rulebook.before("fronted", analysis.folded, d.start)
        or rulebook.searcher("announces").match(analysis.folded, d.end, start)
    ]
    if opening:
        return opening[-1].value
    near = [d for d in before if not _closed(analysis, rulebook, d.end, start)]
    if near and not rulebook.before("deadline", analysis.folded, near[-1].start):
        return near[-1].value
    if clause.lead_in and analysis.folded[clause.lead_in[1]] == ":":
        leading = [d for d in starting_in(free, *clause.lead_in) if d.grain != "term"]
        if leading:
            return leading[-1].value
    for date in starting_in(free, end, clause.sentence[1]):
        if rulebook.searcher("completed_by").fullmatch(analysis.folded, end, max(end, date.start - 1)):
            return date.value
        break
    if of_programme:
        named = starting_in(dates.all, clause.sentence[0], start)
        terms = [d for d in named if d.grain in _TERMS and not _closed(analysis, rulebook, d.end, start)]
        return terms[-1].value if terms else None
    return None


def _in_clause(clause: Clause, ahead: Sequence[Date], behind: Sequence[Date]) -> Date | None:
    if ahead and ahead[-1].start >= clause.start:
        return ahead[-1]
    return behind[0] if behind else None


def _day_of_speech(analysis: Analysis, rulebook: Rulebook, date: Date, start: int) -> bool:
    """Whether a date is only the day on which the figure was told: `Sáng 12/6, ông An cho biết đã có …`."""
    return (
        date.grain == "day"
        and rulebook.searcher("says").search(analysis.folded, date.end, start) is not None
        and rulebook.before("up_to", analysis.folded, date.start) is None
    )


def _in_remark(behind: str) -> bool:
    """Whether what is behind a date closes brackets that hold its figure: `(năm 2015: 43 triệu đồng), …`."""
    remark, closing, _ = behind.partition(")")
    return bool(closing) and "(" not in remark and any(char.isdigit() for char in remark)


def _closed(analysis: Analysis, rulebook: Rulebook, start: int, end: int) -> bool:
    """Whether a semicolon ends what a date in front of it holds for.

    A clause without a subject goes on with the one before it, which a date beside its figure dates.
    """
    beside, *_ = analysis.folded[start:end].replace(";", ",").split(",", 1)
    dates_figure = any(char.isdigit() for char in beside)
    return any(
        not (dates_figure and _goes_on(analysis, rulebook, at + 1))
        for at, char in enumerate(analysis.folded[start:end], start)
        if char == ";"
    )


def _goes_on(analysis: Analysis, rulebook: Rulebook, at: int) -> bool:
    """Whether a clause opens with its verb, or as a part of the one before: `; tạo ra`, `; trong đó`."""
    if rulebook.searcher("part_follows").match(analysis.folded, at):
        return True
    word = analysis.word_at(at + 1)
    return word is not None and word.start > at and word.pos == "V" and word.text.islower()


def _dates(analysis: Analysis) -> list[Date]:
    return analysis.records["dates"]  # type: ignore[return-value]


def _dates_document(analysis: Analysis, date: Date, document: Document) -> bool:
    """Whether a date belongs to a document: inside its name or its subject, or its day of issue behind it."""
    if document.start <= date.start < document.end:
        return True
    if document.subject and document.end < date.start:
        length = len(document.subject)
        subject = analysis.text.find(document.subject, document.end, date.start + length)
        if 0 <= subject <= date.start < subject + length:
            return True
    return 0 <= date.start - document.end <= 8 and document.issued_on == date.value


def _is_base(analysis: Analysis, rulebook: Rulebook, date: Date) -> bool:
    return rulebook.before("comparison_base", analysis.folded, date.start) is not None
