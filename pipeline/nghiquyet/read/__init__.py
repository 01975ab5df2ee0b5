"""The stage `read`: files, folders and standard input as a stream of raw articles and errors."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from nghiquyet.article import Item
from nghiquyet.read.inputs import find_files
from nghiquyet.read.json_object import read_json
from nghiquyet.read.jsonl import BLANK, read_jsonl
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.read.repeats import settle_repeats
from nghiquyet.read.text import read_text
from nghiquyet.records import ErrorRow

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "STANDARD_INPUT", "read_articles"]

Reader = Callable[[BinaryIO, Origin], Iterator[Item]]

FORMATS: dict[str, Reader] = {".txt": read_text, ".jsonl": read_jsonl, ".json": read_json}
STANDARD_INPUT = "-"


def read_articles(inputs: Iterable[Path | str]) -> Iterator[Item]:
    """Every article of the inputs, lazily, and an error in the place of each that cannot be read.

    An input is a file, a folder (all files below it, sorted) or `-`, standard input: JSON Lines when it
    begins with `{`, else one text. An article's id is the one given, else its path below the folder.
    """
    return settle_repeats(article for item in inputs for article in _read_input(item))


def _read_input(item: Path | str) -> Iterator[Item]:
    if str(item) == STANDARD_INPUT:
        yield from _read_standard_input()
        return
    for found in find_files(Path(item)):
        if isinstance(found, ErrorRow):
            yield found
        else:
            yield from _read_file(*found)


def _read_file(path: Path, origin: Origin) -> Iterator[Item]:
    reader = FORMATS.get(path.suffix.lower())
    try:
        if not path.exists():
            yield origin.error("missing")
        elif reader is None:
            suffix = f"`{path.suffix}` files" if path.suffix else "a file without a suffix"
            yield origin.error("unknown_format", suffix=suffix, known=", ".join(FORMATS))
        elif not path.is_file():
            yield origin.error("unreadable", reason="not a regular file")
        else:
            with path.open("rb") as stream:
                yield from reader(stream, origin)
    except OSError as error:
        yield origin.error("unreadable", reason=error.strerror or error)


def _read_standard_input() -> Iterator[Item]:
    stream = cast(io.BufferedReader, sys.stdin.buffer)
    reader = read_jsonl if stream.peek().lstrip(BLANK).startswith(b"{") else read_text
    yield from reader(stream, Origin(STANDARD_INPUT, STANDARD_INPUT))
