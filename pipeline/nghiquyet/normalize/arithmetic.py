"""The arithmetic of a reported figure: what a percentage should be, and whether the stated one agrees."""

import math
from dataclasses import dataclass
from typing import Literal

Reading = Literal["part", "rise", "fall"]

_WHOLE_NUMBER_TOLERANCE = 0.5


def percent_of(actual: float, reference: float) -> float | None:
    """`actual` in per cent of `reference`; null when the reference is zero."""
    return 100 * actual / reference if reference else None


def percent_change(actual: float, reference: float) -> float | None:
    """The unsigned change from `reference` to `actual` in per cent; null when the reference is zero."""
    return 100 * abs(actual - reference) / reference if reference else None


def decimals(written: str) -> int:
    """How many decimal places a number was written with: `44,62` has 2, `1.250` none."""
    return len(written.rsplit(",", 1)[1]) if "," in written else 0


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was written, with the decimal places that the writing kept."""

    value: float
    places: int = 0

    @property
    def rounding(self) -> float:
        """Half a unit of the last written place; nothing for a whole number, which counts are."""
        return 0.5 * 10.0**-self.places if self.places else 0.0


def percent_agrees(actual: Stated, reference: Stated, percent: Stated, reading: Reading) -> bool:
    """Whether a stated percentage is what the figures give, within the rounding of the written digits.

    `part` is actual of reference, `rise` and `fall` the change between them.
    """
    if not reference.value or reference.value <= reference.rounding:
        return False
    if (reading == "rise" and actual.value < reference.value) or (
        reading == "fall" and actual.value > reference.value
    ):
        return False
    compute = percent_of if reading == "part" else percent_change
    corners = [
        compute(actual.value + a * actual.rounding, reference.value + r * reference.rounding) or 0.0
        for a in (-1, 1)
        for r in (-1, 1)
    ]
    tolerance = percent.rounding if percent.places else _WHOLE_NUMBER_TOLERANCE
    slack = tolerance + 1e-9 * max(1.0, abs(percent.value))
    return min(corners) - slack <= percent.value <= max(corners) + slack


def difference_agrees(actual: Stated, reference: Stated, difference: Stated) -> bool:
    """Whether a stated difference is that of the figures, within the rounding of the written digits."""
    slack = actual.rounding + reference.rounding + difference.rounding + 1e-9
    return math.isclose(abs(actual.value - reference.value), difference.value, abs_tol=slack)
