"""What a worker does: a chunk of articles becomes a batch a table, then a file a table."""

import resource
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pyarrow as pa

from nghiquyet.article import Item
from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.manifest import write_manifest
from nghiquyet.cluster.files import SIGNATURES, write_signatures
from nghiquyet.extract.stage import TOGETHER
from nghiquyet.extraction import Extraction, Outcome, all_errors, failed_row
from nghiquyet.filesystem import AnyPath
from nghiquyet.records import MENTIONS, ErrorRow
from nghiquyet.write.tables import to_batch, write_table

WRITE = "write"

_UNFIT = (ValueError, OverflowError, TypeError)


class ChunkWriter:
    """The task of one worker process: extract a chunk and write its files below `out`."""

    def __init__(
        self,
        out: AnyPath,
        extract: Callable[[Sequence[Item]], list[Outcome]],
        rules_digest: str,
        tables: Collection[str] = tuple(MENTIONS),
    ) -> None:
        self.out, self.extract, self.digest = out, extract, rules_digest
        self.left_out = [table for table in MENTIONS if table not in tables]

    def __call__(self, chunk: Chunk, announce: Callable[[int], None]) -> ChunkReport:
        """Do one chunk; `announce` is told the position of the items before their turn. Raises OSError.

        The manifest comes last: what it does not name is not there.
        """
        errors: list[ErrorRow] = []
        batches = [_batches((), self.digest)]  # of no article, for a chunk without any
        together = 1 if chunk.suspect else TOGETHER
        for position in range(0, len(chunk.items), together):
            announce(position)
            outcomes = self.extract(chunk.items[position : position + together])
            for outcome in outcomes:
                if isinstance(outcome, Extraction):
                    outcome.records.update({table: [] for table in self.left_out})
            outcomes, found = outcome_batches(outcomes, self.digest)  # rows take less memory than records
            errors += all_errors(outcomes)
            batches.append(found)
        announce(len(chunk.items))
        tables = {table: pa.Table.from_batches([part[table] for part in batches]) for table in batches[0]}
        rows = {name: table.num_rows for name, table in tables.items()}
        for name, table in tables.items():
            path = self.out / name / chunk.file_name
            if rows[name]:
                write_table(table, path)
            else:
                path.unlink(missing_ok=True)  # a worker that was killed may have left one
        if rows["articles"]:
            write_signatures(tables["articles"], self.out / SIGNATURES / chunk.file_name)
        if chunk.items:
            write_manifest(self.out, chunk.file_name, chunk.items, self.digest)
        return ChunkReport(rows, tuple(errors), _peak_memory())


def _peak_memory() -> int:
    """The most bytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def outcome_batches(
    outcomes: Sequence[Outcome], digest: str
) -> tuple[list[Outcome], dict[str, pa.RecordBatch]]:
    """The rows of some articles by table; an article with a value that fits no column becomes an error."""
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
