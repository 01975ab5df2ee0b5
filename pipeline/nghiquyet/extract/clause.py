"""Clauses: the words that govern a figure."""

from dataclasses import dataclass

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Span
from nghiquyet.extract.stretch import covered, within
from nghiquyet.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the words stand that may govern a figure: its sentence, and its part between its neighbours.

    `lead_in` is what announces the list whose item the sentence is.
    """

    lead_in: Span | None
    sentence: Span
    start: int
    end: int


def clause_of(
    analysis: Analysis, rulebook: Rulebook, start: int, end: int, *, previous: int, following: int
) -> Clause:
    """The clause of the figure `start:end`; `previous` and `following`: where its neighbours end and start.

    Words that follow a neighbour without a boundary are the neighbour's, up to a conjunction.
    """
    number = analysis.sentence_at(start)
    sentence = analysis.sentence_span(number)
    boundary = rulebook.searcher("clause_boundary")
    begin = max(sentence[0], min(previous, start))
    closed = [
        m.span()
        for fragment in ("in_brackets", "quoted_name")
        for m in rulebook.searcher(fragment).finditer(analysis.folded, begin, start)
    ]
    closed += [(unit.start, unit.end) for unit in within(analysis.records["units"], begin, start)]
    ends = [
        m.end() for m in boundary.finditer(analysis.folded, begin, start) if not covered(closed, m.start())
    ]
    if ends:
        begin = ends[-1]
    elif begin > sentence[0]:
        joints = [m.end() for m in rulebook.searcher("clause_joint").finditer(analysis.folded, begin, start)]
        begin = joints[-1] if joints else start
    limit = max(end, min(sentence[1], following))
    finish = boundary.search(analysis.folded, end, limit)
    return Clause(_lead_in(analysis, rulebook, number), sentence, begin, finish.start() if finish else limit)


def _lead_in(analysis: Analysis, rulebook: Rulebook, number: int) -> Span | None:
    """What announces a list: the words before its colon, and the sentence before that these go on with."""
    item, goes_on = rulebook.searcher("list_item"), rulebook.searcher("goes_on")
    here = number
    while number > 0 and item.match(analysis.folded, analysis.sentence_starts[number]):
        number -= 1
    start, end = analysis.sentence_span(number)
    colon = analysis.folded.find(":", start, end)
    if here != number and colon < 0:
        return None
    if number > 0 and goes_on.match(analysis.folded, start):
        start = analysis.sentence_starts[number - 1]
    elif here == number:
        return None
    return start, colon if colon >= 0 else analysis.sentence_starts[here]
