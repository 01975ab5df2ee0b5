"""Numbers for the words and short phrases a model knows."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

# What stands at a place: something the model does not know, or the sentence is over on that side.
UNSEEN, BEFORE, AFTER = 0, 1, 2
FIRST = 3  # the first number of a known word or phrase


class PhraseTable:
    """Known words and phrases, numbered by width.

    A phrase is found by the number of all its words but the last and the number of the last: one sorted array
    of such keys for each width from 2 on, searched for many places at once.
    """

    def __init__(self, words: Sequence[str], keys: Sequence[NDArray[np.int64]]) -> None:
        self.words = tuple(words)
        self.keys = tuple(keys)
        self.number_of_word = {word: number for number, word in enumerate(words, FIRST)}
        self._base = FIRST + len(words)

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, ...]]) -> "PhraseTable":
        """The table of these phrases, their words and their beginnings."""
        phrases = set(phrases)
        words = sorted({word for phrase in phrases for word in phrase})
        table = cls(words, ())
        numbers: dict[tuple[str, ...], int] = {(word,): table.number_of_word[word] for word in words}
        keys = []
        for width in range(2, max(map(len, phrases), default=1) + 1):
            beginnings = {phrase[:width] for phrase in phrases if len(phrase) >= width}
            key_of = {
                beginning: numbers[beginning[:-1]] * table._base + table.number_of_word[beginning[-1]]
                for beginning in beginnings
            }
            numbers = {phrase: number for number, phrase in enumerate(sorted(key_of, key=key_of.__getitem__), FIRST)}
            keys.append(np.array(sorted(key_of.values()), np.int64))
        return cls(words, keys)

    def size(self, width: int) -> int:
        """How many numbers there are at a width, the three special ones included."""
        return self._base if width == 1 else FIRST + len(self.keys[width - 2])

    def widen(
        self, beginnings: NDArray[np.int32], words: NDArray[np.int32], width: int
    ) -> NDArray[np.int32]:
        """Numbers of the phrases of `width` made of a beginning (one word shorter) and the word after it."""
        numbers = edges(np.zeros(len(words), np.int32), beginnings, words)
        keys = self.keys[width - 2]
        known = np.flatnonzero((beginnings >= FIRST) & (words >= FIRST))
        wanted = beginnings[known].astype(np.int64) * self._base + words[known]
        found = np.searchsorted(keys, wanted)
        found[found == len(keys)] = 0
        numbers[known] = np.where(keys[found] == wanted, found + FIRST, UNSEEN)
        return numbers

    def number(self, phrase: Sequence[str]) -> int:
        """The number of one phrase, UNSEEN if it is not in the table."""
        number = self.number_of_word.get(phrase[0], UNSEEN)
        for width, word in enumerate(phrase[1:], 2):
            key = number * self._base + self.number_of_word.get(word, UNSEEN)
            keys = self.keys[width - 2]
            place = int(np.searchsorted(keys, key))
            number = place + FIRST if place < len(keys) and keys[place] == key else UNSEEN
        return number


def edges(
    numbers: NDArray[np.int32], beginnings: NDArray[np.int32], words: NDArray[np.int32]
) -> NDArray[np.int32]:
    """`numbers`, but BEFORE or AFTER where the phrase begins before its sentence or else ends after it."""
    over = (beginnings == AFTER) | (words == AFTER)
    return np.where(beginnings == BEFORE, BEFORE, np.where(over, AFTER, numbers)).astype(np.int32)
