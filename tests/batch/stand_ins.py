"""Tasks for worker processes that stand in for the pipeline: they load at once, and fail where a test says.

Worker processes import this file by its name, so it must not need the test runner.
"""

import os
import signal
from pathlib import Path

from nghiquyet.article import Item
from nghiquyet.batch.chunk import ChunkReport
from nghiquyet.batch.pool import Task
from nghiquyet.batch.worker import ChunkWriter
from nghiquyet.extraction import Extraction, Outcome
from nghiquyet.records import MENTIONS, Article, ErrorRow

KILLS = "giết tiến trình"
KILLS_ONCE = "giết một lần"


def read_only(item: Item) -> Outcome:
    """An article without mentions; the process dies on those that say so, as a crash in a C library would."""
    if isinstance(item, ErrorRow):
        return item
    if item.body == KILLS:
        os.kill(os.getpid(), signal.SIGKILL)
    if item.body.startswith(KILLS_ONCE):
        marker = Path(item.body.removeprefix(KILLS_ONCE).strip())
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    article = Article(article_id=item.article_id, source=item.source, text=item.body)
    return Extraction(article, {table: [] for table in MENTIONS})


def writer(out: Path, _rules: Path | None) -> Task[ChunkReport]:
    return ChunkWriter(out, read_only, "digest")


def dead_on_arrival(out: Path, rules: Path | None) -> Task[ChunkReport]:
    os.kill(os.getpid(), signal.SIGKILL)
    return writer(out, rules)


def unwritable(out: Path, _rules: Path | None) -> Task[ChunkReport]:
    return ChunkWriter(out / "below", read_only, "digest")
