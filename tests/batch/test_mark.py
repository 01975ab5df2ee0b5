"""Two runs into one folder of a filesystem that has no locks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nghiquyet.batch import mark
from nghiquyet.batch.errors import OutputError
from nghiquyet.batch.lock import run_lock
from nghiquyet.filesystem import RemotePath, any_path


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mark, "RENEWED_SECONDS", 0.05)
    monkeypatch.setattr(mark, "SILENT_SECONDS", 2.0)


@pytest.fixture
def out(tmp_path: Path) -> RemotePath:
    out = any_path(f"fsspec+file://{tmp_path}")
    assert isinstance(out, RemotePath)
    return out


def marks(folder: Path) -> list[Path]:
    return list(folder.glob(".run.*"))


def test_a_run_at_work_is_named_and_its_folder_refused(out: RemotePath, tmp_path: Path) -> None:
    with run_lock(out):
        with (
            pytest.raises(OutputError, match=rf"process {os.getpid()}, .* writes here; wait for it"),
            run_lock(out),
        ):
            pass
        assert len(marks(tmp_path)) == 1
    assert marks(tmp_path) == []


def test_a_run_that_was_killed_is_not_waited_for_for_ever(out: RemotePath, tmp_path: Path) -> None:
    code = (
        "from nghiquyet.batch.lock import run_lock; from nghiquyet.filesystem import any_path; import time\n"
        f"with run_lock(any_path({f'fsspec+file://{tmp_path}'!r})):\n"
        "    print('holds', flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"holds\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    [left] = marks(tmp_path)
    with run_lock(out):
        assert not left.exists()
    assert marks(tmp_path) == []


@pytest.mark.parametrize("readings", [("", "elsewhere, process 1"), ("elsewhere, process 1", "")])
def test_a_mark_that_is_just_being_written_is_of_a_run_at_work(
    out: RemotePath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readings: tuple[str, str]
) -> None:
    found = iter(readings)
    monkeypatch.setattr(mark, "_read", lambda _: next(found))
    (tmp_path / ".run.0.mark").touch()
    with pytest.raises(OutputError, match="elsewhere, process 1 writes here"), run_lock(out):
        pass


def test_the_folder_is_free_when_a_run_has_failed(out: RemotePath, tmp_path: Path) -> None:
    with pytest.raises(KeyError), run_lock(out):
        raise KeyError
    assert marks(tmp_path) == []
