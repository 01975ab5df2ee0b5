"""Clauses: the words that govern a figure."""

from dataclasses import dataclass

from nghiquyet.extract.analysis import Analysis
from nghiquyet.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the words stand that may govern a figure: its sentence, and its part of it up to the next figure."""

    lead_in: tuple[int, int] | None
    sentence: tuple[int, int]
    start: int
    end: int


def clause_of(analysis: Analysis, rulebook: Rulebook, start: int, end: int, *, previous: int, following: int) -> Clause:
    """The clause of the figure `start:end`; `previous` and `following` are where its neighbours end and start.

    The lead-in is the sentence ending in a colon that heads the list whose item this sentence is.
    """
    number = analysis.sentence_at(start)
    sentence = analysis.sentence_span(number)
    boundary = rulebook.searcher("clause_boundary")
    begin = max(sentence[0], min(previous, start))
    for match in boundary.finditer(analysis.folded, begin, start):
        begin = match.end()
    finish = boundary.search(analysis.folded, end, max(end, min(sentence[1], following)))
    return Clause(
        lead_in=_lead_in(analysis, rulebook, number),
        sentence=sentence,
        start=begin,
        end=finish.start() if finish else max(end, min(sentence[1], following)),
    )


def _lead_in(analysis: Analysis, rulebook: Rulebook, number: int) -> tuple[int, int] | None:
    """What announces a list: the words before its colon, and the sentence before where these only go on with it."""
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
