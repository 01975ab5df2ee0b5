"""A `.csv` or `.tsv` file: a heading line with the names of the columns, then an article a row."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from nghiquyet.article import Item
from nghiquyet.encodings import LegacyEncodings
from nghiquyet.encodings.legacy import WINDOWS_1252, WINDOWS_1258
from nghiquyet.read.decode import UTF_8
from nghiquyet.read.fields import TEXT, Columns, read_fields
from nghiquyet.read.lines import as_bytes, read_lines
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

_SAMPLE = 256 * 1024
_CODECS = {UTF_8: "utf-8", WINDOWS_1252: "cp1252", WINDOWS_1258: "cp1258"}
"""The others are read as characters that the stage `clean` tells and converts."""
_SEPARATORS = ",;\t|"


def read_delimited(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of one file in their order, named by the line that their row begins in."""
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    stream = as_bytes(stream)
    sample = stream.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    if not sample.strip():
        yield origin.error("empty")
        return
    yield from _Rows(stream, origin, columns, _encoding(sample)).read(_separator(sample))


def is_heading(start: bytes, columns: Columns) -> bool:
    """Whether a file begins with a heading: names between separators, one of them of the text."""
    cells = start.partition(b"\n")[0].decode("utf-8-sig", "replace").split(_separator(start))
    found = columns.of(cell.strip('"\r ') for cell in cells)
    return len(cells) > 1 and (TEXT in found or "raw" in found)


class _Rows:
    """The rows of one file; one that cannot be read is an error, and the next line begins a new one."""

    def __init__(self, stream: BinaryIO, origin: Origin, columns: Columns, encoding: str) -> None:
        self.lines = read_lines(stream)
        self.origin, self.columns, self.encoding = origin, columns, encoding
        self.line = 0
        self.failed: ErrorRow | None = None

    def read(self, separator: str) -> Iterator[Item]:
        """The articles; the first row is the heading."""
        heading: list[str] | None = None
        any_row = False
        for number, row in self._rows(separator):
            origin = self.origin.line(number)
            if isinstance(row, ErrorRow):
                any_row = True
                yield row
                if heading is None:
                    return
            elif not any(cell.strip() for cell in row):
                continue
            elif heading is None:
                heading = [cell.strip() for cell in row]
                found = self.columns.of(heading)
                if TEXT not in found and "raw" not in found:
                    yield self.origin.error("no_text_column", columns=", ".join(heading)[:200])
                    return
            else:
                any_row = True
                yield self._article(heading, row, origin)
        if not any_row:
            yield self.origin.error("empty")

    def _article(self, heading: list[str], row: list[str], origin: Origin) -> Item:
        if len(row) != len(heading):
            return origin.error("bad_row", found=len(row), expected=len(heading))
        cells = {name: cell or None for name, cell in zip(heading, row, strict=True)}
        return read_fields(cells, self.columns, origin, self.encoding)

    def _rows(self, separator: str) -> Iterator[tuple[int, list[str] | ErrorRow]]:
        rows = csv.reader(self._decoded(), delimiter=separator)
        while True:
            begun = self.line + 1
            try:
                row: list[str] | ErrorRow = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                row = self.origin.line(begun).error("damaged", reason=error)
                rows = csv.reader(self._decoded(), delimiter=separator)
            if self.failed is not None:
                row, self.failed = self.failed, None
            yield begun, row

    def _decoded(self) -> Iterator[str]:
        for line in self.lines:
            self.line = line.number
            origin = self.origin.line(line.number)
            if len(line.data) > MAX_ARTICLE_BYTES:
                self.failed = origin.too_long()
                yield "\n"
                continue
            if b"\0" in line.data:
                self.failed = origin.error("binary", offset=line.offset + line.data.index(0))
                yield "\n"
                continue
            try:
                text = line.data.decode(_CODECS.get(self.encoding, "latin-1"))
            except UnicodeDecodeError as error:
                at = error.start
                self.failed = origin.error("unknown_encoding", offset=line.offset + at, byte=line.data[at])
                yield "\n"
                continue
            yield text.removeprefix("\ufeff") if line.number == 1 else text


def _encoding(sample: bytes) -> str:
    """A one-byte encoding by its name, else UTF-8. The sample may end within a character."""
    try:
        sample[: sample.rfind(b"\n") + 1].decode()
    except UnicodeDecodeError:
        found = LegacyEncodings.load().of_bytes(sample)
        return found[1] if found else UTF_8
    return UTF_8


def _separator(sample: bytes) -> str:
    """The separator that stands most often in the heading."""
    heading = sample.split(b"\n", 1)[0].decode("latin-1")
    return max(_SEPARATORS, key=heading.count)
