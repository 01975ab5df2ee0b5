"""Tasks for worker processes that stand in for the pipeline: they load at once, and fail where a test says.

Worker processes import this file by its name, so it must not need the test runner.
"""

import os
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from nghiquyet.article import Item
from nghiquyet.batch.engine import Task
from nghiquyet.batch.worker import ChunkWriter
from nghiquyet.extraction import Extraction, Outcome
from nghiquyet.records import MENTIONS, Article, ErrorRow, Unit

KILLS = "giết tiến trình"
RAISES = "làm hỏng một bước"
KILLS_ONCE = "giết một lần"
HANGS = "không bao giờ xong"


def read_only(items: Sequence[Item]) -> list[Outcome]:
    """Articles with one mention each, of the whole text; the process dies on those that say so.

    So it would of a crash in a C library.
    """
    return [_read(item) for item in items]


def _read(item: Item) -> Outcome:
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
    unit = Unit(
        article_id=item.article_id, start=0, end=len(item.body), surface=item.body, rule_id="test",
        unit_type="other", canonical=item.body,
    )  # fmt: skip
    return Extraction(article, {table: [unit] if table == "units" else [] for table in MENTIONS})


def writer(out: Path, _rules: Path | None, digest: str) -> Task:
    return ChunkWriter(out, read_only, digest)


def slow_writer(out: Path, _rules: Path | None, digest: str) -> Task:
    """Takes its time with each article, so that a test can interrupt it."""

    def read_slowly(items: Sequence[Item]) -> list[Outcome]:
        time.sleep(0.02 * len(items))
        return read_only(items)

    return ChunkWriter(out, read_slowly, digest)


LOADS = "loads.txt"


def counted_writer(out: Path, rules: Path | None, digest: str) -> Task:
    """Notes each process that loads it."""
    with (out / LOADS).open("a") as loads:
        print(os.getpid(), file=loads)
    return writer(out, rules, digest)


def dead_on_arrival(out: Path, rules: Path | None, digest: str) -> Task:
    os.kill(os.getpid(), signal.SIGKILL)
    return writer(out, rules, digest)


def unwritable(out: Path, _rules: Path | None, digest: str) -> Task:
    return ChunkWriter(out / "below", read_only, digest)


def limited_writer(out: Path, rules: Path | None, digest: str) -> Task:
    """Cannot write more than a little into a file, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    return writer(out, rules, digest)


def pipeline_with_a_bug(out: Path, rules: Path | None, digest: str) -> Task:
    """The pipeline itself, with one more stage, which raises or hangs on articles that say so."""
    from spacy.language import Language  # noqa: PLC0415  the other stand-ins load at once
    from spacy.tokens import Doc  # noqa: PLC0415

    from nghiquyet import pipeline  # noqa: PLC0415
    from nghiquyet.extract.watch import WATCH  # noqa: PLC0415
    from nghiquyet.extractor import Extractor  # noqa: PLC0415

    @Language.component("test_bug")
    def bug(doc: Doc) -> Doc:
        if RAISES in doc.text:
            raise KeyError("no such thing")
        while HANGS in doc.text:
            pass
        return doc

    pipeline.STAGE_TICKS = 2
    extractor = Extractor(rules)
    extractor.nlp.add_pipe("test_bug")
    WATCH.start()
    return ChunkWriter(out, extractor.extract, digest)
