"""Who follows docs/cluster.md from its first command ends with the tables of a run on one machine."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from batch.tables import rows
from nghiquyet.rulebook.location import corpus_dir

PAGE = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?ms)^```\n(.*?)^```", PAGE)


def on_page(begins: str, holds: str = "") -> str:
    """The one command of the page that begins and holds so."""
    lines = "".join(BLOCKS).splitlines()
    [command] = [line for line in lines if line.startswith(begins) and holds in line]
    return command


@pytest.fixture(autouse=True)
def _articles(tmp_path: Path) -> None:
    shutil.copytree(corpus_dir() / "articles", tmp_path / "articles")


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    """What stands for the words of the page: this machine, a free port of it, a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return {"10.0.0.1": "127.0.0.1", "8786": str(free.getsockname()[1]), "/shared": str(tmp_path)}


@contextmanager
def started(command: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The command at work in a folder; it is asked to end, as by Ctrl-C, where it has not."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env=os.environ | {"PATH": beside},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def run_to_its_end(command: str, folder: Path) -> None:
    with started(command, folder) as process:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said


def assert_tables_of(sample_run: Path, out: Path, articles: str) -> None:
    found = rows(out)
    for table, expected in rows(sample_run).items():
        assert [
            row.replace(f'"{articles}/', f'"{corpus_dir()}/articles/') for row in found[table]
        ] == expected


def test_a_cluster_of_a_scheduler_and_a_worker(
    here: dict[str, str], sample_run: Path, tmp_path: Path
) -> None:
    scheduler, worker, run = (
        re.sub("|".join(map(re.escape, here)), lambda word: here[word[0]], command)
        for command in (on_page("dask scheduler"), on_page("dask worker"), on_page("nghiquyet", " /shared"))
    )
    with started(f"exec {scheduler}", tmp_path), started(f"exec {worker}", tmp_path):
        run_to_its_end(run, tmp_path)
    assert_tables_of(sample_run, tmp_path / "out", f"{tmp_path}/articles")


def test_a_cluster_of_two_workers_on_this_machine(sample_run: Path, tmp_path: Path) -> None:
    run_to_its_end(on_page("nghiquyet", "--workers 2"), tmp_path)
    assert_tables_of(sample_run, tmp_path / "out", "articles")
