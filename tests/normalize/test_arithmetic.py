"""The arithmetic of figures: a percentage agrees within the rounding of what was written, and no further."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nghiquyet.normalize.arithmetic import (
    Stated,
    decimals,
    difference_agrees,
    percent_agrees,
    percent_change,
    percent_of,
)

COUNTS = st.integers(1, 10**6)
PLACES = st.integers(1, 3)


@given(COUNTS, COUNTS, PLACES)
def test_a_percentage_that_was_computed_agrees(actual: int, reference: int, places: int) -> None:
    percent = round(100 * actual / reference, places)
    assert percent_agrees(Stated(actual), Stated(reference), Stated(percent, places), "part")


@given(COUNTS, COUNTS, PLACES)
def test_a_percentage_that_is_off_by_two_last_places_does_not(
    actual: int, reference: int, places: int
) -> None:
    assume(actual <= 100 * reference)
    percent = round(100 * actual / reference, places) + 2 * 10.0**-places
    assert not percent_agrees(Stated(actual), Stated(reference), Stated(percent, places), "part")


@given(COUNTS, COUNTS)
def test_a_change_is_a_rise_or_a_fall_never_both(actual: int, reference: int) -> None:
    assume(actual != reference)
    percent = Stated(round(100 * abs(actual - reference) / reference, 2), 2)
    readings = [r for r in ("rise", "fall") if percent_agrees(Stated(actual), Stated(reference), percent, r)]
    assert readings == ["rise" if actual > reference else "fall"]


@given(COUNTS, COUNTS)
def test_the_difference_of_counts_agrees(actual: int, reference: int) -> None:
    assert difference_agrees(Stated(actual), Stated(reference), Stated(abs(actual - reference)))
    assert not difference_agrees(Stated(actual), Stated(reference), Stated(abs(actual - reference) + 1))


@pytest.mark.parametrize(
    ("actual", "reference", "percent", "agrees"),
    [
        (58, 130, (44.62, 2), True),
        (58, 130, (44.6, 1), True),
        (58, 130, (45.0, 0), True),
        (58, 130, (45.2, 1), False),
        (17, 5, (240.0, 0), False),
        (5, 57, (10.8, 1), False),
    ],
)
def test_a_part_of_a_whole(actual: int, reference: int, percent: tuple[float, int], agrees: bool) -> None:
    assert percent_agrees(Stated(actual), Stated(reference), Stated(*percent), "part") is agrees


def test_measures_agree_within_their_own_rounding() -> None:
    assert percent_agrees(Stated(31.7, 1), Stated(52), Stated(60.96, 2), "part")
    assert difference_agrees(Stated(9.8, 1), Stated(7.4, 1), Stated(2.5, 1))


def test_nothing_is_computed_from_a_reference_of_zero() -> None:
    assert percent_of(5, 0) is None
    assert percent_change(5, 0) is None
    assert not percent_agrees(Stated(5), Stated(0), Stated(100), "part")


@pytest.mark.parametrize(("written", "places"), [("44,62", 2), ("1.250", 0), ("46.346,8", 1), ("5", 0)])
def test_the_decimals_of_a_written_number(written: str, places: int) -> None:
    assert decimals(written) == places
