"""The indicator: the words that name what a figure measures."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.clause import Clause
from nghiquyet.records import Kind, Target
from nghiquyet.rulebook.rulebook import Rulebook


def indicator_of(
    analysis: Analysis, rulebook: Rulebook, clause: Clause, candidate: Candidate, kind: Kind, head: Target | None
) -> str | None:
    """The words before the figure in its clause, joined with those behind it where the figure splits the name.

    A figure with no words of its own (`, tăng 6,4%`) has the indicator of the figure before it in its sentence.
    """
    before = _before(analysis, rulebook, clause.start, candidate.start)
    behind = _behind(analysis, rulebook, candidate, clause.end)
    unit = _counted_noun(analysis, rulebook, candidate)
    if before and unit and _is_action(analysis, before):
        return _words(analysis, before, unit)
    if before:
        return _words(analysis, before, behind if not unit and _is_action(analysis, before) else None)
    if head is not None and head.indicator and kind == "change":
        return head.indicator
    if unit and behind:
        return _words(analysis, behind) if _is_action(analysis, behind) else _words(analysis, unit, behind)
    if unit or behind:
        return _words(analysis, unit or behind)
    return head.indicator if head else None


Span = tuple[int, int]


def _words(analysis: Analysis, *spans: Span | None) -> str:
    return " ".join(analysis.text[start:end].strip() for start, end in filter(None, spans))


def _before(analysis: Analysis, rulebook: Rulebook, start: int, end: int) -> Span | None:
    """The words before a figure without the date, subject and auxiliary words in front and the verb of reaching."""
    folded = analysis.folded
    cut = [d.end for d in analysis.records["dates"] if start <= d.start < end]
    start = max([start, *cut])
    while match := rulebook.before("indicator_tail", folded, end):
        if match.start() <= start:
            return None
        end = match.start()
    while True:
        unit = next((u for u in analysis.records["units"] if 0 <= u.start - start <= 1 and u.end < end), None)
        match = rulebook.searcher("indicator_head").match(folded, start, end)
        if unit is not None:
            start = unit.end
        elif match and match.end() > start:
            start = match.end()
        else:
            break
    return (start, end) if folded[start:end].strip() else None


def _behind(analysis: Analysis, rulebook: Rulebook, candidate: Candidate, end: int) -> Span | None:
    """The words behind a figure up to what no longer names it."""
    start = candidate.end
    inside = candidate.groups.get("unit")
    if inside and "percent" in candidate.groups and inside[1] < candidate.groups["percent"][0]:
        start, end = inside[1], candidate.groups.get("attains", candidate.groups["percent"])[0]
    match = rulebook.searcher("indicator_behind").match(analysis.folded, start, end)
    if match is None or not match.group().strip():
        return None
    return match.span()


def _counted_noun(analysis: Analysis, rulebook: Rulebook, candidate: Candidate) -> Span | None:
    span = candidate.groups.get("unit")
    if span is None or rulebook.searcher("measure").fullmatch(analysis.folded, *span):
        return None
    return None if "%" in analysis.folded[slice(*span)] else span


def _is_action(analysis: Analysis, span: Span) -> bool:
    """Whether the first word of a stretch is a verb, by its part of speech."""
    first = next((w for w in analysis.words if w.end > span[0] and w.text.strip()), None)
    return first is not None and first.pos in ("V", "R")
