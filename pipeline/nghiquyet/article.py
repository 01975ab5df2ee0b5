"""An article on its way to the pipeline: as it was read, and as it is cleaned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from nghiquyet.records import ErrorRow


class Readable(Protocol):
    """A file that can be read again, here or by another process."""

    def read(self) -> "Iterator[Item]":
        """Its articles and errors, lazily. Raises OSError where it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is read: a file, and how many articles and errors come before it there."""

    file: Readable
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article as its file holds it, with the header fields that the file gives apart from the body.

    A body is a page as text, a page as markup (`is_html`), or the article's text and nothing else
    (`is_clean`). `encoding` is what its bytes were decoded from; None where it came as text. `place` is None
    for what can be read only once; it is no part of what the article is.
    """

    article_id: str
    source: str
    body: str
    is_clean: bool = False
    is_html: bool = False
    title: str | None = None
    published_at: str | None = None
    url: str | None = None
    author: str | None = None
    encoding: str | None = None
    place: Place | None = field(default=None, repr=False, compare=False)


Item = RawArticle | ErrorRow
"""What reading gives: an article, or the error that stands in its place."""


class Segment(NamedTuple):
    """A stretch of a text and the stretch of its source that it was made of, in code points.

    Of equal lengths, they go together character by character; else each as a whole.
    """

    start: int
    source_start: int
    length: int
    source_length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The text that every offset points into, in NFC, and the header read off the page.

    `published_at` is ISO, with `+07:00` where it has a time; `published_at_source` is `given`, `json_ld`,
    `meta`, `markup` or the id of the rule that read it. `segments` lead from the text into the body as it
    was read; a title that the body lacked is in `text` and in no segment.
    """

    article_id: str
    source: str
    text: str
    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    published_at_source: str | None = None
    author: str | None = None
    photo_credits: tuple[str, ...] = ()
    lead: str | None = None
    encoding: str | None = None
    segments: tuple[Segment, ...] = ()
    warnings: tuple[ErrorRow, ...] = ()


def source_span(segments: Sequence[Segment], start: int, end: int) -> tuple[int, int] | None:
    """Where in the source the stretch `start:end` of a text came from; None where an end is in no segment."""
    first = next((s for s in segments if s.start <= start < s.start + s.length), None)
    last = next((s for s in segments if s.start < end <= s.start + s.length), None)
    if first is None or last is None or start >= end:
        return None
    begin = first.source_start
    if first.length == first.source_length:
        begin += start - first.start
    finish = last.source_start + last.source_length
    if last.length == last.source_length:
        finish -= last.start + last.length - end
    return begin, finish
