"""The cluster engine: the tables and errors of the local one, whatever becomes of a worker."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from distributed import Client, LocalCluster

from batch.tables import rows
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.run import plan, run

ARTICLES = 40


@pytest.fixture(scope="module")
def cluster(stand_ins: ModuleType) -> Iterator[LocalCluster]:  # noqa: ARG001  its workers import it
    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of files of several formats, with what cannot be read among them."""
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [json.dumps({"article_id": f"a{n}", "text": f"Bài số {n}"}) for n in range(ARTICLES)]
    lines[10], lines[33] = '{"text": " "}', "{không phải JSON"
    (folder / "a.jsonl").write_text("\n".join([*lines, lines[3]]))
    (folder / "b.csv").write_text("article_id,text\na1,Bản khác của bài số 1\nb1,Bài b1\n")
    (folder / "c.txt").write_text("Bài c")
    return folder


def test_the_tables_are_those_of_the_local_engine(
    cluster: LocalCluster, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    local = run([source], tmp_path / "local", workers=1, chunk_size=7, make_task=stand_ins.writer)
    report = run(
        [source], tmp_path / "dask", chunk_size=7, make_task=stand_ins.writer,
        engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    assert rows(tmp_path / "dask") == rows(tmp_path / "local")
    assert (report.rows, report.done, report.workers) == (local.rows, local.done, 2)
    assert report.rows["articles"] == ARTICLES + 1
    planned = plan([source], tmp_path / "dask")  # the local engine would go on from there
    assert (planned.to_do, planned.kept) == (0, report.done)


def test_a_worker_loads_once_for_all_its_chunks(
    cluster: LocalCluster, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    run(
        [source], tmp_path / "out", chunk_size=2, make_task=stand_ins.counted_writer,
        engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    assert len((tmp_path / "out" / stand_ins.LOADS).read_text().split()) <= len(cluster.workers)


def test_a_poisoned_article_is_one_error_row(
    cluster: LocalCluster, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    """On a filesystem that is not of this machine."""
    (source / "d.txt").write_text(stand_ins.KILLS)
    report = run(
        [f"fsspec+file://{source}"], f"fsspec+file://{tmp_path}/out", chunk_size=7,
        make_task=stand_ins.writer, engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    errors = [json.loads(row) for row in rows(tmp_path / "out")["errors"]]
    [lost] = [error for error in errors if error["stage"] == "worker"]
    assert (lost["article_id"], lost["error"], lost["fatal"]) == ("d.txt", "WorkerDied", True)
    assert report.rows["articles"] == ARTICLES + 1


def test_a_dask_worker_that_is_killed_costs_nothing(
    cluster: LocalCluster, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    killed = list[int]()

    def kill_one(_: object) -> None:
        if not killed:
            with Client(cluster.scheduler_address) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    run([source], tmp_path / "local", workers=1, make_task=stand_ins.writer)
    run(
        [source], tmp_path / "dask", chunk_size=2, make_task=stand_ins.slow_writer, watch=kill_one,
        engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    assert killed
    assert rows(tmp_path / "dask") == rows(tmp_path / "local")
    assert list((tmp_path / "dask").rglob(".*.parquet")) == []


def test_what_a_worker_cannot_write_ends_the_run_with_its_name_and_leaves_the_cluster_sound(
    cluster: LocalCluster, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    with pytest.raises(WorkerError, match="below"):
        run(
            [source], tmp_path / "out", chunk_size=7, make_task=stand_ins.unwritable,
            engine="dask", scheduler=cluster.scheduler_address,
        )  # fmt: skip
    report = run(
        [source], tmp_path / "out", chunk_size=7, make_task=stand_ins.writer,
        engine="dask", scheduler=cluster.scheduler_address,
    )  # fmt: skip
    assert report.rows["articles"] == ARTICLES + 1


def test_the_engine_is_imported_only_when_it_is_asked_for_and_the_command_says_how_to_install_it(
    tmp_path: Path,
) -> None:
    without = (
        "import sys; sys.modules |= dict.fromkeys(('dask', 'distributed'))\n"
        "from nghiquyet.cli import main; main()"
    )
    (tmp_path / "a.txt").write_text("Họp ngày 3/2/2024.")
    command = [
        sys.executable, "-c", without, "run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True)
    ended = subprocess.run([*command, "--engine", "dask"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "pip install 'nghiquyet[cluster]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_names_a_scheduler_that_is_not_there(source: Path, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "nghiquyet", "run", str(source), "--out", str(tmp_path / "out"),
        "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1",
    ]  # fmt: skip
    environment = os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "tcp://127.0.0.1:1: no Dask scheduler" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_says_so_where_no_cluster_starts(source: Path, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "nghiquyet", "run", str(source), "--out", str(tmp_path / "out"),
        "--engine", "dask", "--workers", "1",
    ]  # fmt: skip
    environment = os.environ | {"DASK_DISTRIBUTED__WORKER__PRELOAD": "['no_such_module']"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no Dask cluster starts on this machine" in ended.stderr
    assert "None" not in ended.stderr.splitlines()[-1]
