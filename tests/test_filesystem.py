"""Runs over a filesystem that is not of this machine, as far as pyarrow can tell: the tables are the same."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch.tables import rows
from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.batch.lock import admit_workers, admitted
from nghiquyet.batch.run import plan, run
from nghiquyet.filesystem import any_path
from nghiquyet.read import read_articles
from nghiquyet.records import ErrorRow
from nghiquyet.rulebook.location import corpus_dir


def remote(path: Path) -> str:
    """The URI by which pyarrow opens a folder of this machine as it would a store elsewhere."""
    return f"fsspec+file://{path}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of several formats, a hidden one, and one that cannot be read."""
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    lines = [json.dumps({"article_id": f"a{n}", "text": f"Bài số {n}"}) for n in range(20)]
    (folder / "a" / "b.jsonl").write_text("\n".join(lines))
    (folder / "a.txt").write_text("Bài a")
    (folder / "a-b.html").write_text("<html><body><p>Bài</p></body></html>")
    (folder / ".hidden").write_text("?")
    (folder / "d.docx").write_text("?")
    pq.write_table(pa.table({"article_id": ["e1", "e2"], "text": ["Bài e1", "Bài e2"]}), folder / "e.parquet")
    return folder


def test_articles_and_their_order_are_those_of_a_local_folder(folder: Path) -> None:
    local, elsewhere = list(read_articles([folder])), list(read_articles([remote(folder)]))
    assert [item.article_id for item in elsewhere] == [item.article_id for item in local]
    assert [item.source for item in elsewhere] == [f"fsspec+file://{item.source}" for item in local]
    assert list(read_articles([f"file://{folder}"])) == local
    assert [item.article_id for item in read_articles([remote(folder / "a.txt")])] == ["a.txt"]


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("fsspec+file:///nowhere/a.txt", "fsspec+file:///nowhere/a.txt: no such file or folder"),
        ("s4://bucket/a.txt", "s4://bucket/a.txt: cannot be read: Unrecognized filesystem type"),
    ],
)
def test_what_is_not_there_is_an_error(uri: str, message: str) -> None:
    [error] = read_articles([uri])
    assert isinstance(error, ErrorRow)
    assert error.message.startswith(message)


def test_a_run_writes_goes_on_and_joins_parts_as_on_this_machine(
    stand_ins: ModuleType, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run([remote(folder)], remote(out), workers=1, chunk_size=3, make_task=stand_ins.writer)
    assert len(list((out / "articles").glob("part-*.parquet"))) == 1
    (folder / "a.txt").write_text("Bài a, bản mới")
    (folder / "a-b.html").unlink()
    (out / "dates" / "part-000900.parquet").write_text("what a killed run left")
    (out / "dates" / ".0.part-000001.parquet").write_text("what a killed run left")

    planned = plan([remote(folder)], remote(out))
    report = run([remote(folder)], remote(out), workers=1, make_task=stand_ins.writer)
    assert (planned.to_do, planned.replaced) == (1, 1)
    assert (report.done, report.removed) == (1, [f"fsspec+file://{folder}/a-b.html"])
    texts = [json.loads(row)["text"] for row in rows(out)["articles"]]
    assert (len(texts), "Bài a" in texts, "Bài a, bản mới" in texts) == (24, False, True)
    assert json.loads((out / "run.json").read_text())["rows"] == report.rows
    assert [path.name for path in (out / "dates").iterdir()] == ["part-000000.parquet"]

    again = run([remote(folder)], remote(out), workers=1, make_task=stand_ins.writer, fresh=True)
    assert (again.kept, again.rows["articles"]) == (0, 23)


def test_the_command_takes_uris(sample_run: Path, tmp_path: Path) -> None:
    out = remote(tmp_path / "out")
    command = [sys.executable, "-m", "nghiquyet", "run", remote(corpus_dir() / "articles"), "--out", out]
    ended = subprocess.run(
        [*command, "--workers", "1", "--sample", "1"], capture_output=True, text=True, check=False
    )
    assert f"{out}/articles" in ended.stdout
    found = rows(tmp_path / "out")
    for table, expected in rows(sample_run).items():
        assert [row.replace('"fsspec+file://', '"') for row in found[table]] == expected


@pytest.mark.parametrize("uri", ["s4://bucket/out", "fsspec+nothing://bucket/out"])
def test_an_output_that_cannot_be_opened_is_named_before_any_work(uri: str, folder: Path) -> None:
    with pytest.raises(OutputError, match=f"{uri.partition('+')[0]}.*cannot be opened"):
        run([folder], uri)


@pytest.mark.parametrize("made", [str, remote])
def test_a_worker_that_another_run_has_left_writes_no_more(made: type[str], tmp_path: Path) -> None:
    out = any_path(made(tmp_path))
    word = admit_workers(out)
    with admitted(out, word):
        pass
    admit_workers(out)
    with pytest.raises(WorkerError, match="is over"), admitted(out, word):
        pass
