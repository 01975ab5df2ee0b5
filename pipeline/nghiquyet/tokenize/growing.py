"""A table of integers that grows by rows."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class GrowingTable:
    """Rows of `width` integers of 32 bits."""

    def __init__(self, width: int) -> None:
        self._cells = array("i")
        self._width = width
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, row: Iterable[int]) -> int:
        """Add a row and return its number."""
        self._cells.extend(row)
        number = self._length
        self._length += 1
        return number

    def row(self, number: int) -> Sequence[int]:
        """The cells of one row."""
        return self._cells[number * self._width : (number + 1) * self._width]

    def column(self, number: int) -> NDArray[np.int32]:
        """All cells of a column: a view, which must be gone before the next append."""
        cells: NDArray[np.int32] = np.asarray(self._cells).reshape(-1, self._width)
        return cells[:, number]
