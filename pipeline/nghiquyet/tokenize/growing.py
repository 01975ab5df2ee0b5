"""A table of integers that grows by rows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class GrowingTable:
    """Rows of `width` integers; `column` gives a view that is valid until the next append."""

    def __init__(self, width: int) -> None:
        self._cells = np.zeros((width, 1024), np.int64)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, row: Sequence[int]) -> int:
        """Add a row and return its number."""
        if self._length == self._cells.shape[1]:
            self._cells = np.concatenate((self._cells, np.zeros_like(self._cells)), axis=1)
        self._cells[:, self._length] = row
        self._length += 1
        return self._length - 1

    def column(self, number: int) -> NDArray[np.int64]:
        """All cells of a column, with room for rows to come behind them."""
        cells: NDArray[np.int64] = self._cells[number]
        return cells
