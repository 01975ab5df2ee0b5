"""The lines of a page, with their place in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.rulebook.folding import fold

_BLANK = "\u200b\u200c\u200d\u2060\ufeff"
"""Invisible characters that `str.strip` does not know as blanks."""


@dataclass(frozen=True)
class Line:
    """A line without the blanks round it; `start` is its first code point in the page."""

    text: str
    start: int

    @cached_property
    def folded(self) -> str:
        """The view that patterns match on, of equal length."""
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        """The folded view in lower case with single blanks, for comparing whole lines."""
        return " ".join(self.folded.lower().split())


def split_lines(page: str) -> Iterator[Line]:
    """The lines that hold more than blanks."""
    start = 0
    for written in page.splitlines(keepends=True):
        text = _strip(written)
        if text:
            yield Line(text, start + written.index(text))
        start += len(written)


def _strip(text: str) -> str:
    while (stripped := text.strip().strip(_BLANK)) != text:
        text = stripped
    return text
