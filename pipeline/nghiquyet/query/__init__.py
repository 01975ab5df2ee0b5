"""Questions to the tables of a run: DuckDB over the Parquet files, with views that answer the usual ones."""

from nghiquyet.query.connection import DatasetError, connect

__all__ = ["DatasetError", "connect"]
