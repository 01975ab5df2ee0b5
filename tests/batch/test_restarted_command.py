"""The command itself, stopped in its midst and given again: its tables are those of a run left in peace."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch.tables import Rows, rows
from nghiquyet.batch.part import MANIFESTS, PARTS
from nghiquyet.batch.run import run
from nghiquyet.bench.corpus import ComposedCorpus

ARTICLES = 1_200
"""More than two workers hold, and have waiting, when the first part is written."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of a paragraph, and an empty one."""
    path = tmp_path_factory.mktemp("in") / "articles.jsonl"
    articles = [*ComposedCorpus(characters=1).articles(ARTICLES - 1), {"article_id": "empty", "text": ""}]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    out = tmp_path_factory.mktemp("whole")
    run([source], out, workers=2)
    return rows(out)


def command(source: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    arguments = ["run", str(source), "--out", str(out), "--workers", "2", *options]
    return subprocess.Popen(
        [sys.executable, "-m", "nghiquyet", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def stop_after_a_part(source: Path, out: Path, how: signal.Signals) -> tuple[int, str]:
    """The status and the words of a command that gets the signal once a part is written."""
    running = command(source, out)
    while running.poll() is None and not list((out / MANIFESTS).glob(PARTS)):
        time.sleep(0.005)
    os.killpg(running.pid, how)  # its workers get it too, as from a terminal
    _, said = running.communicate(timeout=120)
    assert 0 < len(rows(out)["articles"]) < ARTICLES - 1  # and none of the files is half of one
    return running.returncode, said


def assert_goes_on(source: Path, out: Path, whole: Rows, *options: str) -> None:
    again = command(source, out, *options)
    account, said = again.communicate(timeout=120)
    assert again.returncode == 1, said  # the empty article
    assert "of them done before" in account
    found = rows(out)
    assert found == whole
    assert all(found.values())
    assert len(found["articles"]) + len(found["errors"]) == ARTICLES


def test_after_ctrl_c_it_says_how_to_go_on_and_does(source: Path, whole: Rows, tmp_path: Path) -> None:
    status, said = stop_after_a_part(source, tmp_path / "out", signal.SIGINT)
    assert status == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out" / "run.json").exists()
    assert_goes_on(source, tmp_path / "out", whole)


def test_after_a_kill_a_cluster_of_two_workers_goes_on(source: Path, whole: Rows, tmp_path: Path) -> None:
    status, _ = stop_after_a_part(source, tmp_path / "out", signal.SIGKILL)
    assert status == -signal.SIGKILL
    assert_goes_on(source, tmp_path / "out", whole, "--engine", "dask")
