"""Articles and tables in S3, as a server on this machine speaks it: the tables are those of a local run."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from moto.server import ThreadedMotoServer

from batch.tables import rows
from nghiquyet.batch.errors import OutputError
from nghiquyet.batch.run import run
from nghiquyet.filesystem import any_path
from nghiquyet.read import read_articles
from nghiquyet.records import ErrorRow
from nghiquyet.rulebook.location import corpus_dir

SAMPLE = corpus_dir() / "articles"

Uri = Callable[[str], str]


@pytest.fixture
def uri(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Uri]:
    """The URI of a place in the store, which has a bucket `archive`."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    caplog.set_level(logging.WARNING, "werkzeug")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {"endpoint_override": f"{host}:{port}", "scheme": "http", "region": "us-east-1"}

    def of(place: str, **more: str) -> str:
        return f"s3://{place}?{urlencode(options | more)}"

    any_path(of("archive", allow_bucket_creation="true")).mkdir()
    yield of
    server.stop()


def put(folder: str, *files: Path) -> None:
    for file in files:
        (any_path(folder) / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")


def nghiquyet_run(*arguments: str) -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "nghiquyet", "run", *arguments, "--workers", "1"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_run_that_goes_on_from_another_makes_the_tables_of_a_local_run(uri: Uri, sample_run: Path) -> None:
    source, out = uri("archive/in"), uri("archive/tables/2024")
    first, *others = sorted(SAMPLE.glob("*.txt"))
    put(source, first)
    nghiquyet_run(source, "--out", out)
    put(source, *others, *SAMPLE.glob("*.jsonl"))
    said = nghiquyet_run(source, "--out", out, "--engine", "dask")
    assert "articles, 1 of them done before" in said
    found = rows(any_path(out))
    for table, expected in rows(sample_run).items():
        assert [row.replace("s3://archive/in", str(SAMPLE)) for row in found[table]] == expected


def test_a_bucket_that_is_not_there_is_named(uri: Uri) -> None:
    with pytest.raises(OutputError, match=r"s3://nowhere/out: cannot write here .*'nowhere' not found"):
        run([], uri("nowhere/out"))


def test_a_store_that_does_not_answer_is_an_error_of_its_input(uri: Uri) -> None:
    nobody = uri("archive/in", endpoint_override="127.0.0.1:1")
    [error] = read_articles([nobody])
    assert isinstance(error, ErrorRow)
    assert error.message.startswith("s3://archive/in: cannot be read: ")
    assert "connect" in error.message
