"""The lines of a page, with their place in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.article import Segment
from nghiquyet.clean.offsets import Written
from nghiquyet.rulebook.folding import fold


@dataclass(frozen=True)
class Line:
    """A line as an article keeps it: in NFC, without invisible characters and without blanks round it.

    `segments` lead from it into the page; `links` is the share of its characters that are in links; a page
    of markup may set it to the right, and may call its element the author's or a picture's caption.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    links: float = 0.0
    set_right: bool = False
    called_author: bool = False
    called_caption: bool = False

    @cached_property
    def folded(self) -> str:
        """The view that patterns match on, of equal length."""
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        """The folded view in lower case with single blanks, for comparing whole lines."""
        return " ".join(self.folded.lower().split())


def split_lines(page: Written) -> Iterator[Line]:
    """The lines that hold more than blanks."""
    start = 0
    for written in page.text.splitlines(keepends=True):
        if not written.isspace() and (line := page.part(start, start + len(written)).readable()).text:
            yield Line(line.text, line.segments)
        start += len(written)
