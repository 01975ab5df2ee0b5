"""Results as files that open as they should: CSV and Excel in a Vietnamese Excel, JSON Lines and Parquet.

A Vietnamese Excel takes `;` between values and `,` for decimals, and UTF-8 only behind a byte order mark.
A text that begins like a formula gets an apostrophe in CSV; in a workbook it is a text by its type.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from nghiquyet.write.files import whole_file

EXCEL_ROWS = 1_048_575
EXCEL_CHARACTERS = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ExportError(ValueError):
    """The result cannot be written as asked."""


def export(result: duckdb.DuckDBPyRelation, path: Path) -> int:
    """Write a query to `path` in the format of its suffix; the number of rows. Raises ExportError."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportError(f"{path}: no such format; end the name with {', '.join(_WRITERS)}")
    with whole_file(path) as unfinished:
        return writer(result, unfinished)


def json_lines(result: duckdb.DuckDBPyRelation) -> Iterator[str]:
    """The rows of a query as JSON objects."""
    for row in result.iter_rows():
        yield json.dumps(dict(zip(result.columns, row, strict=True)), ensure_ascii=False, default=str)


def _write_csv(result: duckdb.DuckDBPyRelation, path: Path) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(result.columns)
        return _count(writer.writerow(map(_csv_value, row)) for row in result.iter_rows())


def _csv_value(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    text = _text(value)
    return f"'{text}" if isinstance(value, str | list) and text.startswith(_FORMULA_STARTS) else text


def _write_excel(result: duckdb.DuckDBPyRelation, path: Path) -> int:
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(path, {"constant_memory": True, "nan_inf_to_errors": True}) as workbook:
        sheet = workbook.add_worksheet()
        day, heading = workbook.add_format({"num_format": "dd/mm/yyyy"}), workbook.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for position, name in enumerate(result.columns):
            sheet.write_string(0, position, name, heading)
            sheet.set_column(position, position, 18)
        number = 0
        for number, row in enumerate(result.iter_rows(), start=1):
            if number > EXCEL_ROWS:
                raise ExportError(f"a sheet holds {EXCEL_ROWS:,} rows; write .csv or .parquet")
            for position, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(number, position, value)
                elif isinstance(value, int | float):
                    sheet.write_number(number, position, value)
                elif isinstance(value, date) and not isinstance(value, datetime):
                    sheet.write_datetime(number, position, value, day)
                elif value is not None:
                    sheet.write_string(number, position, _cell_text(value))
        return number


def _cell_text(value: object) -> str:
    text = _text(value)
    if len(text) > EXCEL_CHARACTERS:
        return text[: EXCEL_CHARACTERS - 1] + "…"
    return text


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write_json_lines(result: duckdb.DuckDBPyRelation, path: Path) -> int:
    with path.open("w", encoding="utf-8") as file:
        return _count(file.write(f"{line}\n") for line in json_lines(result))


def _write_parquet(result: duckdb.DuckDBPyRelation, path: Path) -> int:
    result.to_parquet(str(path), compression="zstd")
    return int(pq.read_metadata(path).num_rows)


def _count(done: Iterable[object]) -> int:
    return sum(1 for _ in done)


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyRelation, Path], int]] = {
    ".csv": _write_csv,
    ".xlsx": _write_excel,
    ".jsonl": _write_json_lines,
    ".parquet": _write_parquet,
}
