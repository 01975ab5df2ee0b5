"""What a figure holds for: its period and its scope, from the words of its own sentence."""

from bisect import bisect_left
from collections.abc import Iterator

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.clause import Clause
from nghiquyet.records import Date, Document, Unit
from nghiquyet.rulebook.rulebook import Rulebook


def period_of(
    analysis: Analysis, rulebook: Rulebook, clause: Clause, start: int, end: int
) -> str | None:
    """`dates.value` of the nearest date of the sentence that is no base of a comparison and names no document.

    A date of the figure's own clause comes first, then the last before it in the sentence, then the lead-in's.
    """
    dates = [d for d in _dates(analysis) if _is_period(analysis, rulebook, d)]
    behind = [d for d in dates if end <= d.start < clause.end]
    in_clause = [d for d in dates if clause.start <= d.start < start]
    if in_clause:
        return in_clause[-1].value
    if behind and rulebook.before("period_preposition", analysis.folded, behind[0].start):
        return behind[0].value
    before = [d for d in dates if clause.sentence[0] <= d.start < start]
    if before:
        return before[-1].value
    if clause.lead_in:
        leading = [d for d in dates if clause.lead_in[0] <= d.start < clause.lead_in[1]]
        if leading:
            return leading[-1].value
    if behind:
        return behind[0].value
    return None


def scope_of(analysis: Analysis, rulebook: Rulebook, clause: Clause, start: int) -> str | None:
    """Canonical name of the unit that the figure is reported of: the last one before it in its sentence."""
    units: list[Unit] = analysis.records["units"]  # type: ignore[assignment]
    starts = [u.start for u in units]
    first, last = bisect_left(starts, clause.sentence[0]), bisect_left(starts, start)
    documents: list[Document] = analysis.records["documents"]  # type: ignore[assignment]
    for unit in reversed(units[first:last]):
        if any(d.start <= unit.start < d.end for d in documents):
            continue
        if rulebook.searcher("no_scope_behind").match(analysis.folded, unit.end):
            continue
        return unit.canonical
    return None


def _dates(analysis: Analysis) -> Iterator[Date]:
    for record in analysis.records["dates"]:
        assert isinstance(record, Date)
        yield record


def _is_period(analysis: Analysis, rulebook: Rulebook, date: Date) -> bool:
    documents: list[Document] = analysis.records["documents"]  # type: ignore[assignment]
    if any(d.start <= date.start < d.end or 0 <= date.start - d.end <= 3 for d in documents):
        return False
    return rulebook.before("comparison_base", analysis.folded, date.start) is None
