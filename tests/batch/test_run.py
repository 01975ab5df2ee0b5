"""A run: every article is accounted for, whatever becomes of a worker, and however many there are."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.batch.run import RunProgress, RunReport, available_cores, run
from nghiquyet.records import TABLES
from nghiquyet.rulebook.location import corpus_dir


@pytest.fixture
def articles(tmp_path: Path) -> Callable[..., Path]:
    def write(*bodies: str) -> Path:
        path = tmp_path / "articles.jsonl"
        lines = [json.dumps({"article_id": f"a{n}", "text": body}) for n, body in enumerate(bodies)]
        path.write_text("\n".join(lines))
        return path

    return write


def table(out: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(out / name)


def account(out: Path, report: RunReport) -> None:
    """Articles in = rows of `articles` + fatal rows of `errors`, as the files and the report have them."""
    errors = table(out, "errors")
    assert {name: len(table(out, name)) for name in TABLES} == report.rows
    assert report.fatal_errors == int(errors["fatal"].sum())
    assert json.loads((out / "run.json").read_text())["rows"] == report.rows


def test_a_worker_killed_on_an_article_costs_that_article_alone(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    source = articles("một", "hai", stand_ins.KILLS, "bốn", "năm", "sáu", "bảy")
    report = run([source], tmp_path / "out", workers=2, chunk_size=5, make_task=stand_ins.writer)
    account(tmp_path / "out", report)
    assert sorted(table(tmp_path / "out", "articles")["article_id"]) == ["a0", "a1", "a3", "a4", "a5", "a6"]
    [error] = table(tmp_path / "out", "errors").to_dict("records")
    assert (error["article_id"], error["error"], error["fatal"]) == ("a2", "WorkerDied", True)
    assert error["source"] == f"{source}:3"


def test_a_worker_killed_once_costs_nothing(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    source = articles("một", f"{stand_ins.KILLS_ONCE} {tmp_path / 'marker'}", "ba")
    report = run([source], tmp_path / "out", workers=1, make_task=stand_ins.writer)
    account(tmp_path / "out", report)
    assert (report.rows["articles"], report.rows["errors"]) == (3, 0)


def test_workers_that_do_not_start_end_the_run(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(WorkerError, match="while it started"):
        run([articles("một")], tmp_path / "out", workers=1, make_task=stand_ins.dead_on_arrival)
    assert not (tmp_path / "out" / "run.json").exists()


def test_a_place_that_stops_being_writable_ends_the_run_with_its_name(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(WorkerError, match="below"):
        run([articles("một")], tmp_path / "out", workers=1, make_task=stand_ins.unwritable)


def test_an_unwritable_place_is_named_before_any_work(articles: Callable[..., Path]) -> None:
    source = articles("một")
    with pytest.raises(OutputError, match=r"articles\.jsonl/out: cannot write here"):
        run([source], source / "out")


def test_a_fresh_run_replaces_the_one_before(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "note.txt").write_text("của người khác")
    run([articles("một", "hai", "ba")], out, workers=1, chunk_size=1, make_task=stand_ins.writer)
    report = run([articles("bốn")], out, workers=1, chunk_size=1, make_task=stand_ins.writer, fresh=True)
    account(out, report)
    assert table(out, "articles")["text"].tolist() == ["bốn"]
    assert (out / "note.txt").exists()


def test_progress_ends_with_every_article_and_tells_each_error_once(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    seen: list[RunProgress] = []
    source = articles("một", " ", "ba")
    run([source], tmp_path / "out", workers=1, chunk_size=2, make_task=stand_ins.writer, watch=seen.append)
    assert seen[-1].articles == 3
    assert [error.article_id for progress in seen for error in progress.errors] == ["articles.jsonl:2"]


def test_there_is_a_worker_a_core_and_each_loads_once(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    bodies = [f"bài {n}" for n in range(10 * available_cores())]
    report = run([articles(*bodies)], tmp_path / "out", chunk_size=2, make_task=stand_ins.counted_writer)
    loads = (tmp_path / "out" / stand_ins.LOADS).read_text().split()
    assert len(loads) == len(set(loads)) == report.workers == available_cores()


def test_rows_come_in_the_order_of_the_input(
    stand_ins: ModuleType, articles: Callable[..., Path], tmp_path: Path
) -> None:
    bodies = [f"bài {n}" for n in range(25)]
    run([articles(*bodies)], tmp_path / "out", workers=2, chunk_size=2, make_task=stand_ins.writer)
    assert table(tmp_path / "out", "articles")["text"].tolist() == bodies


def test_one_worker_and_two_give_the_same_tables(tmp_path: Path) -> None:
    inputs = [corpus_dir() / "articles"]
    reports = [run(inputs, tmp_path / str(workers), workers=workers, chunk_size=4) for workers in (1, 2)]
    assert reports[0].rows == reports[1].rows
    for name in TABLES:
        first, second = (rows(tmp_path / str(workers) / name) for workers in (1, 2))
        assert first == second
    for workers, report in zip((1, 2), reports, strict=True):
        account(tmp_path / str(workers), report)


def rows(folder: Path) -> list[dict[str, Any]]:
    frame = pd.read_parquet(folder)
    return sorted(json.loads(frame.to_json(orient="records", date_format="iso")), key=json.dumps)
