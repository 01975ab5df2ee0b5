"""Readings of dates: what a rule's groups say, as a period of the calendar."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.calendar_words import CalendarWords
from nghiquyet.extract.candidate import Candidate
from nghiquyet.normalize.calendar import (
    Outlook,
    Period,
    Stretch,
    Unit,
    nearest_year,
    period_at,
    school_year,
    sexagenary_year,
    shifted,
    stretch,
)
from nghiquyet.records import Modifier
from nghiquyet.resolve.open_years import frame_of

_THIS_CENTURY = 2000
_LAST_CENTURY = 1900
_HALF_YEAR = 6
_YEAR = 12
_QUARTERS = 4
_WEEK = datetime.timedelta(days=7)
_FULL_MOON = 15
_LONGEST_ISSUE_GAP = 3  # from a document to its day of issue: `, (`
_MEMBER = {"days": "day", "months": "month", "quarters": "quarter"}

Fields = Mapping[str, Any]


@dataclass(slots=True)
class Reading:
    """What a candidate says. `told` is true once the day of publication was needed to place it."""

    candidate: Candidate
    period: Period | Stretch
    told: bool = False
    modifier: Modifier | None = None

    @property
    def year(self) -> int | None:
        """The one year that it names, None for an open or a longer one."""
        if isinstance(self.period, Period):
            return None if self.period.unit is Unit.DECADE else self.period.year
        return self.period.last.year if self.period.first.year == self.period.last.year else None

    @property
    def day(self) -> bool:
        """True for one day of the solar calendar."""
        return isinstance(self.period, Period) and self.period.unit is Unit.DAY and not self.period.lunar

    @property
    def whole_year(self) -> bool:
        """True for one year or decade."""
        return isinstance(self.period, Period) and self.period.unit in (Unit.YEAR, Unit.DECADE)

    @property
    def end(self) -> Period:
        """The period, of a range its last one."""
        return self.period if isinstance(self.period, Period) else self.period.last

    @property
    def open(self) -> bool:
        """True while its year is to be found."""
        return self.end.year is None and self.end.part is not None and not self.end.lunar

    def place(self, year: int, *, told: bool) -> None:
        """Put it into a year; a range ends in it."""
        self.told = told
        if isinstance(self.period, Period):
            self.period = self.period.in_year(year)
            return
        first, last = self.period.first, self.period.last.in_year(year)
        self.period = replace(
            self.period, first=_up_to(first, last) if first.year is None else first, last=last
        )


class DateReader:
    """Reads the candidates of one article in the order of the text."""

    def __init__(self, analysis: Analysis, words: CalendarWords) -> None:
        self.analysis = analysis
        self.words = words
        self.published = analysis.published_on
        self.readings: list[Reading] = []

    def read(self, candidates: Iterable[Candidate]) -> list[Reading]:
        """The readings of the candidates, those of a list one by one; the rule's `form` says how to read."""
        forms = self._forms()
        for candidate in candidates:
            for reading in forms[candidate.fields.get("form", "point")](candidate):
                modifier = candidate.fields.get("modifier")
                if modifier and "first" not in candidate.fields:
                    reading.modifier = self.words.modifier(modifier)
                self.readings.append(reading)
        return self.readings

    def _forms(self) -> dict[str, Callable[[Candidate], Iterator[Reading]]]:
        return {
            "point": self._point,
            "range": self._range,
            "list": self._list,
            "years": self._years,
            "years_range": self._years_range,
            "months_of_year": self._months_of_year,
            "quarters_of_year": self._quarters_of_year,
            "same_day": self._same_day,
            "day_told": self._day_told,
            "weekday": self._weekday,
            "week": self._week,
            "past_week": self._past_week,
            "ago": self._ago,
            "decade": self._decade,
            "school_year": self._school_year,
            "stem_branch": self._stem_branch,
            "lunar": self._lunar,
        }

    def _point(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        period, told = self._period(fields)
        if period is None:
            return
        if "that_year" in fields:
            named = next((reading for reading in reversed(self.readings) if reading.year is not None), None)
            if named is not None:
                yield Reading(candidate, period.in_year(named.year), named.told)
            return
        word = fields.get("year_word")
        if word and "origin" not in fields and self.words.origin(word) == "sentence":
            frame = frame_of(candidate, self.readings, self.analysis, self.words)
            if frame is not None and frame.year is not None and not frame.told:
                period, told = period.in_year(frame.year + self.words.steps(word)), False
        yield Reading(candidate, period, told)

    def _range(self, candidate: Candidate) -> Iterator[Reading]:
        first_fields = self._fields(self.words.first_point, candidate.groups["first"])
        last_fields = self._fields(self.words.last_point, candidate.groups["last"])
        first, first_told = self._period(first_fields)
        last, last_told = self._period(last_fields)
        if first is None and last is not None and "day" in first_fields:
            number = int(first_fields["day"])  # `từ 3 đến 5/2`, `từ 3 đến 5/2017`
            if last.unit is Unit.DAY:
                first, first_told = replace(last, day=number), last_told
            elif last.unit is Unit.MONTH:
                first, first_told = replace(last, part=number), last_told
        if last is None and first is not None and first.unit is Unit.DAY and "day" in last_fields:
            last, last_told = replace(first, day=int(last_fields["day"])), first_told
        if first is None or last is None:
            return
        if "now" in last_fields and first.unit is not Unit.DAY:
            last = self._told(Unit.DAY if first.unit is Unit.YEAR else Unit.MONTH, 0)
            if first.year is None and self.published:
                first = first.in_year(nearest_year(first, self.published, Outlook.BACK))
        elif first.year is not None and last.year is None and last.part is not None:
            last = _from(first, last)
        elif first.year is None:
            first = _up_to(first, last)
        yield Reading(candidate, stretch(first, last), first_told or last_told)

    def _list(self, candidate: Candidate) -> Iterator[Reading]:
        name = next(name for name in _MEMBER if name in candidate.groups)
        place = candidate.groups[name]
        found = list(self.words.list_number.finditer(self.analysis.folded, *place))
        numbers = [self.words.number(match.group()) for match in found]
        read = [self._period({**candidate.fields, _MEMBER[name]: number}) for number in numbers]
        periods = [period for period, _ in read if period is not None]
        told = any(told for _, told in read)
        if self.words.list_stretch.search(self.analysis.folded, *place):
            if numbers == sorted(numbers):
                yield Reading(candidate, stretch(periods[0], periods[-1]), told)
        elif numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            yield Reading(candidate, stretch(periods[0], periods[-1]), told)
        else:
            starts = [candidate.start, *(match.start() for match in found[1:])]
            ends = [*(match.end() for match in found[:-1]), candidate.end]
            for start, end, period in zip(starts, ends, periods, strict=True):
                yield Reading(replace(candidate, start=start, end=end), period, told)

    def _years(self, candidate: Candidate) -> Iterator[Reading]:
        head = replace(candidate, end=candidate.groups["first_year"][1])
        yield Reading(head, Period(Unit.YEAR, candidate.fields["first_year"]))
        for match in self.words.list_number.finditer(self.analysis.folded, *candidate.groups["years"]):
            place = replace(candidate, start=match.start(), end=match.end())
            yield Reading(place, Period(Unit.YEAR, int(match.group())))

    def _years_range(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        last = fields["last_year"] if "last_year" in fields else _THIS_CENTURY + fields["last_short"]
        ends = Period(Unit.YEAR, fields["first_year"]), Period(Unit.YEAR, last)
        yield Reading(candidate, stretch(*ends, term=bool(fields.get("term"))))

    def _months_of_year(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        count = self.words.number(fields["months_count"])
        last_ones = "part" in fields and self.words.modifier(fields["part"]) == "end"
        year, told = self._year_or_this(fields)
        if count == _HALF_YEAR:
            yield Reading(candidate, Period(Unit.HALF, year, 2 if last_ones else 1), told)
        elif count == _YEAR:
            yield Reading(candidate, Period(Unit.YEAR, year), told)
        else:
            first, last = (_YEAR - count + 1, _YEAR) if last_ones else (1, count)
            yield Reading(
                candidate, stretch(Period(Unit.MONTH, year, first), Period(Unit.MONTH, year, last)), told
            )

    def _quarters_of_year(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        count = self.words.number(fields["quarters_count"]) if "quarters_count" in fields else 1
        last_ones = self.words.modifier(fields["part"]) == "end"
        year, told = self._year_or_this(fields)
        first, last = (_QUARTERS - count + 1, _QUARTERS) if last_ones else (1, count)
        ends = Period(Unit.QUARTER, year, first), Period(Unit.QUARTER, year, last)
        yield Reading(candidate, ends[0] if count == 1 else stretch(*ends), told)

    def _same_day(self, candidate: Candidate) -> Iterator[Reading]:
        """The day named last: in this sentence or the one before, else the last that is news, else any."""
        days = [reading for reading in self.readings if reading.day and not self._is_issue_day(reading)]
        before = self.analysis.sentence_at(candidate.start) - 1
        near = [r for r in days if self.analysis.sentence_at(r.candidate.start) >= before]
        for group in (near, [r for r in days if r.told or r.open], days):
            if group:
                yield Reading(candidate, group[-1].period, group[-1].told)
                return

    def _is_issue_day(self, reading: Reading) -> bool:
        """Whether a day stands right behind a document: `Kế hoạch 83/KH-UBND ngày 12/7/2018`."""
        start = reading.candidate.start
        ends = [c.end for c in self.analysis.accepted["documents"] if 0 < start - c.end <= _LONGEST_ISSUE_GAP]
        return any(self.analysis.folded[end:start].strip(" ,(") == "" for end in ends)

    def _day_told(self, candidate: Candidate) -> Iterator[Reading]:
        word = self.analysis.folded[candidate.start : candidate.end].split()[-1]
        yield Reading(candidate, self._told(Unit.DAY, self.words.steps(word)), self.published is not None)

    def _weekday(self, candidate: Candidate) -> Iterator[Reading]:
        if self.published is None:
            yield Reading(candidate, Period(Unit.DAY))
            return
        offset = self.words.weekday(candidate.fields["weekday"]) - self.published.isoweekday()
        day = self.published + datetime.timedelta(days=offset)
        word = candidate.fields.get("week_word")
        steps = self.words.steps(word) if word else 0
        if "week" in candidate.fields:
            day += steps * _WEEK
        elif steps > 0:
            day += _WEEK * (day <= self.published)
        elif steps < 0:
            day -= _WEEK * (day >= self.published)
        elif word is None:
            day -= _WEEK * (day > self.published)
        yield Reading(candidate, period_at(Unit.DAY, day), True)

    def _week(self, candidate: Candidate) -> Iterator[Reading]:
        steps = self.words.steps(candidate.fields["week_word"])
        yield Reading(candidate, self._told(Unit.WEEK, steps), self.published is not None)

    def _past_week(self, candidate: Candidate) -> Iterator[Reading]:
        ends = self._told(Unit.DAY, -7), self._told(Unit.DAY, -1)
        yield Reading(candidate, stretch(*ends), self.published is not None)

    def _ago(self, candidate: Candidate) -> Iterator[Reading]:
        steps = -self.words.number(candidate.fields["count"])
        unit = self.words.unit(candidate.fields["unit"])
        yield Reading(candidate, self._told(unit, steps), self.published is not None)

    def _decade(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        year = fields["decade_year"] if "decade_year" in fields else _LAST_CENTURY + fields["short_decade"]
        yield Reading(candidate, Period(Unit.DECADE, year))

    def _school_year(self, candidate: Candidate) -> Iterator[Reading]:
        if self.published:
            steps = self.words.steps(candidate.fields["year_word"])
            yield Reading(candidate, school_year(self.published, steps), True)

    def _stem_branch(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        if "year" in fields or self.published is None:
            yield Reading(candidate, Period(Unit.YEAR, fields.get("year")))
            return
        stem, branch = self.words.stem(fields["stem"]), self.words.branch(fields["branch"])
        year = sexagenary_year(stem, branch, self.published)
        if year is not None:
            yield Reading(candidate, Period(Unit.YEAR, year), True)

    def _lunar(self, candidate: Candidate) -> Iterator[Reading]:
        fields = candidate.fields
        month = _YEAR if "last_days" in fields else self._month(fields) or 1
        day = _FULL_MOON if "full_moon" in fields else fields.get("last_days") or fields.get("day")
        unit = Unit.DAY if day else Unit.MONTH
        yield Reading(candidate, Period(unit, None, month, int(day) if day else None, lunar=True))

    # What the groups of a rule name

    def _fields(self, pattern: "regex.Pattern[str]", place: tuple[int, int]) -> Fields:
        match = pattern.fullmatch(self.analysis.folded, *place)
        return (
            {name: words for name, words in match.groupdict().items() if words is not None} if match else {}
        )

    def _period(self, fields: Fields) -> tuple[Period | None, bool]:
        """The period that the groups name, and whether the day of publication was needed for it."""
        told = self.published is not None
        month = self._month(fields)
        if "now" in fields:
            return self._told(Unit.DAY, 0), told
        if month is None and "day" not in fields:
            for group, unit in (("month_word", Unit.MONTH), ("quarter_word", Unit.QUARTER)):
                if group in fields:
                    return self._told(unit, self.words.steps(fields[group])), told
            for group, unit in (
                ("this_week", Unit.WEEK),
                ("this_month", Unit.MONTH),
                ("this_year", Unit.YEAR),
            ):
                if group in fields:
                    return self._told(unit, 0), told
        if "half" in fields:
            year, told = self._year_or_this(fields)
            return Period(Unit.HALF, year, 2 if self.words.modifier(fields["half"]) == "end" else 1), told
        year, told = self._year(fields)
        if "day" in fields:
            return (Period(Unit.DAY, year, month, int(fields["day"])) if month else None), told
        if month is not None:
            return Period(Unit.MONTH, year, month), told
        if "quarter" in fields:
            return Period(Unit.QUARTER, year, self.words.number(str(fields["quarter"]))), told
        if "year" in fields or "year_word" in fields:
            return Period(Unit.YEAR, year), told
        return None, False

    def _year(self, fields: Fields) -> tuple[int | None, bool]:
        if "year" in fields:
            return int(fields["year"]), False
        if "short_year" in fields:
            return _THIS_CENTURY + fields["short_year"], False
        if "year_word" in fields and self.published:
            # `năm qua` is the year before in its successor's first half, the running one afterwards.
            word = fields["year_word"]
            running = self.words.origin(word) == "course" and self.published.month > _HALF_YEAR
            return self.published.year + (0 if running else self.words.steps(word)), True
        return None, False

    def _year_or_this(self, fields: Fields) -> tuple[int | None, bool]:
        """The year that the groups name, else that of publication."""
        year, told = self._year(fields)
        return (self.published.year, True) if year is None and self.published else (year, told)

    def _month(self, fields: Fields) -> int | None:
        if "month" in fields:
            return int(fields["month"])
        return self.words.number(fields["month_name"]) if "month_name" in fields else None

    def _told(self, unit: Unit, steps: int) -> Period:
        """The period so many steps from that of publication; open where that day is not known."""
        return shifted(period_at(unit, self.published), steps) if self.published else Period(unit)


def _up_to(first: Period, last: Period) -> Period:
    """`first` in the last year in which it begins no later than `last` ends."""
    same = first.in_year(last.year)
    ordered = same.bounds is None or last.bounds is None or same.bounds[0] <= last.bounds[1]
    return same if ordered or last.year is None else first.in_year(last.year - 1)


def _from(first: Period, last: Period) -> Period:
    """`last` in the first year in which it ends no earlier than `first` begins."""
    same = last.in_year(first.year)
    ordered = same.bounds is None or first.bounds is None or first.bounds[0] <= same.bounds[1]
    return same if ordered or first.year is None else last.in_year(first.year + 1)
