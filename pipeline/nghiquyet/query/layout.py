"""A result as lines of text, its columns one below the other."""

from collections.abc import Iterator
from itertools import islice

import duckdb
from rich.cells import cell_len

_WIDEST = 60


def table_lines(result: duckdb.DuckDBPyRelation, most: int) -> Iterator[str]:
    """The heading, at most `most` rows, and a word where there are more."""
    rows = iter(result.iter_rows())
    shown = [[_cell(value) for value in row] for row in islice(rows, most)]
    names = result.columns
    widths = [max(cell_len(line[column]) for line in [names, *shown]) for column in range(len(names))]
    for line in [names, ["─" * width for width in widths], *shown]:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()
    if next(rows, None) is not None:
        yield f"… more rows: --rows, or --out with all of them ({most:,} shown)"


def _cell(value: object) -> str:
    text = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
