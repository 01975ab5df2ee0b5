"""A `.jsonl` file: one JSON object a line."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.json_object import read_object
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

BLANK = codecs.BOM_UTF8 + b" \t\r\n"
"""The bytes of a line that holds nothing."""


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The articles of one file in their order, with an error in the place of each bad line."""
    offset, found, articles = 0, False, 0
    for number, line in enumerate(iter(lambda: stream.readline(MAX_ARTICLE_BYTES + 1), b""), 1):
        start, offset = offset, offset + len(line)
        if len(line) > MAX_ARTICLE_BYTES:
            offset += _skip_line(stream, line)
        if line.strip(BLANK):
            found = True
            row = read_object(line, origin.line(number), offset=start)
            yield row
            articles += isinstance(row, RawArticle)
            if isinstance(row, ErrorRow) and row.error == "binary" and not articles:
                return  # no JSON Lines at all: one error, not one a line
    if not found:
        yield origin.error("empty")


def _skip_line(stream: BinaryIO, part: bytes) -> int:
    skipped = 0
    while part and not part.endswith(b"\n"):
        part = stream.readline(MAX_ARTICLE_BYTES)
        skipped += len(part)
    return skipped
