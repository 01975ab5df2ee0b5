"""What the tables of a run hold: columns with their meaning, rows, nulls, span of time, sound arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from nghiquyet.query.connection import connect, stored_tables
from nghiquyet.records import TABLES

_MADE_BY = {b"nghiquyet_version", b"rules_digest", b"schema_version"}


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """One column; `null_share` is between 0 and 1, and null where there is no row."""

    name: str
    type: str
    meaning: str
    null_share: float | None


@dataclass(frozen=True, slots=True)
class TableDescription:
    """One table or view; the span is that of the days of publication of its articles."""

    name: str
    meaning: str
    is_view: bool
    rows: int
    first_published: date | None
    last_published: date | None
    columns: tuple[ColumnDescription, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """All of a run; `checks` counts the figures whose arithmetic was checked, by what was found."""

    made_by: Mapping[str, str]
    tables: tuple[TableDescription, ...]
    checks: Mapping[str, int]


def describe(folder: Path | str) -> Description:
    """Read what a run in `folder` holds. Raises DatasetError."""
    connection = connect(folder)
    metadata = pq.read_schema(stored_tables(Path(folder))["articles"]).metadata or {}
    names = connection.execute(
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_oid"
    ).fetchall()
    checks = connection.execute(
        'SELECT "check", count(*) FROM targets WHERE "check" IS NOT NULL GROUP BY 1 ORDER BY 1'
    ).fetchall()
    return Description(
        made_by={key.decode(): value.decode() for key, value in metadata.items() if key in _MADE_BY},
        tables=tuple(_table(connection, name, comment or "") for name, comment in names),
        checks=dict(checks),
    )


def description_lines(description: Description) -> Iterator[str]:
    """The description as text, a paragraph a table."""
    for table in description.tables:
        span = f", {table.first_published} to {table.last_published}" if table.first_published else ""
        yield f"{table.name}: {table.rows:,} rows{span}"
        yield f"    {table.meaning}"
        widest = max(len(column.name) for column in table.columns)
        for column in table.columns:
            nulls = "" if column.null_share is None else f"{column.null_share:.0%} null"
            yield f"    {column.name:{widest}} {column.type:9} {nulls:>9}  {column.meaning}"
        yield ""
    checked = sum(description.checks.values())
    consistent = description.checks.get("consistent", 0)
    share = f" ({consistent / checked:.1%})" if checked else ""
    yield f"arithmetic: {consistent:,} of {checked:,} checked figures are consistent{share}"
    yield ", ".join(f"{key} {value}" for key, value in sorted(description.made_by.items()))


def _table(connection: duckdb.DuckDBPyConnection, name: str, meaning: str) -> TableDescription:
    columns = connection.execute(
        "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() WHERE table_name = ? "
        "ORDER BY column_index",
        [name],
    ).fetchall()
    counts = ", ".join(f'count("{column}")' for column, _, _ in columns)
    rows, *filled = connection.execute(f"SELECT count(*), {counts} FROM {name}").fetchone() or (0,)
    first, last = _span(connection, name, {column for column, _, _ in columns})
    return TableDescription(
        name=name,
        meaning=meaning,
        is_view=name not in TABLES,
        rows=rows,
        first_published=first,
        last_published=last,
        columns=tuple(
            ColumnDescription(column, type_, comment, 1 - count / rows if rows else None)
            for (column, type_, comment), count in zip(columns, filled, strict=True)
        ),
    )


def _span(
    connection: duckdb.DuckDBPyConnection, name: str, columns: set[str]
) -> tuple[date | None, date | None]:
    if "article_id" not in columns:
        return None, None
    first, last = connection.execute(
        "SELECT min(published_on), max(published_on) FROM article_context "
        f"WHERE article_id IN (SELECT article_id FROM {name})"
    ).fetchone() or (None, None)
    return first, last
