"""A file that is one article: a page as text, or a page as markup."""

from collections.abc import Iterator
from typing import BinaryIO

import regex

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.decode import decode
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

_DOCUMENT = regex.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body)\b", regex.I | regex.S
)
_CHARSET = regex.compile(rb"""(?:charset|encoding)\s*=\s*["']?([a-z][\w.:-]+)""", regex.I)
_MARKUP = regex.compile(
    r"</?(?:p|div|br|table|td|span|h[1-6]|strong|em|img|figure|article|section|ul|li)\b[^<>]*>", regex.I
)


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The article of one file, or its error; one that begins as a page of markup is one."""
    yield read_page(stream.read(MAX_ARTICLE_BYTES + 1), origin)


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The page of one file, or its error."""
    yield read_page(stream.read(MAX_ARTICLE_BYTES + 1), origin, is_html=True)


def read_page(
    data: bytes, origin: Origin, *, is_html: bool = False, url: str | None = None, declared: str | None = None
) -> Item:
    """One page of bytes; else what is wrong with it. `declared` is the encoding that its server names."""
    decoded = decode(data, origin, declared=declared or _declared(data))
    if isinstance(decoded, ErrorRow):
        return decoded
    if not decoded.text.strip():
        return origin.error("empty")
    return RawArticle(
        article_id=origin.article_id,
        source=origin.source,
        body=decoded.text,
        encoding=decoded.encoding,
        url=url,
        is_html=is_html or is_document(decoded.text),
    )


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode() if found else None


def is_document(text: str) -> bool:
    """Whether a text begins as a whole page of markup."""
    return _DOCUMENT.match(text[:4096]) is not None


def is_markup(text: str) -> bool:
    """Whether a text, of a column or a field, is markup or a piece of it."""
    return is_document(text) or len(_MARKUP.findall(text[:100_000])) >= 2
