"""Arbitrate: the one place where overlapping candidates are settled."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import analysis_of
from nghiquyet.extract.candidate import Candidate
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
    return sorted(accepted, key=lambda c: (c.start, c.end)), discarded


def _rivals(a: Candidate, b: Candidate) -> bool:
    if {a.table, b.table} == {"targets", "dates"}:
        date, target = (a, b) if a.table == "dates" else (b, a)
        return _shares_figure(date, target)
    return frozenset((a.table, b.table)) in _RIVALS


def _shares_figure(date: Candidate, target: Candidate) -> bool:
    """A date between a target's figures (`từ 6,6% năm 2012 xuống 3,2%`) is no rival, one over them is."""
    numbers = [name for name, value in target.fields.items() if isinstance(value, float)]
    figures = [target.groups[name] for name in numbers if name in target.groups]
    return not figures or any(start < date.end and date.start < end for start, end in figures)


@Language.component(ARBITRATE)
def arbiter(doc: Doc) -> Doc:
    """Settle the candidates of one document."""
    analysis = analysis_of(doc)
    accepted, analysis.discarded = arbitrate(analysis.candidates)
    analysis.accepted = {table: [c for c in accepted if c.table == table] for table in MENTIONS}
    return doc
