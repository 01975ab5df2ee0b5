"""The page docs/tables.md: every column, its type and meaning."""

from collections.abc import Iterator
from dataclasses import fields
from inspect import getdoc
from typing import get_type_hints

from nghiquyet.records import TABLES, allowed_values
from nghiquyet.write.schema import table_schema

_HEAD = """# Tables

Generated from `pipeline/nghiquyet/records.py` by `make docs`; a test keeps it in step.
Each table is a folder of Parquet files. Offsets are Unicode code points into `articles.text`, end exclusive.
A `date32` column is an ISO date string in JSON. Null is left out of JSON.
"""


def tables_page() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(line for table in TABLES for line in _section(table))])


def _section(table: str) -> Iterator[str]:
    record = TABLES[table]
    annotations = get_type_hints(record)
    schema = table_schema(table, rules_digest="")
    yield f"## `{table}`\n\n{getdoc(record)}\n"
    yield "| column | type | meaning |\n|---|---|---|"
    for column in fields(record):
        stored = schema.field(column.name)
        codes = ", ".join(f"`{code}`" for code in allowed_values(annotations[column.name]))
        meaning = column.metadata["doc"] + (f": {codes}" if codes else "")
        yield f"| `{column.name}` | {stored.type}{', null' if stored.nullable else ''} | {meaning} |"
    yield ""


if __name__ == "__main__":
    print(tables_page(), end="")
