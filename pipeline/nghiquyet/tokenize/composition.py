"""Where the code points of a text went when it was normalised."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class _Segment(NamedTuple):
    """A stretch of the text as written and the stretch of its NFC form it became."""

    start: int
    end: int
    composed_start: int
    composed_end: int


def written_spans(written: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the NFC form of `written` as spans of `written`.

    Spans must be in order and not empty; so are those returned. They overlap only where one code point was
    taken apart into several words.
    """
    segments = list(_segments(written))
    by_composed = [
        segment for segment in segments for _ in range(segment.composed_start, segment.composed_end)
    ]
    found = []
    for start, end in spans:
        first, last = by_composed[start], by_composed[end - 1]
        found.append((_written_start(first, start), _written_end(last, end)))
    return found


def _written_start(segment: _Segment, composed: int) -> int:
    if composed == segment.composed_start:
        return segment.start
    # marks that did not compose are the last ones, so places inside are counted from the end
    return max(segment.start, segment.end - (segment.composed_end - composed))


def _written_end(segment: _Segment, composed: int) -> int:
    return max(segment.start + 1, segment.end - (segment.composed_end - composed))


def _segments(written: str) -> Iterator[_Segment]:
    """Stretches that do not act on each other under NFC: a starter that composes with nothing begins one."""
    start = composed_start = 0
    for place in range(1, len(written) + 1):
        segment, following = written[start:place], written[place : place + 1]
        if unicodedata.combining(following or " "):
            continue
        composed = _compose(segment)
        if _compose(segment + following) == composed + _compose(following):
            yield _Segment(start, place, composed_start, composed_start + len(composed))
            start, composed_start = place, composed_start + len(composed)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)
