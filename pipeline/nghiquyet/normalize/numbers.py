"""Vietnamese number writing: `46.346,8` is 46346.8."""

import regex

_GROUPED = regex.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def read_integer(text: str) -> int:
    """`03` → 3."""
    return int(text)


def read_number(text: str) -> float:
    """`.` or a blank groups thousands, `,` marks decimals; a dot that cannot group marks them too (`2.5`)."""
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(" ", "").replace(",", "."))
    return float(text.replace(" ", "").replace(",", "."))


def read_roman(text: str) -> int:
    """`XIII` or `13` → 13. Raises ValueError for what is neither."""
    if text.isdigit():
        return int(text)
    values = [_ROMAN_VALUES[letter] for letter in text.upper()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
