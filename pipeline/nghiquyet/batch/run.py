"""The batch run: articles in, a folder of tables out, and an account of it in `run.json`."""

import gc
import importlib.metadata
import json
import os
import platform
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

from nghiquyet import __version__
from nghiquyet.batch.chunk import CHUNK_ARTICLES, Chunk, ChunkReport, cut
from nghiquyet.batch.compact import compact, remove_replaced
from nghiquyet.batch.engine import Announce, EngineName, MakeTask, Task, open_engine
from nghiquyet.batch.errors import InterruptedRunError, OutputError, WorkerError
from nghiquyet.batch.interrupt import stop_on_interrupt
from nghiquyet.batch.lock import admit_workers, admitted, run_lock
from nghiquyet.batch.manifest import (
    Done,
    count_fatal,
    give_every_table_a_file,
    remove_all,
    remove_unfinished,
    rows_by_table,
)
from nghiquyet.batch.part import MANIFESTS
from nghiquyet.cluster.files import assign_clusters
from nghiquyet.filesystem import AnyPath, absolute, any_path
from nghiquyet.read import Columns, read_articles
from nghiquyet.records import MENTIONS, SCHEMA_VERSION, TABLES, ErrorRow
from nghiquyet.rulebook.rulebook import rules_digest
from nghiquyet.write.files import whole_file

RUN_FILE = "run.json"
_LIBRARIES = ("spacy", "underthesea", "regex", "pyarrow")


@dataclass(slots=True)
class RunReport:
    """The account of a run: what made it, what it took, and the rows of each table. Written as `run.json`.

    `kept` counts what an earlier run had done already; `removed` names what it had done and this one did not
    find in its inputs: their rows stay.
    """

    inputs: list[str]
    started_at: str
    workers: int
    rules_digest: str
    versions: dict[str, str]
    schema_version: str = SCHEMA_VERSION
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    fatal_errors: int = 0
    clusters: int = 0
    kept: int = 0
    done: int = 0
    peak_memory: int = 0
    removed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def articles_read(self) -> int:
        """Articles that came in: those with a row in `articles` and those lost to an error."""
        return self.rows["articles"] + self.fatal_errors


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run has come: articles finished or under way, those written, new errors.

    `peak_memory` is the most bytes that a worker has held, as far as a chunk has told.
    """

    articles: int
    errors: tuple[ErrorRow, ...]
    written: int = 0
    peak_memory: int = 0


def _chunk_writer(ner: bool, tables: Collection[str], out: AnyPath, rules: Path | None, digest: str) -> Task:
    # only the workers load the pipeline
    from nghiquyet.batch.worker import ChunkWriter  # noqa: PLC0415
    from nghiquyet.extract.watch import WATCH  # noqa: PLC0415
    from nghiquyet.extractor import Extractor  # noqa: PLC0415

    if _digest(rules, ner, tables) != digest:
        raise WorkerError("the rules of the worker are not those of the run; install the same version")
    extractor = Extractor(rules, ner=ner)
    WATCH.start()
    write_chunk = ChunkWriter(out, extractor.extract, digest, tables)
    gc.collect()
    gc.freeze()  # the rulebook and the gazetteer are here to stay: no collection need go through them
    gc.disable()

    def do(chunk: Chunk, announce: Announce) -> ChunkReport:
        report = write_chunk(chunk, announce)
        gc.collect(0)  # here alone: before, all that was made still waited to be written
        return report

    return do


def _admitted_task(make_task: MakeTask, out: AnyPath, word: str) -> Task:
    task = make_task()

    def do(chunk: Chunk, announce: Announce) -> ChunkReport:
        with _explained(out), admitted(out, word):
            return task(chunk, announce)

    return do


def run(
    inputs: Iterable[AnyPath | str],
    out: AnyPath | str,
    *,
    workers: int | None = None,
    rules: Path | str | None = None,
    watch: Callable[[RunProgress], None] | None = None,
    chunk_size: int = CHUNK_ARTICLES,
    make_task: Callable[[Any, Path | None, str], Task] | None = None,
    columns: Columns | None = None,
    fresh: bool = False,
    ner: bool = True,
    tables: Collection[str] = tuple(MENTIONS),
    engine: EngineName = "local",
    scheduler: str | None = None,
) -> RunReport:
    """Extract every article of `inputs` into Parquet tables below `out`, by `workers` processes (all cores).

    What an earlier run has done there is kept, whether it came to its end or not: only articles that are new
    or changed, or whose rules have changed, are done. `fresh` begins anew. Every article is a row of
    `articles`, or a fatal row of `errors`. Without `ner` the word layer is left out: faster, and worse.
    `columns` says which columns of tables hold which fields, beside the usual names.
    The engine `dask` takes the workers of a `scheduler`, by its address, or starts some here.
    Inputs and `out` are paths, or URIs of a filesystem that pyarrow opens.
    Processes are spawned: a script calls this below `if __name__ == "__main__":`.
    Raises OutputError where `out` cannot be written, if it can be told before any work; WorkerError where no
    worker can go on, InterruptedRunError after Ctrl-C.
    """
    out, rules = _output(out), Path(rules).absolute() if rules else None
    inputs = list(inputs)
    report = RunReport(
        inputs=[str(item) for item in inputs],
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        workers=workers or available_cores(),
        rules_digest=_digest(rules, ner, tables),
        versions=_versions(),
    )
    began = time.monotonic()
    prepare_output(out)
    with _explained(out), run_lock(out):
        word = admit_workers(out)
        remove_replaced(out)
        (remove_all if fresh else remove_unfinished)(out)
        done = Done(out, fresh=fresh)
        there = absolute(out)
        task = partial(make_task or partial(_chunk_writer, ner, tables), there, rules, report.rules_digest)
        task = partial(_admitted_task, task, there, word)
        with stop_on_interrupt() as stop, open_engine(engine, task, report.workers, scheduler) as opened:
            items = takewhile(lambda _: not stop.is_set(), read_articles(inputs, columns))
            new = done.left_over(items, report.rules_digest)
            for chunk in opened.run(cut(new, chunk_size, done.next_number)):
                if chunk is not None:
                    report.done += chunk.items
                    report.peak_memory = max(report.peak_memory, chunk.peak_memory)
                if watch is not None:
                    articles = report.done + opened.items_under_way
                    errors = chunk.errors if chunk else ()
                    watch(RunProgress(articles, errors, report.done, report.peak_memory))
            report.workers = opened.workers
            if stop.is_set():
                raise InterruptedRunError(
                    f"stopped: {report.done:,} articles are written to {out}; "
                    "the same command goes on from there"
                )
        _finish(out, done, report)
        report.seconds = round(time.monotonic() - began, 3)
        with whole_file(out / RUN_FILE) as unfinished:
            unfinished.write_text(
                json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
    return report


def _finish(out: AnyPath, done: Done, report: RunReport) -> None:
    """Make whole tables of the parts, once every item has one, and count them."""
    admit_workers(out)  # none: a worker that was taken for dead writes no more
    remove_unfinished(out)
    done.drop_superseded()
    compact(out)
    give_every_table_a_file(out, report.rules_digest)
    report.clusters = assign_clusters(out)
    report.rows, report.fatal_errors = rows_by_table(out), count_fatal(out)
    report.kept, report.removed = done.kept, done.removed()


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run would do: articles to do and to keep, the rows of how many are replaced, what is removed.

    `unreadable` are the errors among what is to do that reading has already found.
    """

    to_do: int
    kept: int
    replaced: int
    removed: list[str]
    unreadable: list[ErrorRow]


def plan(
    inputs: Iterable[AnyPath | str], out: AnyPath | str, *, rules: Path | str | None = None,
    columns: Columns | None = None, fresh: bool = False, ner: bool = True,
    tables: Collection[str] = tuple(MENTIONS),
) -> RunPlan:  # fmt: skip
    """What `run` would do with the same arguments; nothing is written."""
    done = Done(_output(out), fresh=fresh)
    to_do, unreadable = 0, []
    for item in done.left_over(read_articles(inputs, columns), _digest(rules, ner, tables)):
        to_do += 1
        if isinstance(item, ErrorRow):
            unreadable.append(item)
    replaced = sum(map(len, done.superseded().values()))
    return RunPlan(to_do, done.kept, replaced, done.removed(), unreadable)


def _output(written: AnyPath | str) -> AnyPath:
    try:
        return any_path(written)
    except (OSError, ValueError) as error:
        raise OutputError(f"{written}: cannot be opened: {error}; choose another --out") from error


def prepare_output(out: AnyPath) -> None:
    """Make the folders of the tables and take away an earlier `run.json`. Raises OutputError."""
    with _explained(out):
        for folder in (MANIFESTS, *TABLES):
            (out / folder).mkdir(parents=True, exist_ok=True)
            probe = out / folder / ".probe"
            probe.touch()
            probe.unlink()
        (out / RUN_FILE).unlink(missing_ok=True)


@contextmanager
def _explained(out: AnyPath) -> Iterator[None]:
    """Make OutputError of an OSError, but for that of a reader of standard error who has gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"{out}: cannot write here ({error}); make room or choose another --out: "
            "a run goes on from what is written"
        ) from error


def available_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _digest(rules: Path | str | None, ner: bool, tables: Collection[str]) -> str:
    """The digest of the rules, marked where the word layer or tables are left out."""
    left_out = "".join(f"-no-{table}" for table in MENTIONS if table not in tables)
    return rules_digest(rules) + ("" if ner else "-no-ner") + left_out


def _versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {"nghiquyet": __version__, "python": platform.python_version(), **libraries}
