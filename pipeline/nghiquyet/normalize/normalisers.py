"""What a fragment's `normalise` may name: from the folded words of a group to its value."""

from collections.abc import Callable
from typing import Any

from nghiquyet.normalize.numbers import read_integer, read_number, read_roman
from nghiquyet.normalize.ordinals import read_congress, read_ordinal

NORMALISERS: dict[str, Callable[[str], Any]] = {
    "congress": read_congress,
    "ordinal": read_ordinal,
    "integer": read_integer,
    "number": read_number,
    "roman": read_roman,
}
