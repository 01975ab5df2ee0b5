"""A `.txt` file: one article as a scraper left it."""

from collections.abc import Iterator
from typing import BinaryIO

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.decode import decode
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The article of one file, or its error."""
    body = decode(stream.read(MAX_ARTICLE_BYTES + 1), origin)
    if isinstance(body, ErrorRow):
        yield body
    elif not body.strip():
        yield origin.error("empty")
    else:
        yield RawArticle(article_id=origin.article_id, source=origin.source, body=body)
