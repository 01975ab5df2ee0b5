"""The tables that a run left, to be compared with those of another."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from nghiquyet.records import TABLES

Rows = dict[str, list[str]]


def rows(out: Path) -> Rows:
    """The rows of each table as JSON, sorted."""
    found = {}
    for table in TABLES:
        parts = sorted((out / table).glob("part-*.parquet"))
        lines = [json.dumps(row, default=str) for part in parts for row in pq.read_table(part).to_pylist()]
        found[table] = sorted(lines)
    return found
