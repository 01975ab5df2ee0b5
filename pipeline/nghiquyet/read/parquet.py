"""A `.parquet` file: an article a row."""

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

from nghiquyet.article import Item
from nghiquyet.read.fields import TEXT, Columns, read_fields
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin

BATCH_ROWS = 16
MAX_ROW_GROUP_BYTES = 4 * 1024**3
"""A larger row group would not fit into memory."""


def read_parquet(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of one file in their order, named by the number of their row; the stream must seek."""
    import pyarrow as pa  # noqa: PLC0415  half a second that other formats need not wait
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(stream) as file:
            names = columns.of(file.schema_arrow.names)
            if TEXT not in names and "raw" not in names:
                yield origin.error("no_text_column", columns=", ".join(file.schema_arrow.names)[:200])
                return
            groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
            if any(group.total_byte_size > MAX_ROW_GROUP_BYTES for group in groups):
                yield origin.error(
                    "too_long", limit=f"{MAX_ROW_GROUP_BYTES // 1024**3} GiB in one row group, not"
                )
                return
            number = 0
            for batch in file.iter_batches(
                batch_size=BATCH_ROWS, columns=list(dict.fromkeys(names.values()))
            ):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(row, columns, origin.line(number))
            if number == 0:
                yield origin.error("empty")
    except (pa.ArrowException, OSError, ValueError) as error:
        yield origin.error(
            "damaged", reason=str(error).splitlines()[0] if str(error) else type(error).__name__
        )


def _article(row: dict[str, Any], columns: Columns, origin: Origin) -> Item:
    cells = {name: _written(value) for name, value in row.items()}
    if any(isinstance(value, str) and len(value) > MAX_ARTICLE_BYTES for value in cells.values()):
        return origin.too_long()
    return read_fields(cells, columns, origin)


def _written(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date):
        return (
            value.isoformat(timespec="seconds") if isinstance(value, datetime.datetime) else value.isoformat()
        )
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or None
    return value
