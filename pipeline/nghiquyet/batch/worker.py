"""What a worker does: a chunk of articles becomes a batch a table, then a file a table."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from nghiquyet.article import Item
from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.cluster.files import SIGNATURES, write_signatures
from nghiquyet.extraction import Extraction, Outcome, all_errors, failed_row
from nghiquyet.records import MENTIONS, ErrorRow
from nghiquyet.write.tables import to_batch, write_batch

WRITE = "write"

_UNFIT = (ValueError, OverflowError, TypeError)


class ChunkWriter:
    """The task of one worker process: extract a chunk and write its files below `out`."""

    def __init__(self, out: Path, extract: Callable[[Item], Outcome], rules_digest: str) -> None:
        self.out, self.extract, self.digest = out, extract, rules_digest

    def __call__(self, chunk: Chunk, announce: Callable[[int], None]) -> ChunkReport:
        """Do one chunk; `announce` is told the position of each item before its turn. Raises OSError."""
        outcomes = []
        for position, item in enumerate(chunk.items):
            announce(position)
            outcomes.append(self.extract(item))
        announce(len(chunk.items))
        outcomes, batches = chunk_batches(outcomes, self.digest)
        rows = {table: batch.num_rows for table, batch in batches.items()}
        files = {table: f"{table}/{chunk.file_name}" for table in batches if rows[table] or chunk.number == 0}
        for table, file in files.items():
            write_batch(batches[table], self.out / file)
        if rows["articles"]:
            write_signatures(batches["articles"], self.out / SIGNATURES / chunk.file_name)
        return ChunkReport(rows, tuple(files.values()), tuple(all_errors(outcomes)))


def chunk_batches(
    outcomes: Sequence[Outcome], digest: str
) -> tuple[list[Outcome], Mapping[str, pa.RecordBatch]]:
    """The rows of a chunk by table; an article with a value that fits no column becomes a fatal error."""
    try:
        return list(outcomes), _batches(outcomes, digest)
    except _UNFIT:
        checked = [_checked(outcome, digest) for outcome in outcomes]
        return checked, _batches(checked, digest)


def _batches(outcomes: Sequence[Outcome], digest: str) -> dict[str, pa.RecordBatch]:
    extracted = [outcome for outcome in outcomes if isinstance(outcome, Extraction)]
    rows: dict[str, Sequence[Any]] = {
        "articles": [extraction.article for extraction in extracted],
        **{table: [m for extraction in extracted for m in extraction.records[table]] for table in MENTIONS},
        "errors": list(all_errors(outcomes)),
    }
    return {table: to_batch(table, found, digest) for table, found in rows.items()}


def _checked(outcome: Outcome, digest: str) -> Outcome:
    if isinstance(outcome, ErrorRow):
        return outcome
    try:
        _batches([outcome], digest)
    except _UNFIT as error:
        article = outcome.article
        return failed_row(article.article_id, article.source or "", WRITE, error)
    return outcome
