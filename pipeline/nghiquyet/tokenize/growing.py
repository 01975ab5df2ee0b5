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

    def extend(self, cells: Iterable[int]) -> int:
        """Add whole rows, cell after cell, and return the number of the first."""
        number = len(self._cells) // self._width
        self._cells.extend(cells)
        return number

    def cells(self, first: int, count: int = 1) -> Sequence[int]:
        """The cells of some rows, one after another."""
        return self._cells[first * self._width : (first + count) * self._width]

    def column(self, number: int) -> NDArray[np.int32]:
        """All cells of a column: a view, which must be gone before the table grows."""
        cells: NDArray[np.int32] = np.asarray(self._cells).reshape(-1, self._width)
        return cells[:, number]
