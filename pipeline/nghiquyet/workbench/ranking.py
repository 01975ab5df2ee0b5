"""Why one candidate won over another, in words; the order is that of `extract.arbitrate`."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate


def advantage(winner: Candidate, loser: Candidate) -> str:
    """What the winner has over the loser."""
    if winner.proved != loser.proved:
        return "proved by arithmetic"
    if winner.priority != loser.priority:
        return f"priority {winner.priority} over {loser.priority}"
    if winner.length != loser.length:
        return f"{winner.length} characters over {loser.length} at priority {winner.priority}"
    return "the same priority and length, but earlier in the text or in the rulebook"


def winner_over(loser: Candidate, analysis: Analysis) -> Candidate | None:
    """The accepted candidate that a discarded one lost to; null where it lost to none."""
    accepted = (c for candidates in analysis.accepted.values() for c in candidates)
    return next(
        (
            c
            for c in accepted
            if c.overlaps(loser) and loser.reason == f"overlaps {c.rule_id} at {c.start}:{c.end}"
        ),
        None,
    )
