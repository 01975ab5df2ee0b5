"""A run that is killed before any one of its writes, or finds the disk full, loses and doubles nothing."""

import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from batch.tables import rows
from nghiquyet.batch import run as batch
from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.engine import Engine, MakeTask
from nghiquyet.batch.errors import OutputError
from nghiquyet.batch.run import run


class Here(Engine):
    """Does the chunks in this process, so that one process makes every write of a run."""

    workers = 1

    def __init__(self, make_task: MakeTask) -> None:
        self.task = make_task()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[ChunkReport]:
        return (self.task(chunk, lambda _: None) for chunk in chunks)

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "open_engine", lambda _name, make_task, *_: Here(make_task))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Bài số {number}")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def earlier(folder: Path, stand_ins: ModuleType, tmp_path: Path) -> Path:
    """What an earlier run has made of the folder, in which articles are new, changed and gone since."""
    out = tmp_path / "earlier"
    run([folder], out, chunk_size=3, make_task=stand_ins.writer)
    (folder / "1.txt").write_text("Bài số 1, bản mới")
    (folder / "empty.txt").write_text("Không còn trống")
    (folder / "8.txt").write_text("Bài số 8")
    (folder / "2.txt").unlink()
    return out


@pytest.fixture
def go_on(folder: Path, stand_ins: ModuleType) -> Callable[[Path], None]:
    def run_there(out: Path) -> None:
        run([folder], out, chunk_size=1, make_task=stand_ins.writer)

    return run_there


def before_write(number: int, act: Callable[[], None]) -> Callable[[], int]:
    """Act before write `number`, from 1, of this process: a file renamed or removed. Gives their count."""
    count = 0

    def counted(write: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(path: Path, *arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += path.exists()
            if count == number and path.exists():
                act()
            return write(path, *arguments, **options)

        return wrapped

    Path.replace = counted(Path.replace)  # type: ignore[method-assign]
    Path.unlink = counted(Path.unlink)  # type: ignore[method-assign]
    return lambda: count


def in_child(work: Callable[[], None]) -> int:
    """The status of a process of its own, a copy of this one, that does the work."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def unfinished(out: Path) -> list[Path]:
    return [path for path in out.rglob(".*.*") if path.suffix == ".parquet"]


def test_a_run_killed_before_any_write_goes_on_to_the_same_tables(
    earlier: Path, go_on: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(earlier, whole)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", Path.replace)
        patch.setattr(Path, "unlink", Path.unlink)
        count = before_write(0, lambda: None)
        go_on(whole)
        writes = count()
    expected = rows(whole)
    assert len(expected["articles"]) == 10
    assert writes > 30
    out = tmp_path / "out"
    for number in range(1, writes + 1):
        shutil.copytree(earlier, out)

        def killed(number: int = number) -> None:
            before_write(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
            go_on(out)

        assert os.WTERMSIG(in_child(killed)) == signal.SIGKILL
        go_on(out)
        assert rows(out) == expected, f"killed before write {number} of {writes}"
        assert unfinished(out) == []
        shutil.rmtree(out)


def test_a_disk_that_is_full_at_any_point_ends_the_run_and_loses_nothing(
    earlier: Path, go_on: Callable[[Path], None], tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(earlier, whole)
    go_on(whole)
    expected = rows(whole)
    largest = max(path.stat().st_size for path in whole.rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, 40, largest // 2, largest - 1):
        out = tmp_path / str(room)
        shutil.copytree(earlier, out)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            with pytest.raises(OutputError, match="cannot write here"):
                go_on(out)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert not (out / "run.json").exists()
        go_on(out)
        assert rows(out) == expected, f"with room for {room} bytes"
        assert unfinished(out) == []
