"""Records as Arrow batches, and batches as Parquet files."""

import datetime
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nghiquyet.filesystem import AnyPath, for_pyarrow
from nghiquyet.records import TABLES
from nghiquyet.write.files import whole_file
from nghiquyet.write.schema import table_schema

ROW_GROUP_ROWS = 20_000


def to_batch(table: str, records: Iterable[Any], rules_digest: str) -> pa.RecordBatch:
    """The records of one table as columns.

    Raises ValueError, OverflowError or TypeError where a value does not fit its column.
    """
    rows = list(records)
    schema = table_schema(table, rules_digest)
    columns = []
    for column in fields(TABLES[table]):
        values = list(map(attrgetter(column.name), rows))
        if column.metadata.get("day"):
            values = [datetime.date.fromisoformat(value) if value else None for value in values]
        columns.append(pa.array(values, schema.field(column.name).type))
        if column.metadata["required"] and columns[-1].null_count:
            raise ValueError(f"{table}.{column.name} must not be null")
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def write_batch(batch: pa.RecordBatch, path: AnyPath) -> None:
    """Write one Parquet file. Raises OSError."""
    write_table(pa.Table.from_batches([batch]), path)


def write_table(table: pa.Table, path: AnyPath, *, compressed: bool = True) -> None:
    """Write one Parquet file. Raises OSError."""
    with whole_file(path) as unfinished:
        place, filesystem = for_pyarrow(unfinished)
        pq.write_table(
            table,
            place,
            filesystem=filesystem,
            compression="zstd" if compressed else "none",
            compression_level=3 if compressed else None,
            row_group_size=ROW_GROUP_ROWS,
        )


def read_table(path: AnyPath, columns: list[str] | None = None) -> pa.Table:
    """The rows of one Parquet file. Raises OSError."""
    place, filesystem = for_pyarrow(path)
    return pq.read_table(place, filesystem=filesystem, columns=columns)


def read_schema(path: AnyPath) -> pa.Schema:
    """The columns of one Parquet file and what is noted of it. Raises OSError."""
    place, filesystem = for_pyarrow(path)
    return pq.read_schema(place, filesystem=filesystem)


def count_rows(path: AnyPath) -> int:
    """How many rows one Parquet file has. Raises OSError."""
    place, filesystem = for_pyarrow(path)
    return pq.read_metadata(place, filesystem=filesystem).num_rows
