"""A second cluster engine is as small as this one: an executor, the number of its workers, and an end."""

import json
import multiprocessing
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from batch.tables import rows
from nghiquyet.batch import run as batch
from nghiquyet.batch.chunk import Chunk
from nghiquyet.batch.engine import MakeTask
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.executor_engine import ExecutorEngine
from nghiquyet.batch.run import run


class ProcessesEngine(ExecutorEngine):
    workers = 2

    def __init__(self, make_task: MakeTask) -> None:
        self.executor = ProcessPoolExecutor(self.workers, multiprocessing.get_context("spawn"))
        super().__init__(make_task, self.executor)

    def close(self) -> None:
        self.executor.shutdown()


def test_tables_and_errors_are_those_of_the_local_engine(
    stand_ins: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "articles.jsonl"
    texts = [f"Bài số {number}" for number in range(20)]
    texts[13] = " "
    source.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    local = run([source], tmp_path / "local", workers=1, chunk_size=3, make_task=stand_ins.writer)

    monkeypatch.setattr(batch, "open_engine", lambda _name, make_task, *_: ProcessesEngine(make_task))
    report = run([source], tmp_path / "out", chunk_size=3, make_task=stand_ins.writer)
    assert rows(tmp_path / "out") == rows(tmp_path / "local")
    assert (report.rows, report.fatal_errors, report.workers) == (local.rows, 1, 2)


def test_a_cluster_that_gives_up_a_chunk_ends_the_run() -> None:
    class GivesUp(Executor):
        def submit(self, *_: Any, **__: Any) -> "Future[Any]":
            future = Future[Any]()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    class Lost(ExecutorEngine):
        workers = 1

        def close(self) -> None:
            pass

    with pytest.raises(WorkerError, match="the cluster is lost; start it again"):
        list(Lost(dict, GivesUp()).run([Chunk(0, ())]))
