"""The words of a text with what the models say of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray


class Sentence(NamedTuple):
    """A sentence and the code point of its text at which it starts."""

    start: int
    text: str


class TaggedWord(NamedTuple):
    """A word of a text, as underthesea cuts and tags it.

    `start` and `end` are code points of the text: from one to the other is what was written, and `text` is
    underthesea's normalised form of it. `pos` is a part of speech ("N", "Np", …), `entity` a BIO tag ("O",
    "B-PER", "I-LOC", …).
    """

    start: int
    end: int
    text: str
    pos: str
    entity: str


class TaggedWords:
    """Words in order, kept as columns: few of them are ever asked for, and only these become objects."""

    def __init__(self, *columns: NDArray[Any]) -> None:
        self._columns = columns  # an array for each field of TaggedWord
        self._starts, self._ends, *_ = columns

    @cached_property
    def _start_places(self) -> list[int]:
        found: list[int] = self._starts.tolist()  # numpy takes ten times as long to find one number among few
        return found

    @classmethod
    def of(cls, words: Iterable[TaggedWord]) -> Self:
        """Words that are at hand as objects."""
        rows = np.array(list(words), object).reshape(-1, len(TaggedWord._fields))
        starts, ends, *others = rows.T
        return cls(starts.astype(np.int64), ends.astype(np.int64), *others)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """The words of at least one part, one part after another."""
        return cls(*map(np.concatenate, zip(*(part._columns for part in parts), strict=True)))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[TaggedWord]:
        return map(TaggedWord._make, zip(*(column.tolist() for column in self._columns), strict=True))

    def part(self, first: int, end: int) -> Self:
        """The words from one place in the order to before another."""
        return type(self)(*(column[first:end] for column in self._columns))

    def at(self, offset: int) -> TaggedWord | None:
        """The word that holds a code point."""
        place = bisect_right(self._start_places, offset) - 1
        if place < 0 or self._ends.item(place) <= offset:
            return None
        return TaggedWord(*[column.item(place) for column in self._columns])

    def within(self, start: int, end: int) -> list[TaggedWord]:
        """The words that start and end between two code points."""
        first, last = (bisect_left(self._start_places, place) for place in (start, end))
        return [word for word in self.part(first, last) if word.end <= end]
