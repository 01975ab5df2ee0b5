"""What the words round a figure say of it: comparator, direction, status."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.stretch import covered, starting_in, within
from nghiquyet.records import Comparator, Date, Direction, Status
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook


def comparator_of(analysis: Analysis, rulebook: Rulebook, start: int, end: int) -> Comparator:
    """The bound that the words directly before the figure, or `trở lên` behind it, put on it."""
    if behind := rulebook.searcher("bound_behind").match(analysis.folded, end):
        return ">=" if behind["at_least"] else "<="
    hedges = rulebook.lists["hedges"].by_key
    if before := rulebook.before("bounding", analysis.folded, start):
        comparator = hedges[fold_key(before.group())]["comparator"]
        if comparator in ("~", ">=", "<="):
            return comparator  # type: ignore[return-value]
    return "="


def governing_direction(analysis: Analysis, rulebook: Rulebook, start: int) -> Direction | None:
    """The direction of a verb of change that governs the figure from before: `tăng`, `nâng … lên`."""
    before = rulebook.before("governing_rise", analysis.folded, start)
    if before is None:
        return None
    return "up" if before["up"] else "down"


def status_of(analysis: Analysis, rulebook: Rulebook, clause: Clause, start: int, end: int) -> Status:
    """Goal where the nearest governing words say planned, promised or to be reached; else result."""
    cue = rulebook.article_search("status_cue")
    before = clause.sentence[0], start
    cues = analysis.matches(cue, before) or (clause.lead_in and analysis.matches(cue, clause.lead_in))
    if cues:  # one in a remark governs the remark alone
        closed = [m.span() for m in rulebook.searcher("in_brackets").finditer(analysis.folded, *before)]
        cues = [m for m in cues if not covered(closed, m.start())]
    if cues and cues[-1]["goal"]:
        return "result" if _past_between(analysis, rulebook, cues[-1].end(), start) else "goal"
    if rulebook.searcher("goal_behind").match(analysis.folded, end, clause.sentence[1]):
        return "goal"
    return "goal" if not cues and _ahead(analysis, clause) else "result"


def _past_between(analysis: Analysis, rulebook: Rulebook, start: int, end: int) -> bool:
    """Whether words of a plan are left behind by a clause that opens with a time before the publication.

    `phấn đấu thu 12 tỷ đồng; năm 2023 thu được 10,5 tỷ đồng`
    """
    published = analysis.published_on
    if published is None:
        return False
    return any(
        isinstance(date, Date) and date.end_date is not None and date.end_date < published.isoformat()
        for date in within(analysis.records["dates"], start, end)
        if rulebook.before("fronted", analysis.folded, date.start)
    )


def _ahead(analysis: Analysis, clause: Clause) -> bool:
    """Whether the clause puts the figure into a time that begins after the publication."""
    published = analysis.published_on
    if published is None:
        return False
    return any(
        isinstance(date, Date) and date.start_date is not None and date.start_date > published.isoformat()
        for date in starting_in(analysis.records["dates"], clause.sentence[0], clause.end)
    )
