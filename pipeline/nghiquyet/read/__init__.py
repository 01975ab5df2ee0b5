"""The stage `read`: files, folders, archives and standard input as a stream of raw articles and errors."""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from nghiquyet.article import Item
from nghiquyet.read.fields import Columns, MappingError
from nghiquyet.read.formats import FORMATS, read_named, read_unnamed
from nghiquyet.read.inputs import find_files
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.read.repeats import settle_repeats
from nghiquyet.records import ErrorRow

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "STANDARD_INPUT", "Columns", "MappingError", "read_articles"]

STANDARD_INPUT = "-"


def read_articles(inputs: Iterable[Path | str], columns: Columns | None = None) -> Iterator[Item]:
    """Every article of the inputs, lazily, and an error in the place of each that cannot be read.

    An input is a file, a folder (all files below it, sorted) or `-`, standard input. `columns` says which
    columns and keys hold which fields, beside the usual names. An article's id is the one given, else its
    path below the folder.
    """
    columns = columns or Columns()
    return settle_repeats(article for item in inputs for article in _read_input(item, columns))


def _read_input(item: Path | str, columns: Columns) -> Iterator[Item]:
    if str(item) == STANDARD_INPUT:
        stream = cast(io.BufferedReader, sys.stdin.buffer)
        yield from read_unnamed(cast(BinaryIO, stream), Origin(STANDARD_INPUT, STANDARD_INPUT), columns)
        return
    for found in find_files(Path(item)):
        if isinstance(found, ErrorRow):
            yield found
        else:
            yield from _read_file(*found, columns)


def _read_file(path: Path, origin: Origin, columns: Columns) -> Iterator[Item]:
    try:
        if not path.exists():
            yield origin.error("missing")
        elif not path.is_file():
            yield origin.error("unreadable", reason="not a regular file")
        else:
            with path.open("rb") as stream:
                yield from read_named(path.name, stream, origin, columns)
    except OSError as error:
        yield origin.error("unreadable", reason=error.strerror or error)
