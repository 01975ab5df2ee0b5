"""An article on its way to the pipeline: as it was read, and as it is cleaned."""

from dataclasses import dataclass
from typing import NamedTuple

from nghiquyet.records import ErrorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article as its file holds it, with the header fields that the file gives apart from the body."""

    article_id: str
    source: str
    body: str
    is_clean: bool = False
    title: str | None = None
    published_at: str | None = None
    url: str | None = None
    author: str | None = None


Item = RawArticle | ErrorRow
"""What reading gives: an article, or the error that stands in its place."""


class Segment(NamedTuple):
    """A stretch of clean text and where it stands in the NFC form of the raw body, in code points."""

    clean_start: int
    raw_start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The text that every offset points into, in NFC, and the header read off the page.

    `published_at` is ISO, with `+07:00` where it has a time; `published_at_source` is `given` or the id
    of the rule that read it. A title that the body lacked is in `text` and in no segment.
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
    segments: tuple[Segment, ...] = ()
    warnings: tuple[ErrorRow, ...] = ()
