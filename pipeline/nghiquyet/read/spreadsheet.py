"""A `.xlsx` file: sheets with a row of headings, then an article a row."""

import datetime
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from nghiquyet.article import Item
from nghiquyet.read.fields import TEXT, Columns, read_fields
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.read.packed import is_bomb
from nghiquyet.records import ErrorRow

HEADING_ROWS = 10
"""The headings may stand under a title and remarks, so many rows from the top."""
MAX_UNPACKED_BYTES = 1024**3
"""A workbook keeps the texts of all its cells in one part, which is held in memory."""

_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")

Row = tuple[int, list[str | None]]
"""The number of a row, and its cells."""


def read_spreadsheet(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of every sheet in their order, named by row, and by sheet where there are several.

    The stream must seek.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  other formats need not wait for it

    if (problem := _problem(stream, origin)) is not None:
        yield problem
        return
    try:
        sheets = load_workbook(stream, read_only=True, data_only=True).worksheets
        found = False
        for sheet in sheets:
            sheet.reset_dimensions()  # programs that write workbooks often give wrong ones
            place = origin if len(sheets) == 1 else origin.member(sheet.title)
            for item in _read_rows(_filled(sheet.iter_rows(values_only=True)), place, columns):
                found = True
                yield item
        if not found:
            yield origin.error("empty")
    except Exception as error:  # openpyxl raises whatever a broken part leads it to
        yield origin.error("damaged", reason=f"{type(error).__name__}: {error}")


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a zip archive is a workbook; the stream must seek, and is put back to its start."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    finally:
        stream.seek(0)


def _problem(stream: BinaryIO, origin: Origin) -> ErrorRow | None:
    """What keeps a workbook from being opened, which is a zip archive."""
    begins = stream.read(len(_OLD_WORKBOOK))
    stream.seek(0)
    if begins == _OLD_WORKBOOK:
        return origin.error(
            "damaged", reason="an old or locked workbook; save it as .xlsx without a password"
        )
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return origin.error("damaged", reason=error)
    stream.seek(0)
    unpacked = sum(member.file_size for member in members)
    if is_bomb(unpacked, sum(member.compress_size for member in members)):
        return origin.bomb()
    if unpacked > MAX_UNPACKED_BYTES:
        return origin.error("too_long", limit=f"{MAX_UNPACKED_BYTES // 1024**3} GiB in one workbook, not")
    return None


def _read_rows(rows: Iterator[Row], origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of one sheet, under the first of its upper rows that names a column for the text."""
    top = list(islice(rows, HEADING_ROWS))
    heading = next((n for n, (_, cells) in enumerate(top) if _holds_text(cells, columns)), None)
    if heading is None:
        if top:
            yield origin.error("no_text_column", columns=", ".join(filter(None, top[0][1]))[:200])
        return
    names = top[heading][1]
    for number, cells in chain(top[heading + 1 :], rows):
        place = origin.line(number)
        if any(len(cell) > MAX_ARTICLE_BYTES for cell in cells if cell):
            yield place.too_long()
        else:
            yield read_fields(
                {name: cell for name, cell in zip(names, cells, strict=False) if name}, columns, place
            )


def _holds_text(cells: Iterable[str | None], columns: Columns) -> bool:
    found = columns.of(cell for cell in cells if cell)
    return TEXT in found or "raw" in found


def _filled(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    """The rows that are not empty, with their numbers from 1."""
    for number, row in enumerate(rows, 1):
        cells = [_written(cell) for cell in row]
        if any(cells):
            yield number, cells


def _written(cell: Any) -> str | None:
    """A cell as text; a day is a time at midnight in a workbook."""
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(timespec="minutes")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return None if cell is None else str(cell).strip() or None
