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
_YEARS_BACK = 10
_SENTENCES_BACK = 2


def resolve_years(readings: Sequence[Reading], analysis: Analysis, words: CalendarWords) -> None:
    """Place every open reading in its year; without a day of publication those that need it stay open."""
    for reading, following in reversed(list(pairwise(readings))):
        # In `quý I, quý II năm 2024` the year belongs to both.
        gap = analysis.folded[reading.candidate.end : following.candidate.start]
        if (
            reading.open
            and following.year is not None
            and not following.whole_year
            and words.joining.fullmatch(gap)
        ):
            reading.place(following.year, told=following.told)
    for number, reading in enumerate(readings):
        if reading.open:
            _resolve(reading, readings[:number], analysis, words)


def _resolve(reading: Reading, before: Sequence[Reading], analysis: Analysis, words: CalendarWords) -> None:
    after = analysis.folded[reading.candidate.end : reading.candidate.end + _LOOK_AFTER]
    said = words.outlook_after.search(after)
    frame = None
    if not said:
        frame = frame_of(reading.candidate, before, analysis, words) or _story_of(
            reading, before, analysis, words
        )
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


def _story_of(
    reading: Reading, before: Sequence[Reading], analysis: Analysis, words: CalendarWords
) -> Reading | None:
    """The date just before in the paragraph, where both open their sentences and that one lies years back."""
    if analysis.published_on is None or not before or not _opens(reading, analysis, words):
        return None
    last = before[-1]
    paragraph = analysis.folded.rfind("\n", 0, reading.candidate.start)
    sentences = [analysis.sentence_at(r.candidate.start) for r in (last, reading)]
    apart = last.candidate.start < paragraph or sentences[1] - sentences[0] > _SENTENCES_BACK
    if apart or last.told or last.year is None or analysis.published_on.year - last.year < _YEARS_BACK:
        return None
    news = any(r.told and analysis.sentence_at(r.candidate.start) == sentences[0] for r in before)
    return last if _opens(last, analysis, words) and not news else None


def _opens(reading: Reading, analysis: Analysis, words: CalendarWords) -> bool:
    start, _ = analysis.sentence_span(analysis.sentence_at(reading.candidate.start))
    return words.framing.search(analysis.folded[start : reading.candidate.start]) is not None


def _outlook(candidate: Candidate, analysis: Analysis, words: CalendarWords) -> Outlook:
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    clause = analysis.folded[max(start, candidate.start - _LOOK_BEHIND) : candidate.start]
    found = [words.outlook(match["word"]) for match in words.outlook_before.finditer(clause)]
    return found[-1] if found else Outlook.EITHER
