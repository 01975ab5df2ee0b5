"""Arbitration: proved by arithmetic before priority before length before place; losers keep the reason."""

from nghiquyet.extract.arbitrate import arbitrate
from nghiquyet.extract.candidate import Candidate


def _candidate(table: str, start: int, end: int, priority: int = 50, *, proved: bool = False) -> Candidate:
    return Candidate(table, start, end, f"{table}.rule_{priority}", priority, proved=proved)


def test_the_higher_priority_wins_and_the_loser_says_why() -> None:
    low, high = _candidate("targets", 0, 9, 40), _candidate("targets", 5, 8, 60)
    accepted, discarded = arbitrate([low, high])
    assert accepted == [high]
    assert discarded == [low]
    assert low.reason == "overlaps targets.rule_60 at 5:8"


def test_what_arithmetic_proves_wins_over_any_priority() -> None:
    date, fraction = _candidate("dates", 0, 5, 90), _candidate("targets", 0, 8, 10, proved=True)
    assert arbitrate([date, fraction])[0] == [fraction]


def test_of_equal_priority_the_longer_wins_then_the_earlier() -> None:
    short, long, late = _candidate("dates", 0, 4), _candidate("dates", 0, 9), _candidate("dates", 5, 14)
    assert arbitrate([short, late, long])[0] == [long]


def test_a_date_may_stand_inside_a_document_but_a_target_may_not() -> None:
    document, date = _candidate("documents", 0, 30, 80), _candidate("dates", 10, 20, 50)
    assert arbitrate([document, date])[0] == [document, date]
    target = _candidate("targets", 10, 20, 50)
    assert arbitrate([document, target])[0] == [document]


def test_a_candidate_that_its_verifier_refuted_is_never_accepted() -> None:
    refuted = _candidate("targets", 0, 5)
    refuted.reason = "refuted by fraction"
    accepted, discarded = arbitrate([refuted, _candidate("targets", 3, 8, 10)])
    assert [c.priority for c in accepted] == [10]
    assert discarded == [refuted]


def test_a_body_in_small_letters_is_what_a_figure_counts() -> None:
    counted, named = _candidate("units", 3, 9, 75), _candidate("units", 20, 26, 75)
    target, other = _candidate("targets", 0, 9), _candidate("targets", 17, 26)
    for figure in (target, other):
        figure.groups["unit"] = (figure.start + 3, figure.end)
    counted.fields["capital"], named.fields["capital"] = False, True
    accepted, _ = arbitrate([counted, named, target, other])
    assert accepted == [target, named]
    assert counted.reason == "counted by targets.rule_50 at 0:9"


def test_a_unit_between_a_target_s_figures_stays_one_over_its_noun_goes() -> None:
    target = _candidate("targets", 0, 40)
    target.groups |= {"percent": (0, 4), "actual": (28, 30), "unit": (35, 40)}
    target.fields |= {"percent": 72.4, "actual": 12.0}
    between, over = _candidate("units", 14, 23), _candidate("units", 33, 40)
    accepted, discarded = arbitrate([target, between, over])
    assert accepted == [target, between]
    assert discarded == [over]
