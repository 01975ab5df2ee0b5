"""A DuckDB connection over the tables of a run."""

import glob
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from nghiquyet.records import TABLES
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.wordlist import read_word_list
from nghiquyet.write.schema import table_schema

_DATA_FILES = "[!.]*.parquet"  # a hidden one is not finished
_VIEWS = Path(__file__).parent / "views"


class DatasetError(ValueError):
    """The folder holds no tables of a run."""


_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
}


def connect(folder: Path | str, database: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A connection with a view a table of the run in `folder`, and the views of `views/` on top.

    A table or column that the run left out is there, without rows or values. Raises DatasetError.
    """
    folder = Path(folder).resolve()
    if not any(folder.glob(f"articles/{_DATA_FILES}")):
        raise DatasetError(f"{folder}: no tables here; name the folder that `nghiquyet run --out` wrote")
    connection = duckdb.connect(str(database))
    connection.execute("SET parquet_metadata_cache = true")
    _add_word_lists(connection)
    for statement in (*_table_views(folder), *(file.read_text(encoding="utf-8") for file in view_files())):
        connection.execute(statement)
    return connection


def view_files() -> list[Path]:
    """The SQL files of the views and macros, in the order in which they build on each other."""
    return sorted(_VIEWS.glob("*.sql"))


def stored_tables(folder: Path) -> dict[str, Path]:
    """The tables that a run wrote, each with its first file."""
    first_files = {table: min(folder.glob(f"{table}/{_DATA_FILES}"), default=None) for table in TABLES}
    return {table: file for table, file in first_files.items() if file is not None}


def data_files(folder: Path, table: str) -> str:
    """The pattern that DuckDB finds the finished files of a table by."""
    return f"{glob.escape(str(folder))}/{table}/{_DATA_FILES}"


def _table_views(folder: Path) -> Iterator[str]:
    stored = stored_tables(folder)
    for table, record in TABLES.items():
        schema = table_schema(table, rules_digest="")
        present = _columns(stored[table]) if table in stored else []
        types = {field.name: _sql_type(field.type) for field in schema}
        columns = [
            _quoted(name) if name in present else f"CAST(NULL AS {types[name]}) AS {_quoted(name)}"
            for name in dict.fromkeys([*types, *present])
        ]
        files = literal(data_files(folder, table))
        source = f"read_parquet({files})" if present else "(SELECT 1) WHERE false"
        yield f"CREATE VIEW {table} AS SELECT {', '.join(columns)} FROM {source}"
        yield f"COMMENT ON VIEW {table} IS {literal(getdoc(record))}"
        for field in schema:
            meaning = (field.metadata or {}).get(b"description", b"").decode()
            yield f"COMMENT ON COLUMN {table}.{_quoted(field.name)} IS {literal(meaning)}"


def _columns(file: Path) -> list[str]:
    try:
        return list(pq.read_schema(file).names)
    except pa.ArrowInvalid as error:
        raise DatasetError(f"{file}: {error} Run `nghiquyet run` with --fresh") from error


def _add_word_lists(connection: duckdb.DuckDBPyConnection) -> None:
    """What the shipped rules know of indicators and of what is counted: series have names, and join."""
    connection.execute("CREATE TABLE indicators (indicator_id VARCHAR PRIMARY KEY, name VARCHAR)")
    connection.execute("CREATE TABLE counted_nouns (noun VARCHAR PRIMARY KEY, class VARCHAR)")
    lists = rules_dir() / "lists"
    indicators = read_word_list(lists / "indicators.tsv").rows
    nouns = read_word_list(lists / "counted_nouns.tsv").by_key
    for table, rows in {
        "indicators": [(row["id"], row["name"]) for row in indicators],
        "counted_nouns": [(key, row["class"]) for key, row in nouns.items()],
    }.items():
        connection.execute(
            f"INSERT INTO {table} SELECT unnest(?), unnest(?)",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _sql_type(arrow_type: pa.DataType) -> str:
    if isinstance(arrow_type, pa.ListType):
        return f"{_sql_type(arrow_type.value_type)}[]"
    return _SQL_TYPES[arrow_type]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(value).replace("'", "''") + "'"
