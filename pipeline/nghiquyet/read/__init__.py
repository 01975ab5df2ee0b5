"""The stage `read`: files, folders, archives and standard input as a stream of raw articles and errors."""

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from nghiquyet.article import Item, Place, RawArticle
from nghiquyet.filesystem import AnyPath, any_path
from nghiquyet.read.fields import Columns, MappingError
from nghiquyet.read.formats import FORMATS, read_named, read_unnamed
from nghiquyet.read.inputs import find_files
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.read.repeats import settle_repeats
from nghiquyet.records import ErrorRow

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "STANDARD_INPUT", "Columns", "MappingError", "read_articles"]

STANDARD_INPUT = "-"


def read_articles(inputs: Iterable[AnyPath | str], columns: Columns | None = None) -> Iterator[Item]:
    """Every article of the inputs, lazily, and an error in the place of each that cannot be read.

    An input is a file, a folder (all files below it, sorted), a URI of either, or `-`, standard input.
    `columns` says which columns and keys hold which fields, beside the usual names. An article's id is the
    one given, else its path below the folder.
    """
    columns = columns or Columns()
    return settle_repeats(article for item in inputs for article in _read_input(item, columns))


def _read_input(item: AnyPath | str, columns: Columns) -> Iterator[Item]:
    if str(item) == STANDARD_INPUT:
        stream = cast(io.BufferedReader, sys.stdin.buffer)
        yield from read_unnamed(cast(BinaryIO, stream), Origin(STANDARD_INPUT, STANDARD_INPUT), columns)
        return
    try:
        path = any_path(item)
    except (OSError, ValueError) as error:
        yield Origin(str(item), str(item)).error("unreadable", reason=error)
        return
    for found in find_files(path):
        if isinstance(found, ErrorRow):
            yield found
        else:
            yield from _read_file(InputFile(*found, columns))


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the inputs, with all that it takes to read it."""

    path: AnyPath
    origin: Origin
    columns: Columns

    def read(self) -> Iterator[Item]:
        """Its articles and errors, lazily. Raises OSError where it cannot be opened."""
        with self.path.open("rb") as stream:
            yield from read_named(self.path.name, stream, self.origin, self.columns)


def _read_file(file: InputFile) -> Iterator[Item]:
    try:
        if not file.path.exists():
            yield file.origin.error("missing")
        elif not file.path.is_file():
            yield file.origin.error("unreadable", reason="not a regular file")
        else:
            for number, item in enumerate(file.read()):
                yield replace(item, place=Place(file, number)) if isinstance(item, RawArticle) else item
    except OSError as error:
        yield file.origin.error("unreadable", reason=error.strerror or error)
