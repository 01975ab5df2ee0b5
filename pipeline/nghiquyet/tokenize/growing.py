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

    def append(self, row: Iterable[int]) -> int:
        """Add a row and return its number."""
        self._cells.extend(row)
        return len(self) - 1

    def column(self, number: int) -> NDArray[np.int32]:
        """All cells of a column: a view, which must be gone before the next append."""
        cells: NDArray[np.int32] = np.asarray(self._cells).reshape(-1, self._width)
        return cells[:, number]
