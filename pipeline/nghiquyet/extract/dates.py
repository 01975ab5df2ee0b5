"""The table `dates`: from what the rules read to periods of the calendar, each in its year."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.table import TableComponent, mention_fields
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
from nghiquyet.normalize.numbers import read_roman
from nghiquyet.records import Date
from nghiquyet.rulebook.folding import fold_key

DATES = "nghiquyet_dates"

_THIS_CENTURY = 2000
_LAST_CENTURY = 1900
_HALF_YEAR = 6
_YEAR = 12
_MEMBER = {"days": "day", "months": "month", "quarters": "quarter"}
_LOOK_BEHIND = 60
_LOOK_AFTER = 12

Fields = Mapping[str, Any]


@dataclass(slots=True)
class Reading:
    """What a candidate says. `told` is true once the day of publication was needed to place it."""

    candidate: Candidate
    period: Period | Stretch
    told: bool = False
    modifier: str | None = None

    @property
    def year(self) -> int | None:
        """The one year that it names, None for an open or a longer one."""
        if isinstance(self.period, Period) and self.period.unit is not Unit.DECADE:
            return self.period.year
        if isinstance(self.period, Stretch) and self.period.first.year == self.period.last.year:
            return self.period.last.year
        return None

    @property
    def open(self) -> bool:
        """True while its year is to be found."""
        last = self.period.last if isinstance(self.period, Stretch) else self.period
        return last.year is None and last.part is not None and not last.lunar

    def place(self, year: int) -> None:
        """Put it into a year; a range ends in it."""
        if isinstance(self.period, Period):
            self.period = self.period.in_year(year)
            return
        first, last = self.period.first, self.period.last.in_year(year)
        if first.year is None:
            first = _latest_before(first, last)
        self.period = replace(self.period, first=first, last=last)


def _latest_before(first: Period, last: Period) -> Period:
    if last.year is None:
        return first
    same = first.in_year(last.year)
    ordered = same.bounds is None or last.bounds is None or same.bounds[0] <= last.bounds[1]
    return same if ordered else first.in_year(last.year - 1)


@Language.factory(DATES, assigns=["doc.spans"])
class Dates(TableComponent):
    """Reads periods off accepted candidates and finds the years that they leave open."""

    table = "dates"

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        super().__init__(nlp, name, rules)
        book = self.rulebook
        self.first_point = book.compile("{:first_point}").regex
        self.last_point = book.compile("{:last_point}|{:full_day_point}").regex
        self.list_number = book.compile("{:list_number}").regex
        self.list_stretch = book.compile("{:list_stretch}").regex
        self.framing = book.compile("{:framing}").regex
        self.citing = book.compile("{:citing}").regex
        self.joining = book.compile("{:joining}").regex
        self.outlooks = {
            place: book.compile(pattern).regex
            for place, pattern in {
                "before": r"(?<!\p{L}){word:outlook_before}",
                "after": r"^ ?{word:outlook_after}",
            }.items()
        }

    def records(self, analysis: Analysis) -> list[Date]:
        """The dates of one article, in the order of the text."""
        readings = sorted(self._readings(analysis), key=lambda r: r.candidate.start)
        self._share_years(readings, analysis)
        for number, reading in enumerate(readings):
            if reading.open:
                self._find_year(reading, readings[:number], analysis)
        return [_record(reading, analysis) for reading in readings if reading.period.exists]

    def _readings(self, analysis: Analysis) -> Iterator[Reading]:
        named: list[Reading] = []
        for candidate in analysis.accepted["dates"]:
            form = candidate.fields.get("form", "point")
            for reading in getattr(self, f"_read_{form}")(candidate, analysis, named):
                reading.modifier = self._modifier(candidate.fields)
                named.append(reading)
                yield reading

    # Forms: each reads one kind of candidate. `named` holds what was read before it.

    def _read_point(self, candidate: Candidate, analysis: Analysis, named: list[Reading]) -> Iterator[Reading]:
        period, told = self._period(candidate.fields, analysis)
        if period is None:
            return
        word = candidate.fields.get("year_word")
        if word and candidate.fields.get("origin") is None and self._deictic(word)["origin"] == "sentence":
            base = self._frame(candidate, named, analysis)
            if base is not None and base.year is not None and not base.told:
                period, told = period.in_year(base.year + self._steps(word)), False
        yield Reading(candidate, period, told)

    def _read_range(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        first_match = self._match(self.first_point, candidate, "first", analysis)
        last_match = self._match(self.last_point, candidate, "last", analysis)
        if first_match is None or last_match is None:
            return
        first_fields, last_fields = dict(first_match), dict(last_match)
        last, last_told = self._period(last_fields, analysis)
        if "month" not in first_fields and "month_name" not in first_fields and first_fields.get("day"):
            if last is None or last.unit not in (Unit.DAY, Unit.MONTH):
                return
            number = int(first_fields["day"])
            first: Period | None = (
                replace(last, day=number) if last.unit is Unit.DAY else replace(last, part=number)
            )
            first_told = last_told
        else:
            first, first_told = self._period(first_fields, analysis)
        if first is None:
            return
        if last is None and last_fields.get("day") and first.unit is Unit.DAY:
            last = replace(first, day=int(last_fields["day"]))
        if last is None:
            return
        now = "now" in last_fields
        if now and first.unit is not Unit.DAY:
            unit = Unit.DAY if first.unit is Unit.YEAR else Unit.MONTH
            last = _told(unit, analysis, 0)
            first = first.in_year(_year_up_to(first, analysis)) if first.year is None else first
        elif first.year is not None and last.year is None and last.part is not None:
            following = last.in_year(first.year)
            ordered = _starts(first) <= _starts(following)
            last = following if ordered else last.in_year(first.year + 1)
        elif first.year is None and last.year is not None:
            first = _latest_before(first, last)
        yield Reading(candidate, stretch(first, last), first_told or last_told)

    def _read_list(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        name = next(name for name in _MEMBER if name in candidate.groups)
        start, end = candidate.groups[name]
        found = list(self.list_number.finditer(analysis.folded, start, end))
        numbers = [self._number(match.group()) for match in found]
        periods = []
        for number in numbers:
            period, told = self._period({**candidate.fields, _MEMBER[name]: number}, analysis)
            if period is None:
                return
            periods.append(period)
        skips = self.list_stretch.search(analysis.folded, start, end) is not None
        if skips and numbers != sorted(numbers):
            return
        if skips or numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            yield Reading(candidate, stretch(periods[0], periods[-1]), told)
            return
        starts = [candidate.start, *(match.start() for match in found[1:])]
        ends = [*(match.end() for match in found[:-1]), candidate.end]
        for begin, finish, period in zip(starts, ends, periods, strict=True):
            yield Reading(replace(candidate, start=begin, end=finish), period, told)

    def _read_years(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        head = candidate.groups["first_year"]
        yield Reading(replace(candidate, end=head[1]), Period(Unit.YEAR, candidate.fields["first_year"]))
        for match in self.list_number.finditer(analysis.folded, *candidate.groups["years"]):
            begin, finish = match.span()
            yield Reading(replace(candidate, start=begin, end=finish), Period(Unit.YEAR, int(match.group())))

    def _read_years_range(self, candidate: Candidate, _a: Analysis, _n: list[Reading]) -> Iterator[Reading]:
        fields = candidate.fields
        last = fields["last_year"] if "last_year" in fields else _THIS_CENTURY + fields["last_short"]
        ends = Period(Unit.YEAR, fields["first_year"]), Period(Unit.YEAR, last)
        yield Reading(candidate, stretch(*ends, term=bool(fields.get("term"))))

    def _read_months_of_year(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        fields = candidate.fields
        count = self._number(fields["months_count"])
        from_end = self.rulebook.lists["period_parts"].by_key[fold_key(fields.get("part") or "đầu")]["modifier"] == "end"
        year, told = self._year(fields, analysis)
        if year is None and "year_word" not in fields:
            year, told = (analysis.published_on.year, True) if analysis.published_on else (None, False)
        if count == _HALF_YEAR:
            yield Reading(candidate, Period(Unit.HALF, year, 2 if from_end else 1), told)
        elif count == _YEAR:
            yield Reading(candidate, Period(Unit.YEAR, year), told)
        else:
            first, last = (_YEAR - count + 1, _YEAR) if from_end else (1, count)
            yield Reading(candidate, stretch(Period(Unit.MONTH, year, first), Period(Unit.MONTH, year, last)), told)

    def _read_same_day(self, candidate: Candidate, _: Analysis, named: list[Reading]) -> Iterator[Reading]:
        for reading in reversed(named):
            if isinstance(reading.period, Period) and reading.period.unit is Unit.DAY and not reading.period.lunar:
                yield Reading(candidate, reading.period, reading.told)
                return

    def _read_day_told(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        words = analysis.folded[candidate.start : candidate.end].split()
        yield Reading(candidate, _told(Unit.DAY, analysis, self._steps(words[-1])), analysis.published_on is not None)

    def _read_weekday(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        weekday = int(self.rulebook.lists["weekdays"].by_key[fold_key(candidate.fields["weekday"])]["number"])
        published = analysis.published_on
        if published is None:
            yield Reading(candidate, Period(Unit.DAY))
            return
        word = candidate.fields.get("week_word")
        monday = published - datetime.timedelta(days=published.weekday())
        day = monday + datetime.timedelta(days=weekday - 1)
        if word is None:
            day -= datetime.timedelta(days=7 * (day > published))
        elif "week" in candidate.fields:
            day += datetime.timedelta(days=7 * self._steps(word))
        elif self._steps(word) > 0:
            day += datetime.timedelta(days=7 * (day <= published))
        elif self._steps(word) < 0:
            day -= datetime.timedelta(days=7 * (day >= published))
        yield Reading(candidate, period_at(Unit.DAY, day), True)

    def _read_week(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        steps = self._steps(candidate.fields["week_word"])
        yield Reading(candidate, _told(Unit.WEEK, analysis, steps), analysis.published_on is not None)

    def _read_past_week(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        ends = _told(Unit.DAY, analysis, -7), _told(Unit.DAY, analysis, -1)
        yield Reading(candidate, stretch(*ends), analysis.published_on is not None)

    def _read_years_ago(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        steps = -self._number(candidate.fields["count"])
        yield Reading(candidate, _told(Unit.YEAR, analysis, steps), analysis.published_on is not None)

    def _read_decade(self, candidate: Candidate, _a: Analysis, _n: list[Reading]) -> Iterator[Reading]:
        fields = candidate.fields
        year = fields["decade_year"] if "decade_year" in fields else _LAST_CENTURY + fields["short_decade"]
        yield Reading(candidate, Period(Unit.DECADE, year))

    def _read_school_year(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        if analysis.published_on:
            steps = self._steps(candidate.fields["year_word"])
            yield Reading(candidate, school_year(analysis.published_on, steps), True)

    def _read_stem_branch(self, candidate: Candidate, analysis: Analysis, _: list[Reading]) -> Iterator[Reading]:
        fields, lists = candidate.fields, self.rulebook.lists
        if "year" in fields:
            yield Reading(candidate, Period(Unit.YEAR, fields["year"]))
        elif analysis.published_on is None:
            yield Reading(candidate, Period(Unit.YEAR))
        else:
            stem = int(lists["heavenly_stems"].by_key[fold_key(fields["stem"])]["order"])
            branch = int(lists["earthly_branches"].by_key[fold_key(fields["branch"])]["order"])
            year = sexagenary_year(stem, branch, analysis.published_on)
            if year is not None:
                yield Reading(candidate, Period(Unit.YEAR, year), True)

    def _read_lunar(self, candidate: Candidate, _a: Analysis, _n: list[Reading]) -> Iterator[Reading]:
        fields = candidate.fields
        if "last_days" in fields:
            month, day = 12, int(fields["last_days"])
        else:
            month = self._month(fields) or 1
            day = 15 if "full_moon" in fields else fields.get("day")
        yield Reading(candidate, Period(Unit.DAY if day else Unit.MONTH, None, month, day, lunar=True))

    # What the groups of a rule say

    def _period(self, fields: Fields, analysis: Analysis) -> tuple[Period | None, bool]:
        """The period that the groups name, and whether the day of publication was needed for it."""
        year, told = self._year(fields, analysis)
        month = self._month(fields)
        published = analysis.published_on is not None
        if "now" in fields:
            return _told(Unit.DAY, analysis, 0), published
        if fields.get("day"):
            return (None, False) if month is None else (Period(Unit.DAY, year, month, int(fields["day"])), told)
        if month is not None:
            return Period(Unit.MONTH, year, month), told
        if "month_word" in fields:
            return _told(Unit.MONTH, analysis, self._steps(fields["month_word"])), published
        if "this_month" in fields:
            return _told(Unit.MONTH, analysis, 0), published
        if "quarter" in fields:
            return Period(Unit.QUARTER, year, self._number(str(fields["quarter"]))), told
        if "quarter_word" in fields:
            return _told(Unit.QUARTER, analysis, self._steps(fields["quarter_word"])), published
        if "half" in fields:
            modifier = self.rulebook.lists["period_parts"].by_key[fold_key(fields["half"])]["modifier"]
            if year is None:
                year, told = (analysis.published_on.year, True) if analysis.published_on else (None, False)
            return Period(Unit.HALF, year, 2 if modifier == "end" else 1), told
        if "this_year" in fields:
            return _told(Unit.YEAR, analysis, 0), published
        if "year" in fields or "year_word" in fields:
            return Period(Unit.YEAR, year), told
        return None, False

    def _year(self, fields: Fields, analysis: Analysis) -> tuple[int | None, bool]:
        if "year" in fields:
            return int(fields["year"]), False
        if "short_year" in fields:
            return _THIS_CENTURY + fields["short_year"], False
        if "year_word" in fields and analysis.published_on:
            return analysis.published_on.year + self._year_steps(fields["year_word"], analysis.published_on), True
        return None, False

    def _year_steps(self, word: str, published: datetime.date) -> int:
        """`năm qua` is the year before in its successor's first half, the running one afterwards."""
        in_course = self._deictic(word)["origin"] == "course" and published.month > _HALF_YEAR
        return 0 if in_course else self._steps(word)

    def _month(self, fields: Fields) -> int | None:
        if "month" in fields:
            return int(fields["month"])
        return self._number(fields["month_name"]) if "month_name" in fields else None

    def _number(self, words: str) -> int:
        entry = self.rulebook.lists["numerals"].by_key.get(fold_key(words))
        return int(entry["value"]) if entry else read_roman(words)

    def _deictic(self, word: str) -> Mapping[str, str]:
        return self.rulebook.lists["deictics"].by_key[fold_key(word)]

    def _steps(self, word: str) -> int:
        return int(self._deictic(word)["steps"])

    def _modifier(self, fields: Fields) -> str | None:
        if "modifier" not in fields:
            return None
        return self.rulebook.lists["period_parts"].by_key[fold_key(fields["modifier"])]["modifier"] or None

    def _match(self, pattern: Any, candidate: Candidate, group: str, analysis: Analysis) -> Fields | None:
        match = pattern.fullmatch(analysis.folded, *candidate.groups[group])
        return {name: words for name, words in match.groupdict().items() if words is not None} if match else None

    # The years that were left open

    def _share_years(self, readings: list[Reading], analysis: Analysis) -> None:
        """In `quý I, quý II năm 2024` the year belongs to both."""
        for reading, following in reversed(list(zip(readings, readings[1:], strict=False))):
            gap = analysis.folded[reading.candidate.end : following.candidate.start]
            if reading.open and following.year is not None and self.joining.fullmatch(gap):
                reading.place(following.year)
                reading.told = following.told

    def _find_year(self, reading: Reading, before: list[Reading], analysis: Analysis) -> None:
        outlook, near = self._outlook(reading.candidate, analysis)
        frame = None if near else self._frame(reading.candidate, before, analysis)
        if frame is not None and frame.year is not None:
            reading.place(frame.year)
            reading.told = frame.told
            return
        if analysis.published_on is None:
            return
        last = reading.period.last if isinstance(reading.period, Stretch) else reading.period
        year = nearest_year(last, analysis.published_on, outlook)
        if year is not None:
            reading.place(year)
            reading.told = True

    def _frame(self, candidate: Candidate, before: list[Reading], analysis: Analysis) -> Reading | None:
        """The nearest date before in the sentence that names a year for the whole clause."""
        start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
        for reading in reversed(before):
            place = reading.candidate.start
            if place < start:
                return None
            if reading.year is None or not isinstance(reading.period, Period):
                continue
            lead = analysis.folded[start:place]
            if reading.period.unit is Unit.DAY and not reading.told:
                if not self.citing.search(lead):
                    return reading
            elif self.framing.search(lead):
                return reading
        return None

    def _outlook(self, candidate: Candidate, analysis: Analysis) -> tuple[Outlook, bool]:
        """Where the words about a date look, and whether one right after it says so."""
        after = analysis.folded[candidate.end : candidate.end + _LOOK_AFTER]
        if match := self.outlooks["after"].search(after):
            return self._outlook_of(match["word"]), True
        start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
        clause = analysis.folded[max(start, candidate.start - _LOOK_BEHIND) : candidate.start]
        found = [self._outlook_of(match["word"]) for match in self.outlooks["before"].finditer(clause)]
        return (found[-1] if found else Outlook.EITHER), False

    def _outlook_of(self, word: str) -> Outlook:
        return Outlook(self.rulebook.lists["outlooks"].by_key[fold_key(word)]["outlook"])


def _starts(period: Period) -> datetime.date:
    bounds = period.bounds
    return bounds[0] if bounds else datetime.date.min


def _year_up_to(period: Period, analysis: Analysis) -> int | None:
    """The year of the last such period that began by the day of publication."""
    return nearest_year(period, analysis.published_on, Outlook.BACK) if analysis.published_on else None


def _told(unit: Unit, analysis: Analysis, steps: int) -> Period:
    if analysis.published_on is None:
        return Period(unit)
    return shifted(period_at(unit, analysis.published_on), steps)


def _record(reading: Reading, analysis: Analysis) -> Date:
    bounds = reading.period.bounds
    return Date(
        **mention_fields(reading.candidate, analysis),
        grain=reading.period.grain,
        value=str(reading.period),
        start_date=bounds[0].isoformat() if bounds else None,
        end_date=bounds[1].isoformat() if bounds else None,
        modifier=reading.modifier,
        resolved=reading.told,
    )
