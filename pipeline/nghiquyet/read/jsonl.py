"""A `.jsonl` file: one JSON object a line."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.fields import Columns
from nghiquyet.read.json_object import read_object
from nghiquyet.read.lines import read_lines
from nghiquyet.read.origin import Origin
from nghiquyet.records import ErrorRow

BLANK = codecs.BOM_UTF8 + b" \t\r\n"
"""The bytes of a line that holds nothing."""


def read_jsonl(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of one file in their order, with an error in the place of each bad line."""
    found, articles = False, 0
    for line in read_lines(stream):
        if line.data.strip(BLANK):
            found = True
            row = read_object(line.data, origin.line(line.number), columns, offset=line.offset)
            yield row
            articles += isinstance(row, RawArticle)
            if isinstance(row, ErrorRow) and row.error == "binary" and not articles:
                return  # no JSON Lines at all: one error, not one a line
    if not found:
        yield origin.error("empty")
