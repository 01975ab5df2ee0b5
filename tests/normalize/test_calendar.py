"""The calendar: values that are read back, bounds, order, and the year of a date without one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.normalize.calendar import (
    Outlook,
    Period,
    Stretch,
    Unit,
    nearest_year,
    parse_value,
    period_at,
    school_year,
    sexagenary_year,
    shifted,
    stretch,
)

DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))
PERIODS = st.builds(period_at, st.sampled_from(list(Unit)), DAYS)
LUNAR = st.builds(
    lambda month, day: Period(Unit.DAY if day else Unit.MONTH, None, month, day, lunar=True),
    st.integers(1, 12),
    st.none() | st.integers(1, 30),
)


@given(PERIODS | LUNAR)
def test_what_is_printed_is_read_back(period: Period) -> None:
    assert parse_value(str(period)) == period


@given(PERIODS)
def test_an_open_year_is_read_back(period: Period) -> None:
    if period.unit is not Unit.DECADE:
        opened = period.in_year(None)
        assert parse_value(str(opened)) == opened
        assert opened.bounds is None


@given(PERIODS, DAYS)
def test_the_period_at_a_day_holds_it(period: Period, day: datetime.date) -> None:
    bounds = period_at(period.unit, day).bounds
    assert bounds is not None
    assert bounds[0] <= day <= bounds[1]


@given(PERIODS, st.integers(-12, 12))
def test_a_shift_is_undone_by_its_opposite(period: Period, steps: int) -> None:
    assert shifted(shifted(period, steps), -steps) == period


@given(PERIODS, PERIODS)
def test_a_range_has_one_unit_and_covers_both_ends(first: Period, last: Period) -> None:
    whole = stretch(first, last)
    assert whole.first.unit is whole.last.unit
    if (
        whole.exists
        and first.bounds
        and last.bounds
        and whole.bounds
        and Unit.WEEK not in (first.unit, last.unit)
    ):
        assert whole.bounds == (first.bounds[0], last.bounds[1])
        assert parse_value(str(whole)) == whole


@given(PERIODS, DAYS, st.sampled_from(list(Outlook)))
def test_the_nearest_year_gives_a_period_that_exists(
    period: Period, day: datetime.date, outlook: Outlook
) -> None:
    if period.unit is Unit.DECADE:
        return
    year = nearest_year(period.in_year(None), day, outlook)
    assert year is None or (period.in_year(year).exists and abs(year - day.year) <= 1)


@pytest.mark.parametrize(
    "period",
    [
        Period(Unit.DAY, 2021, 2, 29),
        Period(Unit.DAY, None, 2, 31),
        Period(Unit.DAY, 2021, 13, 1),
        Period(Unit.MONTH, 2021, 13),
        Period(Unit.QUARTER, 2021, 5),
        Stretch(Period(Unit.YEAR, 2020), Period(Unit.YEAR, 2015)),
    ],
)
def test_what_the_calendar_does_not_have_does_not_exist(period: Period | Stretch) -> None:
    assert not period.exists


def test_a_day_of_february_29_exists_while_its_year_is_open() -> None:
    assert Period(Unit.DAY, None, 2, 29).exists


@pytest.mark.parametrize("value", ["", "2021-5", "21", "2021-13-1x", "lunar:1", "2021-W1-Q1"])
def test_what_is_no_value_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no ISO 8601"):
        parse_value(value)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2011", "2014-04", "2011-01/2014-04"),
        ("2020", "2025", "2020/2025"),
        ("2022-Q1", "2022-09", "2022-01/2022-09"),
        ("2022-09-26", "2022", "2022-09-26/2022-12-31"),
    ],
)
def test_a_range_takes_the_finer_unit(first: str, last: str, value: str) -> None:
    start, end = parse_value(first), parse_value(last)
    assert isinstance(start, Period)
    assert isinstance(end, Period)
    assert str(stretch(start, end)) == value


@pytest.mark.parametrize(
    ("month", "day", "published", "outlook", "year"),
    [
        (12, 20, datetime.date(2017, 1, 5), Outlook.EITHER, 2016),
        (3, 12, datetime.date(2017, 3, 10), Outlook.EITHER, 2017),
        (11, 30, datetime.date(2023, 4, 12), Outlook.AHEAD, 2023),
        (11, 30, datetime.date(2023, 4, 12), Outlook.BACK, 2022),
        (2, 29, datetime.date(2017, 3, 1), Outlook.EITHER, 2016),
    ],
)
def test_the_year_is_the_nearest_on_the_side_that_is_meant(
    month: int, day: int, published: datetime.date, outlook: Outlook, year: int
) -> None:
    assert nearest_year(Period(Unit.DAY, None, month, day), published, outlook) == year


def test_a_school_year_begins_in_august() -> None:
    assert str(school_year(datetime.date(2020, 6, 9), -1)) == "2018/2019"
    assert str(school_year(datetime.date(2020, 9, 5))) == "2020/2021"


def test_stem_and_branch_name_a_year_of_the_cycle() -> None:
    assert sexagenary_year(3, 9, datetime.date(2017, 2, 8)) == 2017  # Đinh Dậu
    assert sexagenary_year(4, 8, datetime.date(2017, 2, 8)) == 1968  # Mậu Thân
    assert sexagenary_year(0, 1, datetime.date(2017, 2, 8)) is None  # Giáp Sửu
