"""A `.warc` file, as crawlers keep pages: every page that a server gave is an article."""

import zlib
from collections.abc import Iterator
from textwrap import shorten
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from nghiquyet.article import Item
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.read.text import is_document, read_page

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_KINDS = (WarcRecordType.response, WarcRecordType.resource)


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The pages of one file in their order, named by the number of their record.

    Pictures, programs and redirections are no pages and are passed over.
    """
    begins = stream.peek(1)[:1]  # type: ignore[attr-defined]
    number = 0
    found = False
    try:
        for number, record in enumerate(ArchiveIterator(stream, parse_http=False), 1):
            if (item := _page(record, origin.line(number))) is not None:
                found = True
                yield item
    except (OSError, ValueError) as error:
        yield origin.line(number + 1).error("damaged", reason=error)
        return
    if number == 0 and begins:
        yield origin.error("damaged", reason="no record in it")
    elif not found:
        yield origin.error("empty")


def _page(record: WarcRecord, origin: Origin) -> Item | None:
    if record.record_type == WarcRecordType.no_type:
        return origin.error("damaged", reason="a record without a type")
    if record.record_type not in _KINDS:
        return None
    length = record.content_length
    if length > MAX_ARTICLE_BYTES:
        return origin.too_long()
    block = record.reader.read(length)
    if len(block) < length or not block:
        return origin.error("damaged", reason=f"{len(block)} of {length} bytes are there")
    response = _response(record, block, "none")
    kind = (response.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0]
    if kind and kind.strip().lower() not in _PAGES:
        return None
    status = response.http_headers.status_code if response.http_headers is not None else 200
    if status is not None and 300 <= status < 400:
        return None
    if status != 200:
        return origin.error("not_found", status=status)
    try:
        data = _content(record, block)
    except (OSError, ValueError, zlib.error) as error:
        data = response.reader.read(MAX_ARTICLE_BYTES + 1)
        # many crawlers keep the header of a packed page beside a page that they have unpacked
        if not is_document(data.decode("latin-1")):
            return origin.error("damaged", reason=shorten(str(error), 100))
    url = record.headers.get("WARC-Target-URI")
    return read_page(
        data, origin, is_html=kind != "text/plain", url=url.strip("<>") if url else None,
        declared=response.http_charset,
    )  # fmt: skip


def _content(record: WarcRecord, block: bytes) -> bytes:
    """The page of a response, unpacked as its header says. Raises OSError, ValueError and zlib.error."""
    response = _response(record, block, "transfer")
    packing = response.http_headers.get("Content-Encoding") if response.http_headers is not None else None
    if (packing or "").strip().lower() not in ("gzip", "x-gzip"):
        return _response(record, block, "all").reader.read(MAX_ARTICLE_BYTES + 1)
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    data = unpacking.decompress(response.reader.read(), MAX_ARTICLE_BYTES + 1)
    if not unpacking.eof and len(data) <= MAX_ARTICLE_BYTES:
        raise ValueError("the page is cut short")
    return data


def _response(record: WarcRecord, block: bytes, decode: Literal["none", "transfer", "all"]) -> WarcRecord:
    """The record by itself: a page that unpacks to too much must not carry the reader off its place."""
    alone = WarcRecord()
    alone.set_bytes_content(block)
    alone.is_http = record.is_http
    alone.parse_http(auto_decode=decode)
    return alone
