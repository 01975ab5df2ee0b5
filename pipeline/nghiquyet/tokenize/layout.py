"""Where the items of many sentences lie while they are tagged together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MARGIN = 3  # neighbours a template may reach on either side; each sentence is padded by as many


class Layout:
    """Three orders of the same items.

    flat: sentence after sentence. padded: flat with MARGIN places before and after each sentence.
    by step: the first items of all sentences, then the second items, and so on, longest sentence first, so
    that the sentences alive at a step are a prefix of those alive at the step before.
    """

    def __init__(self, lengths: Sequence[int] | NDArray[np.int64]) -> None:
        self.lengths = np.asarray(lengths, np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths  # flat
        self.total = int(self.lengths.sum())
        padded_starts = self.starts + MARGIN * (1 + 2 * np.arange(len(self.lengths)))
        self.padded_total = self.total + 2 * MARGIN * len(self.lengths)
        self._padded_of_flat = np.repeat(padded_starts - self.starts, self.lengths) + np.arange(self.total)
        self._before = (padded_starts[:, None] - np.arange(1, MARGIN + 1)).ravel()

        rank = np.argsort(-self.lengths, kind="stable")
        longest = int(self.lengths.max(initial=0))
        # sentences alive at each step: those longer than it
        alive = len(rank) - np.searchsorted(np.sort(self.lengths), np.arange(longest), side="right")
        self.steps: NDArray[np.int64] = np.concatenate(([0], np.cumsum(alive)))  # bounds of each step
        step = np.repeat(np.arange(longest), alive)
        place = np.arange(self.total) - np.repeat(self.steps[:-1], alive)
        self._flat_by_step = self.starts[rank[place]] + step
        self.padded_by_step: NDArray[np.int64] = self._padded_of_flat[self._flat_by_step]

    def pad(self, numbers: NDArray[np.integer], before: int, after: int) -> NDArray[np.int64]:
        """Numbers in flat order to padded order."""
        padded = np.full(self.padded_total, after, np.int64)
        padded[self._before] = before
        padded[self._padded_of_flat] = numbers
        return padded

    def flatten(self, by_step: NDArray[np.int64]) -> NDArray[np.int64]:
        """Numbers in step order to flat order."""
        flat = np.empty_like(by_step)
        flat[self._flat_by_step] = by_step
        return flat
