"""Numbers for the words and short phrases a model knows."""

from collections.abc import Collection, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

# What stands at a place: something the model does not know, or nothing, the sentence being over on that side.
UNSEEN, BEFORE, AFTER = 0, 1, 2
FIRST = 3  # the first number of a known word or phrase

_END = np.iinfo(np.int64).max  # closes an array of keys, so that a search always stops inside it

_FLAGS_A_KEY = 4  # at least; twice as many at most


class PhraseTable:
    """Known words and phrases, numbered by width.

    A phrase is found by the number of all its words but the last and the number of the last: one sorted array
    of such keys, closed by _END, for each width from 2 on, searched for many places at once. Most phrases met
    are not known: a flag for the low bits of each key spares the search of most of them.
    """

    def __init__(self, words: Sequence[str], keys: Sequence[NDArray[np.int64]]) -> None:
        self.words = tuple(words)
        self.keys: list[NDArray[np.int64]] = []
        self._flags: list[NDArray[np.bool_]] = []
        for keys_of_width in keys:
            self._add(keys_of_width)
        self.number_of_word = {word: number for number, word in enumerate(words, FIRST)}
        self._base = FIRST + len(words)

    @classmethod
    def build(cls, phrases: Collection[tuple[str, ...]], longest: int) -> Self:
        """The table of these phrases and of their beginnings, for phrases of up to `longest` words."""
        table = cls(sorted({word for phrase in phrases for word in phrase}), ())
        for width in range(2, longest + 1):
            words = table._words_of({phrase[:width] for phrase in phrases if len(phrase) >= width}, width)
            beginnings = table._follow(words[:-1])
            table._add(np.append(np.unique(beginnings * table._base + words[-1]), _END))
        return table

    def size(self, width: int) -> int:
        """How many numbers there are at a width, the three special ones included."""
        return self._base if width == 1 else FIRST + len(self.keys[width - 2]) - 1

    def numbers(self, phrases: Collection[tuple[str, ...]], width: int) -> NDArray[np.int64]:
        """The numbers of phrases of one width, all of whose words are in the table."""
        return self._follow(self._words_of(phrases, width))

    def widen(self, beginnings: NDArray[np.int64], words: NDArray[np.int64], width: int) -> NDArray[np.int64]:
        """Numbers of the phrases of `width` made of a beginning (one word shorter) and the word after it."""
        numbers = edges(np.zeros(len(words), np.int64), beginnings, words)
        keys, flags = self.keys[width - 2], self._flags[width - 2]
        wanted = beginnings * self._base + words
        flagged = flags[wanted & (len(flags) - 1)]
        known = np.flatnonzero((beginnings >= FIRST) & (words >= FIRST) & flagged)
        wanted = wanted[known]
        found = np.searchsorted(keys, wanted)
        present = keys[found] == wanted
        numbers[known[present]] = found[present] + FIRST
        return numbers

    def _add(self, keys: NDArray[np.int64]) -> None:
        """Add the keys of the next width."""
        flags = np.zeros(1 << (_FLAGS_A_KEY * len(keys)).bit_length(), np.bool_)
        flags[keys & (len(flags) - 1)] = True
        self.keys.append(keys)
        self._flags.append(flags)

    def _words_of(self, phrases: Collection[tuple[str, ...]], width: int) -> NDArray[np.int64]:
        """Word numbers, width x phrases."""
        numbers = [self.number_of_word[word] for phrase in phrases for word in phrase]
        return np.array(numbers, np.int64).reshape(len(phrases), width).T

    def _follow(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        numbers: NDArray[np.int64] = words[0]
        for width, following in enumerate(words[1:], 2):
            numbers = self.widen(numbers, following, width)
        return numbers


def edges(
    numbers: NDArray[np.int64], beginnings: NDArray[np.int64], words: NDArray[np.int64]
) -> NDArray[np.int64]:
    """`numbers`, but BEFORE or AFTER where the phrase begins before its sentence or else ends after it."""
    numbers[(beginnings == AFTER) | (words == AFTER)] = AFTER
    numbers[beginnings == BEFORE] = BEFORE
    return numbers
