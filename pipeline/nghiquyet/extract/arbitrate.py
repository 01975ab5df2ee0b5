"""Arbitrate: the one place where overlapping candidates are settled."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.stage import Stage
from nghiquyet.records import MENTIONS

ARBITRATE = "nghiquyet_arbitrate"

# Two candidates of one table never share a character. Of different tables these may not; the others may
# (a date and a unit inside a document's span have records of their own).
_RIVALS = [
    {"targets", "dates"},
    {"targets", "documents"},
    {"targets", "units"},
    {"people", "units"},
]
_STRETCH = 64  # characters; a candidate touches one or two such stretches of the text


def _outranks(candidate: Candidate) -> tuple[bool, int, int, int]:
    return (not candidate.proved, -candidate.priority, -candidate.length, candidate.start)


class _Accepted:
    """The accepted candidates, found by the stretches of the text that they touch."""

    def __init__(self) -> None:
        self._touching: defaultdict[int, list[Candidate]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        for stretch in _stretches(candidate):
            self._touching[stretch].append(candidate)

    def first_over(
        self, candidate: Candidate, beats: Callable[[Candidate, Candidate], bool]
    ) -> Candidate | None:
        """The highest in rank of those that share a character with a candidate and beat it."""
        found = [
            other
            for stretch in _stretches(candidate)
            for other in self._touching[stretch]
            if other.overlaps(candidate) and beats(other, candidate)
        ]
        return min(found, key=_outranks) if found else None


def _stretches(candidate: Candidate) -> range:
    return range(candidate.start // _STRETCH, candidate.end // _STRETCH + 1)


def arbitrate(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Accepted and discarded: proved by arithmetic before priority before length before place.

    A discarded candidate carries the reason. Accepted ones come in the order of the text.
    """
    discarded: list[Candidate] = []
    ranked: list[Candidate] = []
    for candidate in candidates:
        (ranked if candidate.reason is None else discarded).append(candidate)
    ranked.sort(key=_outranks)
    accepted = _Accepted()
    for candidate in ranked:
        if winner := accepted.first_over(candidate, _rivals):
            candidate.reason = f"overlaps {winner.rule_id} at {winner.start}:{winner.end}"
        else:
            accepted.add(candidate)
    for unit in (c for c in ranked if c.table == "units" and c.reason is None):
        if target := accepted.first_over(unit, _counted_by):
            unit.reason = f"counted by {target.rule_id} at {target.start}:{target.end}"
    discarded += [c for c in ranked if c.reason is not None]
    return sorted((c for c in ranked if c.reason is None), key=lambda c: (c.start, c.end)), discarded


def _rivals(a: Candidate, b: Candidate) -> bool:
    if a.table == b.table:
        return True
    table_of = {a.table: a, b.table: b}
    if table_of.keys() == {"targets", "dates"}:
        return _shares_figure(table_of["dates"], table_of["targets"])
    if table_of.keys() == {"targets", "units"}:
        target, unit = table_of["targets"], table_of["units"]
        return not _counts(target, unit) and _shares_figure(unit, target)
    return table_of.keys() in _RIVALS


def _counted_by(target: Candidate, unit: Candidate) -> bool:
    return target.table == "targets" and _counts(target, unit)


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
