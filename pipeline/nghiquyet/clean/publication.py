"""When an article was published: the best evidence that there is, and which it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nghiquyet.clean.line import Line
from nghiquyet.clean.rule import Reading, Zone
from nghiquyet.clean.rules import CleaningRules

GIVEN = "given"
MIDNIGHT = "T00:00"
FIRST_PARAGRAPHS = 3
"""So far into an article its first date is looked for."""

_IN_TEXT: tuple[Zone, ...] = ("dateline", "first_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What may tell the time: given with the article, marked in the page, read off its lines, in names."""

    given: str | None
    marked: tuple[tuple[str, str], ...]
    readings: tuple[Reading, ...]
    url: str | None
    file_name: str
    paragraphs: tuple[Line, ...]


class Publication(NamedTuple):
    """A time of publication, ISO, and the source that it was found in."""

    published_at: str
    source: str


def find_publication(evidence: Evidence, rules: CleaningRules) -> Publication | None:
    """By the first that there is: given, marked, masthead, address, file name, dateline, first date.

    Systems that know no more than the day state it as midnight: what the page shows of that day counts.
    Where a page has the day and the time of day on two lines, the two are one.
    """
    return next(_found(evidence, rules), None)


def _found(evidence: Evidence, rules: CleaningRules) -> Iterator[Publication]:
    for written, source in ((evidence.given, GIVEN), *evidence.marked):
        if written and (moment := rules.read_date(written)):
            if source != GIVEN:
                moment = _timed(evidence, moment)
            yield Publication(_shown(evidence, moment) if MIDNIGHT in moment else moment, source)
    for reading in sorted(evidence.readings, key=lambda reading: reading.rule.fallback):
        if reading.published_at:
            yield Publication(_timed(evidence, reading.published_at), reading.rule.id)
    yield from _read(rules, Line(evidence.url or ""), "address")
    yield from _read(rules, Line(evidence.file_name), "file_name")
    for zone in _IN_TEXT:
        for line in evidence.paragraphs[:FIRST_PARAGRAPHS]:
            yield from _read(rules, line, zone)


def _shown(evidence: Evidence, midnight: str) -> str:
    shown = (_timed(evidence, reading.published_at) for reading in evidence.readings if reading.published_at)
    day = midnight.partition("T")[0]
    return next((moment for moment in shown if moment.startswith(day)), midnight)


def _timed(evidence: Evidence, moment: str) -> str:
    """A day with the time that stands on a line of its own."""
    times = (reading.time_of_day for reading in evidence.readings if reading.time_of_day)
    time = next(times, None) if "T" not in moment else None
    return f"{moment}T{time}" if time else moment


def _read(rules: CleaningRules, line: Line, zone: Zone) -> Iterator[Publication]:
    if line.text and (reading := rules.read(line, zone, None)) and reading.published_at:
        yield Publication(reading.published_at, reading.rule.id)
