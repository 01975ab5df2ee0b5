"""Which of many signatures belong to copies of one article."""

import numpy as np
import numpy.typing as npt

from nghiquyet.cluster.signature import NUMBERS, Signatures

LEAST_SHARED = 0.6
"""Two texts are copies when they share so much of all their five-word stretches, by their signatures."""
BAND = 4
"""So many numbers in a row that agree make two texts worth comparing."""


def find_clusters(signatures: Signatures) -> npt.NDArray[np.intp]:
    """For each signature the number of the first in its cluster; nothing but the order decides."""
    firsts = np.arange(len(signatures))
    for start in range(0, NUMBERS, BAND):
        band = np.ascontiguousarray(signatures[:, start : start + BAND])
        keys = band.view([("", band.dtype)] * BAND).ravel()
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        for place in np.flatnonzero(same):
            _join(firsts, signatures, order[place], order[place + 1])
    return np.array([_first(firsts, number) for number in range(len(firsts))], dtype=np.intp)


def _join(firsts: npt.NDArray[np.intp], signatures: Signatures, one: int, other: int) -> None:
    first, second = _first(firsts, one), _first(firsts, other)
    if first != second and np.mean(signatures[one] == signatures[other]) >= LEAST_SHARED:
        firsts[max(first, second)] = min(first, second)


def _first(firsts: npt.NDArray[np.intp], number: int) -> int:
    while firsts[number] != number:
        firsts[number] = firsts[firsts[number]]
        number = firsts[number]
    return int(number)
