"""Ordinals of congresses and plenums: `XIII`, `13`, `bảy`."""

from nghiquyet.normalize.numbers import read_roman
from nghiquyet.rulebook.rulebook import Rulebook

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def write_roman(value: int) -> str:
    """13 → `XIII`; for 1 to 89."""
    numeral = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        numeral += letters * count
    return numeral


def read_ordinal(words: str) -> int:
    """`XIII`, `13` or `mười ba` → 13. The words are those of rules/lists/ordinal_words.tsv."""
    row = Rulebook.load().lists["ordinal_words"].by_key.get(words.lower())
    return int(row["value"]) if row else read_roman(words)


def read_congress(words: str) -> str:
    """The ordinal of a congress or term in Roman numerals: `13` → `XIII`."""
    return write_roman(read_ordinal(words))
