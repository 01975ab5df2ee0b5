"""The calendar: periods, their ISO 8601 and TIMEX3 values, their bounds, the year of a date without one."""

import calendar
import datetime
import enum
from dataclasses import dataclass, replace

import regex

from nghiquyet.records import Grain


class Unit(enum.StrEnum):
    """What a period is one of, the finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"


_FINENESS = list(Unit)
_LETTER = {Unit.WEEK: "W", Unit.QUARTER: "Q", Unit.HALF: "H"}
_MONTHS = {Unit.QUARTER: 3, Unit.HALF: 6}
_GRAIN: dict[Unit, Grain] = {
    Unit.DAY: "day",
    Unit.WEEK: "range",
    Unit.MONTH: "month",
    Unit.QUARTER: "quarter",
    Unit.HALF: "half",
    Unit.YEAR: "year",
    Unit.DECADE: "range",
}
_WHOLE_YEARS = (Unit.YEAR, Unit.DECADE)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Period:
    """One day, ISO week, month, quarter, half, year or decade.

    `part` numbers it within its year (of a day: its month); what is not known is None. A decade is named
    by its first year. A lunar period has a month and at most a day, and no place in the solar calendar.
    """

    unit: Unit
    year: int | None = None
    part: int | None = None
    day: int | None = None
    lunar: bool = False

    def __str__(self) -> str:
        """Its value: `2024-03-12`, `2024-Q1`, `199X`, `XXXX-05-10`, `lunar:01-15`."""
        if self.lunar:
            return f"lunar:{_digits(self.part)}" + (f"-{_digits(self.day)}" if self.unit is Unit.DAY else "")
        if self.unit is Unit.DECADE:
            return "XXXX" if self.year is None else f"{self.year // 10:03}X"
        year = "XXXX" if self.year is None else f"{self.year:04}"
        if self.unit is Unit.YEAR:
            return year
        if self.unit is Unit.DAY:
            return f"{year}-{_digits(self.part)}-{_digits(self.day)}"
        if self.unit in _MONTHS:
            return f"{year}-{_LETTER[self.unit]}{'X' if self.part is None else self.part}"
        return f"{year}-{_LETTER.get(self.unit, '')}{_digits(self.part)}"

    @property
    def grain(self) -> Grain:
        """The grain of its record: a week and a decade are ranges."""
        return _GRAIN[self.unit]

    @property
    def exists(self) -> bool:
        """False for 31/2, month 13 and quarter 5."""
        if self.lunar:
            return 1 <= (self.part or 1) <= 12 and 1 <= (self.day or 1) <= 30
        try:
            _bounds(replace(self, year=_LEAP_YEAR if self.year is None else self.year, part=self.part or 1))
        except ValueError:
            return False
        return True

    @property
    def bounds(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day covered; None while a part of it is open."""
        if self.lunar or not self.known:
            return None
        return _bounds(self)

    @property
    def known(self) -> bool:
        """True when nothing of it is open."""
        return (
            self.year is not None
            and (self.part is not None or self.unit in _WHOLE_YEARS)
            and (self.day is not None or self.unit is not Unit.DAY)
        )

    def in_year(self, year: int | None) -> "Period":
        """The same period of another year."""
        return replace(self, year=year)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one period to the last day of another, both of one unit."""

    first: Period
    last: Period
    term: bool = False

    def __str__(self) -> str:
        """Its value: `2020/2025`, `2022-01/2022-09`."""
        return f"{self.first}/{self.last}"

    @property
    def grain(self) -> Grain:
        """A term of office or any other range."""
        return "term" if self.term else "range"

    @property
    def exists(self) -> bool:
        """True when both ends exist and the first is not after the last."""
        if not (self.first.exists and self.last.exists):
            return False
        first, last = self.first.bounds, self.last.bounds
        return first is None or last is None or first[0] <= last[1]

    @property
    def bounds(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day covered; None while an end is open."""
        first, last = self.first.bounds, self.last.bounds
        return None if first is None or last is None else (first[0], last[1])


def _digits(number: int | None) -> str:
    return "XX" if number is None else f"{number:02}"


def _bounds(period: Period) -> tuple[datetime.date, datetime.date]:
    year, part = period.year or _LEAP_YEAR, period.part or 1
    match period.unit:
        case Unit.DAY:
            day = datetime.date(year, part, period.day or 1)
            return day, day
        case Unit.WEEK:
            monday = datetime.date.fromisocalendar(year, part, 1)
            return monday, monday + datetime.timedelta(days=6)
        case Unit.YEAR:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        case Unit.DECADE:
            return datetime.date(year, 1, 1), datetime.date(year + 9, 12, 31)
    length = _MONTHS.get(period.unit, 1)
    last_month = part * length
    first = datetime.date(year, last_month - length + 1, 1)
    return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])


def period_at(unit: Unit, day: datetime.date) -> Period:
    """The period of a unit that holds a day."""
    match unit:
        case Unit.DAY:
            return Period(unit, day.year, day.month, day.day)
        case Unit.WEEK:
            iso = day.isocalendar()
            return Period(unit, iso.year, iso.week)
        case Unit.YEAR:
            return Period(unit, day.year)
        case Unit.DECADE:
            return Period(unit, day.year // 10 * 10)
    return Period(unit, day.year, (day.month - 1) // _MONTHS.get(unit, 1) + 1)


def shifted(period: Period, steps: int) -> Period:
    """The period so many of its units later, or earlier where `steps` is negative. The period is known."""
    first, last = _bounds(period)
    for _ in range(abs(steps)):
        beside = last + datetime.timedelta(days=1) if steps > 0 else first - datetime.timedelta(days=1)
        first, last = _bounds(period_at(period.unit, beside))
    return period_at(period.unit, first)


def stretch(first: Period, last: Period, *, term: bool = False) -> Stretch:
    """The range between two periods, in the finer of their units; a year is needed where the units differ."""
    unit = min(first.unit, last.unit, key=_FINENESS.index)
    return Stretch(_edge(first, unit, 0), _edge(last, unit, 1), term)


def _edge(period: Period, unit: Unit, side: int) -> Period:
    if period.unit is unit or period.lunar or (period.part is None and period.unit not in _WHOLE_YEARS):
        return period
    year = _LEAP_YEAR if period.year is None else period.year
    edge = period_at(unit, _bounds(period.in_year(year))[side])
    return edge.in_year(None) if period.year is None else edge


class Outlook(enum.StrEnum):
    """Where the words about a date look."""

    BACK = "back"
    EITHER = "either"
    AHEAD = "ahead"


# Without a word about it, news tells what has been: a coming day is meant only when it is much nearer.
_RELUCTANCE = {Outlook.BACK: 30.0, Outlook.EITHER: 4.0, Outlook.AHEAD: 0.15}


def nearest_year(period: Period, reference: datetime.date, outlook: Outlook) -> int | None:
    """The year that puts a period without one nearest to a day, on the side that the words look to.

    None where the period exists in no year about that day.
    """
    best: tuple[float, int] | None = None
    for year in range(reference.year - 1, reference.year + 2):
        candidate = period.in_year(year)
        if candidate.exists:
            first, last = _bounds(candidate)
            distance = max((reference - last).days, (first - reference).days * _RELUCTANCE[outlook], 0.0)
            best = min(best, (distance, year)) if best else (distance, year)
    return best[1] if best else None


def school_year(reference: datetime.date, steps: int = 0) -> Stretch:
    """The school year that holds a day, or another before or after it; it begins in August."""
    first = reference.year - (reference.month < 8) + steps
    return Stretch(Period(Unit.YEAR, first), Period(Unit.YEAR, first + 1))


def sexagenary_year(stem: int, branch: int, reference: datetime.date) -> int | None:
    """The last year of a heavenly stem (0 is Giáp) and branch (0 is Tý) up to the second after a day's.

    None where the two never meet.
    """
    years = range(reference.year + 2, reference.year - 58, -1)
    return next((year for year in years if (year - 4) % 10 == stem and (year - 4) % 12 == branch), None)


_VALUE = regex.compile(
    r"lunar:(?P<lunar_month>\d\d)(?:-(?P<lunar_day>\d\d))?"
    r"|(?P<decade>\d{3})X"
    r"|(?P<year>\d{4}|XXXX)(?:-(?:(?P<letter>[WQH])(?P<number>\d\d?|XX?)|(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?))?"
)


def parse_value(value: str, *, term: bool = False) -> Period | Stretch:
    """Read a value back. Raises ValueError for what is none; `XXXX` is read as an open year."""
    if "/" in value:
        first, last = (_parse_period(end) for end in value.split("/", 1))
        return Stretch(first, last, term)
    return _parse_period(value)


def _parse_period(value: str) -> Period:
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(f"no ISO 8601 or TIMEX3 value: {value!r}")
    if month := match["lunar_month"]:
        day = match["lunar_day"]
        return Period(Unit.DAY if day else Unit.MONTH, None, int(month), _number(day), lunar=True)
    if match["decade"]:
        return Period(Unit.DECADE, int(match["decade"]) * 10)
    year = _number(match["year"])
    if match["letter"]:
        unit = next(unit for unit, letter in _LETTER.items() if letter == match["letter"])
        return Period(unit, year, _number(match["number"]))
    if match["month"]:
        unit = Unit.DAY if match["day"] else Unit.MONTH
        return Period(unit, year, _number(match["month"]), _number(match["day"]))
    return Period(Unit.YEAR, year)


def _number(digits: str | None) -> int | None:
    return None if digits is None or digits.startswith("X") else int(digits)
