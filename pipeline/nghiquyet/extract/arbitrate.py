"""Arbitrate: the one place where overlapping candidates are settled."""

from collections.abc import Iterable

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.stage import Stage
from nghiquyet.records import MENTIONS

ARBITRATE = "nghiquyet_arbitrate"

# Two candidates of one table never share a character. Of different tables these may not; the others may
# (a date and a unit inside a document's span have records of their own).
_RIVALS = {
    frozenset(pair)
    for pair in (("targets", "dates"), ("targets", "documents"), ("targets", "units"), ("people", "units"))
} | {frozenset((table,)) for table in MENTIONS}


def _outranks(candidate: Candidate) -> tuple[bool, int, int, int]:
    return (not candidate.proved, -candidate.priority, -candidate.length, candidate.start)


def arbitrate(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Accepted and discarded: proved by arithmetic before priority before length before place.

    A discarded candidate carries the reason. Accepted ones come in the order of the text.
    """
    accepted: list[Candidate] = []
    discarded: list[Candidate] = []
    for candidate in sorted(candidates, key=_outranks):
        winner = next((a for a in accepted if a.overlaps(candidate) and _rivals(a, candidate)), None)
        if winner is not None and candidate.reason is None:
            candidate.reason = f"overlaps {winner.rule_id} at {winner.start}:{winner.end}"
        (accepted if candidate.reason is None else discarded).append(candidate)
    for unit in [c for c in accepted if c.table == "units"]:
        target = next((a for a in accepted if a.table == "targets" and _counts(a, unit)), None)
        if target is not None:
            unit.reason = f"counted by {target.rule_id} at {target.start}:{target.end}"
            accepted.remove(unit)
            discarded.append(unit)
    return sorted(accepted, key=lambda c: (c.start, c.end)), discarded


def _rivals(a: Candidate, b: Candidate) -> bool:
    if {a.table, b.table} == {"targets", "dates"}:
        date, target = (a, b) if a.table == "dates" else (b, a)
        return _shares_figure(date, target)
    if {a.table, b.table} == {"targets", "units"}:
        unit, target = (a, b) if a.table == "units" else (b, a)
        return not _counts(target, unit) and _shares_figure(unit, target)
    return frozenset((a.table, b.table)) in _RIVALS


def _shares_figure(other: Candidate, target: Candidate) -> bool:
    """What stands between a target's figures (`từ 6,6% năm 2012 xuống 3,2%`) is no rival, what covers one is.

    Their noun belongs to them.
    """
    numbers = [name for name, value in target.fields.items() if isinstance(value, float)]
    figures = [target.groups[name] for name in (*numbers, "unit") if name in target.groups]
    return not figures or any(start < other.end and other.start < end for start, end in figures)


def _counts(target: Candidate, unit: Candidate) -> bool:
    """Whether a body in small letters is only the noun that a figure counts (`14 chi bộ`)."""
    noun = target.groups.get("unit")
    if noun is None or unit.fields.get("capital") is not False:
        return False
    return noun[0] <= unit.start and unit.end <= noun[1]


class Arbiter(Stage):
    """Settles the candidates of an article."""

    def analyse(self, analysis: Analysis) -> None:
        """Settle the candidates of one article."""
        accepted, analysis.discarded = arbitrate(analysis.candidates)
        analysis.accepted = {table: [c for c in accepted if c.table == table] for table in MENTIONS}


@Language.factory(ARBITRATE)
def arbiter(nlp: Language, name: str) -> Arbiter:  # noqa: ARG001
    """The component of this name."""
    return Arbiter()
