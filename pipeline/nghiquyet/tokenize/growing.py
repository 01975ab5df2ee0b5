"""A table of integers that grows by rows."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class GrowingTable:
    """Rows of `width` integers of 32 bits."""

    def __init__(self, width: int) -> None:
        self._cells = array("i")
        self._width = width

    def __len__(self) -> int:
        return len(self._cells) // self._width

    def extend(self, cells: Iterable[int]) -> int:
        """Add whole rows, cell after cell, and return the number of the first."""
        number = len(self)
        self._cells.extend(cells)
        return number

    def column(self, number: int) -> NDArray[np.int32]:
        """All cells of a column: a view, which must be gone before the table changes."""
        return self._rows[:, number]

    def keep(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> None:
        """Keep the rows of these numbers or marks, in this order, and no others."""
        self._cells = array("i", self._rows[rows].tobytes())

    @property
    def _rows(self) -> NDArray[np.int32]:
        rows: NDArray[np.int32] = np.asarray(self._cells).reshape(-1, self._width)
        return rows


class Marks:
    """Which rows of a growing table have been met."""

    def __init__(self) -> None:
        self._met = np.zeros(0, np.bool_)

    def add(self, rows: NDArray[np.integer], size: int) -> None:
        """Mark rows of a table that has `size` of them by now."""
        if size > len(self._met):
            self._met = np.concatenate((self._met, np.zeros(size, np.bool_)))
        self._met[rows] = True

    def take(self, size: int) -> NDArray[np.bool_]:
        """The marks of a table that has `size` rows by now; none is left."""
        self.add(np.zeros(0, np.int64), size)
        met, self._met = self._met[:size], np.zeros(0, np.bool_)
        return met
