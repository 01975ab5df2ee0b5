"""Restarts: whatever ends a run, the next one makes of the same inputs the tables of an undisturbed one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from batch.tables import rows
from nghiquyet.batch import compact as compaction
from nghiquyet.batch import manifest
from nghiquyet.batch.compact import compact
from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.batch.lock import run_lock
from nghiquyet.batch.part import MANIFESTS, PARTS, part_name
from nghiquyet.batch.run import plan, run
from nghiquyet.records import TABLES
from nghiquyet.write.tables import count_rows

ARTICLES = 60
CHUNK = 7

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Articles, with an empty one and a bad line among them."""
    lines = [json.dumps({"article_id": f"a{n}", "text": f"Bài số {n}"}) for n in range(ARTICLES)]
    lines[10], lines[33] = '{"text": " "}', "{không phải JSON"
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def start(source: Path) -> Iterator[Start]:
    """Begins a slow run of `source` in a process of its own, with an engine."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(out: Path, engine: str = "local") -> "subprocess.Popen[bytes]":
        code = (
            f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            "import stand_ins\n"
            "from nghiquyet.batch.run import run\n"
            "if __name__ == '__main__':\n"
            f"    run([{str(source)!r}], {str(out)!r}, workers=2, chunk_size={CHUNK},"
            f" make_task=stand_ins.slow_writer, engine={engine!r})\n"
        )
        script = out.with_suffix(".py")
        script.write_text(code)
        command = [sys.executable, str(script)]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def unfinished(out: Path) -> list[Path]:
    return [path for table in TABLES for path in (out / table).iterdir() if path.name.startswith(".")]


def parts_done(out: Path) -> int:
    return len(list((out / MANIFESTS).glob("part-*.parquet")))


def wait_for_parts(out: Path, count: int) -> None:
    until = time.monotonic() + 120
    while parts_done(out) < count:
        assert time.monotonic() < until, "no part came"
        time.sleep(0.005)


def test_a_run_killed_at_any_point_goes_on_to_the_same_tables(
    start: Start, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    run([source], tmp_path / "whole", workers=1, make_task=stand_ins.writer)
    expected = rows(tmp_path / "whole")
    for parts, delay in ((0, 0.3), (1, 0.0), (4, 0.05)):
        out = tmp_path / f"out{parts}"
        process = start(out)
        wait_for_parts(out, parts)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        report = run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.writer)
        assert rows(out) == expected
        assert unfinished(out) == []
        assert report.kept + report.done == ARTICLES
        assert report.kept >= min(parts, 1)
        assert report.articles_read == ARTICLES


def test_a_part_that_was_not_finished_when_later_ones_were_is_done_again(
    stand_ins: ModuleType, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two workers that are killed together, one may be in the midst of the earlier chunk."""
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("nghiquyet.batch.run.compact", lambda _: None)
        run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.writer)
    whole = rows(out)
    (out / MANIFESTS / part_name(3)).unlink()
    report = run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.writer)
    assert report.done == CHUNK
    assert rows(out) == whole


def test_ctrl_c_lets_a_cluster_write_what_it_holds_and_the_same_run_goes_on(
    start: Start, stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = start(out, "dask")
    wait_for_parts(out, 1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    _, message = process.communicate(timeout=120)
    assert process.returncode != 0
    assert b"the same command goes on from there" in message
    assert not (out / "run.json").exists()
    held = len(rows(out)["articles"])
    assert held >= CHUNK
    report = run([source], out, workers=1, make_task=stand_ins.writer)
    run([source], tmp_path / "whole", workers=1, make_task=stand_ins.writer)
    assert rows(out) == rows(tmp_path / "whole")
    assert report.kept >= held


def test_two_runs_do_not_write_to_one_folder(stand_ins: ModuleType, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with run_lock(out), pytest.raises(OutputError, match="another run writes here"):
        run([source], out, workers=1, make_task=stand_ins.writer)


def test_a_full_disk_ends_the_run_and_loses_nothing(
    stand_ins: ModuleType, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with pytest.raises(WorkerError, match=r"out: cannot write here \(.*File too large.*\); make room"):
        run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.limited_writer)
    assert parts_done(out) == 0
    run([source], out, workers=1, make_task=stand_ins.writer)
    run([source], tmp_path / "whole", workers=1, make_task=stand_ins.writer)
    assert rows(out) == rows(tmp_path / "whole")
    assert unfinished(out) == []


def test_a_second_run_does_only_what_is_new_or_changed(stand_ins: ModuleType, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"Bài {name}")
    (folder / "empty.txt").write_text("")
    run([folder], out, workers=1, chunk_size=2, make_task=stand_ins.writer)

    (folder / "b.txt").write_text("Bài b, bản mới")
    (folder / "empty.txt").write_text("Không còn trống")
    (folder / "e.txt").write_text("Bài e")
    (folder / "d.txt").unlink()
    planned = plan([folder], out)
    assert (planned.to_do, planned.kept, planned.replaced) == (3, 2, 2)
    assert planned.removed == [f"{folder}/d.txt"]
    report = run([folder], out, workers=1, make_task=stand_ins.writer)
    assert (report.done, report.kept, report.removed) == (3, 2, planned.removed)

    texts = {row["article_id"]: row["text"] for row in map(json.loads, rows(out)["articles"])}
    assert texts == {
        "a.txt": "Bài a", "b.txt": "Bài b, bản mới", "c.txt": "Bài c", "d.txt": "Bài d",
        "e.txt": "Bài e", "empty.txt": "Không còn trống",
    }  # fmt: skip
    mentions = [json.loads(row) for row in rows(out)["units"]]
    assert sorted((unit["article_id"], unit["surface"]) for unit in mentions) == sorted(texts.items())
    assert rows(out)["errors"] == []
    assert run([folder], out, workers=1, make_task=stand_ins.writer).done == 0


def test_an_article_is_done_again_when_its_header_or_the_version_has_changed(
    stand_ins: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "articles.jsonl", tmp_path / "out"
    lines = [json.dumps({"article_id": name, "text": "Bài", "published_at": "2024-02-03"}) for name in "ab"]
    source.write_text("\n".join(lines))
    run([source], out, workers=1, make_task=stand_ins.writer)
    source.write_text("\n".join(lines).replace("2024-02-03", "2024-02-04", 1))
    planned = plan([source], out)
    assert (planned.to_do, planned.replaced, planned.kept) == (1, 1, 1)
    monkeypatch.setattr(manifest, "__version__", "0")
    assert plan([source], out).to_do == 2


def test_small_parts_are_joined_into_large_ones(stand_ins: ModuleType, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"Bài {name}")
        run([folder], out, workers=1, make_task=stand_ins.writer)
    assert len(list((out / "articles").glob(PARTS))) == 1
    assert len(rows(out)["articles"]) == 4
    assert run([folder], out, workers=1, make_task=stand_ins.writer).kept == 4


def test_parts_are_joined_until_they_are_large_and_then_left_alone(
    stand_ins: ModuleType, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr("nghiquyet.batch.run.compact", partial(compact, large=20))

    def articles_of_parts() -> dict[str, int]:
        return {path.name: count_rows(path) for path in sorted((out / MANIFESTS).glob(PARTS))}

    run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.writer)
    first = articles_of_parts()
    assert [*first.values()] == [21, 21, 18]
    (tmp_path / "one.txt").write_text("Bài nữa")
    run([source, tmp_path / "one.txt"], out, workers=1, make_task=stand_ins.writer)
    second = articles_of_parts()
    assert [*second.values()] == [21, 21, 19]
    assert [*second][:2] == [*first][:2]
    assert {path.name for path in (out / "units").glob(PARTS)} == second.keys()


def test_a_run_killed_while_it_joins_parts_doubles_no_row(
    stand_ins: ModuleType, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def killed(_out: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(compaction, "remove_replaced", killed)
        with pytest.raises(KeyboardInterrupt):
            run([source], out, workers=1, chunk_size=CHUNK, make_task=stand_ins.writer)
    report = run([source], out, workers=1, make_task=stand_ins.writer)
    assert (report.kept, report.done, report.articles_read) == (ARTICLES, 0, ARTICLES)
    compact(out)
    assert len(rows(out)["articles"]) == ARTICLES - 2


def test_a_changed_rule_does_every_article_again(
    stand_ins: ModuleType, source: Path, tmp_path: Path, rules_copy: Path
) -> None:
    out = tmp_path / "out"
    run([source], out, workers=1, make_task=stand_ins.writer, rules=rules_copy)
    with (rules_copy / "_fragments.toml").open("a") as fragments:
        fragments.write("\n# changed\n")
    report = run([source], out, workers=1, make_task=stand_ins.writer, rules=rules_copy)
    assert (report.done, report.kept, report.articles_read) == (ARTICLES, 0, ARTICLES)


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    """A folder that has a digest; the stand-ins read no rule."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "_fragments.toml").write_text("")
    return folder
