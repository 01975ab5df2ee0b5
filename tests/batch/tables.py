"""The tables that a run left, to be compared with those of another."""

import json

from nghiquyet.batch.part import PARTS
from nghiquyet.filesystem import AnyPath
from nghiquyet.records import TABLES
from nghiquyet.write.tables import read_table

Rows = dict[str, list[str]]


def rows(out: AnyPath) -> Rows:
    """The rows of each table as JSON, sorted."""
    return {
        table: sorted(
            json.dumps(row, default=str)
            for part in (out / table).glob(PARTS)
            for row in read_table(part).to_pylist()
        )
        for table in TABLES
    }
