"""Feature templates of underthesea's models, such as `T[-1,0].lower` or `T[-2][1]`."""

import re
from dataclasses import dataclass
from typing import Self

_PREFIX = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\[(\d+)\])?(?:\.(\w+))?=")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read: `width` neighbouring items of a column, through a function ("" for none)."""

    column: int
    function: str
    width: int


@dataclass(frozen=True, slots=True)
class Template:
    """A reading at an offset from the item being tagged; `prefix` begins the attributes it makes: `T[0]=`."""

    prefix: str
    offset: int
    reading: Reading

    @classmethod
    def parse(cls, prefix: str) -> Self:
        """Raises ValueError for a syntax that is not known."""
        match = _PREFIX.fullmatch(prefix)
        if match is None:
            raise ValueError(f"unknown feature template {prefix!r}")
        first, last, column, function = match.groups()
        width = 1 if last is None else int(last) - int(first) + 1
        if width < 1:
            raise ValueError(f"feature template {prefix!r} reads backwards")
        return cls(prefix, int(first), Reading(int(column or 0), function or "", width))
