"""The batch run: articles in, a folder of tables out, and an account of it in `run.json`."""

import importlib.metadata
import json
import os
import platform
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from nghiquyet import __version__
from nghiquyet.batch.chunk import CHUNK_ARTICLES, PART_PATTERN, ChunkReport, cut
from nghiquyet.batch.errors import OutputError
from nghiquyet.batch.pool import Pool, Task
from nghiquyet.cluster.files import assign_clusters
from nghiquyet.read import Columns, read_articles
from nghiquyet.records import SCHEMA_VERSION, TABLES, ErrorRow
from nghiquyet.rulebook.rulebook import rules_digest
from nghiquyet.write.files import whole_file

RUN_FILE = "run.json"
_LIBRARIES = ("spacy", "underthesea", "regex", "pyarrow")


@dataclass(slots=True)
class RunReport:
    """The account of a run: what made it, what it took, and the rows of each table. Written as `run.json`."""

    inputs: list[str]
    started_at: str
    workers: int
    rules_digest: str
    versions: dict[str, str]
    schema_version: str = SCHEMA_VERSION
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    fatal_errors: int = 0
    clusters: int = 0
    seconds: float = 0.0

    @property
    def articles_read(self) -> int:
        """Articles that came in: those with a row in `articles` and those lost to an error."""
        return self.rows["articles"] + self.fatal_errors

    def add(self, chunk: ChunkReport) -> None:
        """Count what came of a chunk."""
        for table, count in chunk.rows.items():
            self.rows[table] += count
        self.fatal_errors += sum(error.fatal for error in chunk.errors)


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run has come: the articles done, and the errors that came to light just now."""

    articles: int
    errors: tuple[ErrorRow, ...]


def _chunk_writer(out: Path, rules: Path | None) -> Task[ChunkReport]:
    # only the workers load the pipeline
    from nghiquyet.batch.worker import ChunkWriter  # noqa: PLC0415
    from nghiquyet.extractor import Extractor  # noqa: PLC0415

    return ChunkWriter(out, Extractor(rules), rules_digest(rules))


def run(
    inputs: Iterable[Path | str],
    out: Path | str,
    *,
    workers: int | None = None,
    rules: Path | str | None = None,
    watch: Callable[[RunProgress], None] | None = None,
    chunk_size: int = CHUNK_ARTICLES,
    make_task: Callable[[Path, Path | None], Task[ChunkReport]] = _chunk_writer,
    columns: Columns | None = None,
) -> RunReport:
    """Extract every article of `inputs` into Parquet tables below `out`, by `workers` processes (all cores).

    `columns` says which columns of tables hold which fields, beside the usual names.
    What an earlier run left in those tables is replaced. Every article is a row of `articles`, or a fatal row
    of `errors`. Processes are spawned: a script calls this below `if __name__ == "__main__":`.
    Raises OutputError before any work, WorkerError where no worker can go on.
    """
    out, rules = Path(out), Path(rules) if rules else None
    inputs = list(inputs)
    prepare_output(out)
    report = RunReport(
        inputs=[str(item) for item in inputs],
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        workers=workers or available_cores(),
        rules_digest=rules_digest(rules),
        versions=_versions(),
    )
    began = time.monotonic()
    pool: Pool[ChunkReport] = Pool(partial(make_task, out, rules), report.workers)
    written: set[str] = set()
    for done in pool.run(cut(read_articles(inputs, columns), chunk_size)):
        if done is not None:
            written.update(done.files)
            report.add(done)
        if watch is not None:
            watch(RunProgress(pool.items_done, done.errors if done else ()))
    _remove_others(out, written)
    report.clusters = assign_clusters(out)
    report.seconds = round(time.monotonic() - began, 3)
    with whole_file(out / RUN_FILE) as unfinished:
        unfinished.write_text(
            json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return report


def prepare_output(out: Path) -> None:
    """Make the folders of the tables and take away an earlier `run.json`. Raises OutputError."""
    try:
        for table in TABLES:
            (out / table).mkdir(parents=True, exist_ok=True)
            probe = out / table / ".probe"
            probe.touch()
            probe.unlink()
        (out / RUN_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{out}: cannot write here ({error.strerror or error}: {error.filename}); choose another --out"
        ) from error


def available_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _remove_others(out: Path, written: Collection[str]) -> None:
    """Remove the parts of an earlier run that this one has not replaced."""
    for table in TABLES:
        for path in (out / table).glob(PART_PATTERN):
            if f"{table}/{path.name}" not in written:
                path.unlink()


def _versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {"nghiquyet": __version__, "python": platform.python_version(), **libraries}
