"""Records by where they stand."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

_start = attrgetter("start")


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def end(self) -> int:
        """The one after its last."""


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


def starting_in(records: Sequence[AnyPlaced], start: int, end: int) -> Sequence[AnyPlaced]:
    """Those of `records`, which come in the order of the text, that start in `start:end`."""
    first = bisect_left(records, start, key=_start)
    return records[first : bisect_left(records, end, lo=first, key=_start)]


def within(records: Sequence[AnyPlaced], start: int, end: int) -> list[AnyPlaced]:
    """Those of `records`, which come in the order of the text, that lie in `start:end`."""
    return [record for record in starting_in(records, start, end) if record.end <= end]


def overlapping(records: Sequence[AnyPlaced], start: int, end: int) -> Sequence[AnyPlaced]:
    """Those of `records`, which do not overlap and come in the order of the text, that have part of it."""
    first = bisect_left(records, start, key=_start)
    if first and records[first - 1].end > start:
        first -= 1
    return records[first : bisect_left(records, end, lo=first, key=_start)]


def holding(records: Sequence[AnyPlaced], offset: int) -> AnyPlaced | None:
    """The one of `records`, which do not overlap and come in the order of the text, that holds a place."""
    number = bisect_left(records, offset + 1, key=_start) - 1
    return records[number] if number >= 0 and offset < records[number].end else None


def covered(spans: Iterable[tuple[int, int]], offset: int) -> bool:
    """Whether one of `spans`, in any order, holds a place."""
    return any(start <= offset < end for start, end in spans)
