"""The Arrow schema of each table, generated from its record class."""

from dataclasses import Field, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa

from nghiquyet import __version__
from nghiquyet.records import SCHEMA_VERSION, TABLES

_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    list[str]: pa.list_(pa.string()),
    list[int]: pa.list_(pa.int32()),
}


@cache
def table_schema(table: str, rules_digest: str) -> pa.Schema:
    """The schema of one table: every column with its meaning, the file with the versions of what made it."""
    record = TABLES[table]
    annotations = get_type_hints(record)
    columns = [
        pa.field(
            column.name,
            _arrow_type(column, annotations[column.name]),
            nullable=not column.metadata["required"],
            metadata={"description": column.metadata["doc"]},
        )
        for column in fields(record)
    ]
    made_by: dict[str | bytes, str | bytes] = {
        "table": table,
        "schema_version": SCHEMA_VERSION,
        "rules_digest": rules_digest,
        "nghiquyet_version": __version__,
    }
    return pa.schema(columns, metadata=made_by)


def _arrow_type(column: "Field[Any]", annotation: Any) -> pa.DataType:
    if column.metadata.get("day"):
        return pa.date32()
    kinds = [part for part in (get_args(annotation) or (annotation,)) if part is not type(None)]
    if get_origin(annotation) in (list, Literal):
        kinds = [annotation]
    [kind] = kinds
    return pa.string() if get_origin(kind) is Literal else _TYPES[kind]
