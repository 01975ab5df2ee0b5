"""The years of dates that are written without one: from the sentence, else from the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nghiquyet.normalize.calendar import Outlook, Period, Unit, nearest_year

if TYPE_CHECKING:
    from nghiquyet.extract.analysis import Analysis
    from nghiquyet.extract.calendar_words import CalendarWords
    from nghiquyet.extract.candidate import Candidate
    from nghiquyet.extract.date_reading import Reading

_LOOK_BEHIND = 60
_LOOK_AFTER = 12


def resolve_years(readings: Sequence[Reading], analysis: Analysis, words: CalendarWords) -> None:
    """Place every open reading in its year; without a day of publication those that need it stay open."""
    for reading, following in reversed(list(pairwise(readings))):
        # In `quý I, quý II năm 2024` the year belongs to both.
        gap = analysis.folded[reading.candidate.end : following.candidate.start]
        if reading.open and following.year is not None and words.joining.fullmatch(gap):
            reading.place(following.year, told=following.told)
    for number, reading in enumerate(readings):
        if reading.open:
            _resolve(reading, readings[:number], analysis, words)


def _resolve(reading: Reading, before: Sequence[Reading], analysis: Analysis, words: CalendarWords) -> None:
    after = analysis.folded[reading.candidate.end : reading.candidate.end + _LOOK_AFTER]
    said = words.outlook_after.search(after)
    frame = None if said else frame_of(reading.candidate, before, analysis, words)
    if frame is not None and frame.year is not None:
        reading.place(frame.year, told=frame.told)
    elif analysis.published_on is not None:
        outlook = words.outlook(said["word"]) if said else _outlook(reading.candidate, analysis, words)
        year = nearest_year(reading.end, analysis.published_on, outlook)
        if year is not None:
            reading.place(year, told=True)


def frame_of(
    candidate: Candidate, before: Sequence[Reading], analysis: Analysis, words: CalendarWords
) -> Reading | None:
    """The nearest date before in the sentence that names a year for all that follows it.

    A day does unless it is that of a cited document; another period where it opens a clause.
    """
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    for reading in reversed(before):
        if reading.candidate.start < start:
            return None
        if reading.year is None or not isinstance(reading.period, Period):
            continue
        lead = analysis.folded[start : reading.candidate.start]
        if reading.period.unit is Unit.DAY and not reading.told:
            if not words.citing.search(lead):
                return reading
        elif words.framing.search(lead):
            return reading
    return None


def _outlook(candidate: Candidate, analysis: Analysis, words: CalendarWords) -> Outlook:
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    clause = analysis.folded[max(start, candidate.start - _LOOK_BEHIND) : candidate.start]
    found = [words.outlook(match["word"]) for match in words.outlook_before.finditer(clause)]
    return found[-1] if found else Outlook.EITHER
