"""The commands `nghiquyet rules …` as a maintainer runs them."""

import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from nghiquyet.cli import app
from nghiquyet.rulebook.example import parse_example
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.workbench import revision
from nghiquyet.workbench.check import check
from nghiquyet.workbench.corpus import corpus_problems

OWN = """[[rule]]
id = "targets.own_stretch"
note = "A stretch of road: `đoạn 3 km`"
pattern = '''đoạn (?P<span>{actual:number_first} (?P<unit>km))'''
set = { kind = "count" }
priority = 99
yes = [
  "sửa đoạn <m kind=count actual=3 unit=km>3 km</m>",
  "thông đoạn <m kind=count actual=1.5 unit=km>1,5 km</m> cuối",
]
no = ["đoạn 3 dài", "sửa 3 cây số"]
"""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(app, ["rules", *map(str, arguments)])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of one's own with one rule."""
    (tmp_path / "own" / "targets").mkdir(parents=True)
    (tmp_path / "own" / "targets" / "own.toml").write_text(OWN, encoding="utf-8")
    return tmp_path / "own"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bai.txt"
    path.write_text("Xã sửa đường\n\nNgày 10/5/2021, xã sửa đoạn 3 km.\n", encoding="utf-8")
    return path


def test_check_passes_over_a_sound_rule_of_ones_own(run: Run, own: Path) -> None:
    done = run("check", "--rules", own, own / "targets" / "own.toml", "--format", "json")
    report = json.loads(done.stdout)
    assert report["rules"] == 1
    assert [
        p for p in report["problems"] if p["rule"] == "targets.own_stretch" and p["severity"] == "error"
    ] == []
    assert {"load", "examples", "long runs", "gold floors"} <= report["seconds"].keys()


def test_check_says_of_the_rules_of_named_files_alone_that_they_never_match(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nghiquyet.workbench.check.PARTS", {"corpus": corpus_problems})
    monkeypatch.setattr("nghiquyet.workbench.check.ASIDE", ())
    months = rules_dir() / "dates" / "months.toml"
    assert "unfired" in {problem.kind for problem in check(files=[months]).warnings}
    assert "unfired" not in {problem.kind for problem in check().warnings}


def test_check_points_at_what_is_wrong(run: Run, own: Path) -> None:
    path = own / "targets" / "own.toml"
    path.write_text(OWN.replace("đoạn (?P", "đoạn ((?P"), encoding="utf-8")
    done = run("check", "--rules", own)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0] == f"{path}:4:19: error[pattern]: targets.own_stretch: pattern: missing )"
    assert lines[1] == "    pattern  đoạn ((?P<span>{actual:number_first} (?P<unit>km))"
    assert lines[2] == "                  ^"
    assert lines[3].startswith("    help: close the bracket")
    [problem] = json.loads(run("check", "--rules", own, "--format", "json").stdout)["problems"]
    assert (problem["line"], problem["column"], problem["kind"]) == (4, 19, "pattern")


def test_check_of_a_file_that_holds_no_rule_says_so(run: Run, tmp_path: Path) -> None:
    done = run("check", tmp_path / "none.toml")
    assert done.exit_code == 2
    assert "no rule in these files" in done.output


def test_diff_shows_what_rules_of_ones_own_change(run: Run, own: Path, article: Path) -> None:
    done = run("diff", "--rules", own, article, "--format", "json")
    report = json.loads(done.stdout)
    [change] = [change for change in report["changes"] if change["rule"] == "targets.own_stretch"]
    assert change["sentence"][change["start"] : change["end"]] == "3 km"
    assert report["articles"] == 1


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_diff_reads_the_rules_of_a_revision(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(rules_dir(), checkout / "rules", ignore=shutil.ignore_patterns("units.tsv"))
    (checkout / "rules" / "targets" / "own.toml").write_text(OWN, encoding="utf-8")
    (checkout / "rules" / "lists" / "hedges.tsv").unlink()
    git(checkout, "init", "--quiet")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "-m", "rules")
    shutil.copy(rules_dir() / "lists" / "hedges.tsv", checkout / "rules" / "lists")
    monkeypatch.setattr(revision, "rules_dir", lambda: checkout / "rules")
    done = run("diff", "--against", "HEAD", article)
    assert done.exit_code == 0, done.output
    assert "  ~ bai.txt: Ngày 10/5/2021, xã sửa đoạn [[3 km]]." in done.stdout
    assert "      rule_id: 'targets.own_stretch' -> 'targets.count'" in done.stdout
    assert "no rules of revision 'nowhere'" in " ".join(run("diff", "--against", "nowhere").output.split())


def test_explain_names_the_rule_and_its_place(run: Run, own: Path, article: Path) -> None:
    done = run("explain", article, "--rules", own, "--table", "targets")
    assert (
        f"+ targets '3 km' 42:46  targets.own_stretch (priority 99, {own}/targets/own.toml:1)" in done.stdout
    )
    [explained] = map(json.loads, run("explain", article, "--format", "json").stdout.splitlines())
    assert explained["article_id"] == "bai.txt"
    assert {c["table"] for c in explained["candidates"]} >= {"dates", "targets"}


def test_coverage_counts_the_rules_of_articles(run: Run, article: Path) -> None:
    report = json.loads(run("coverage", article, "--format", "json").stdout)
    assert report["rules"]["dates.day_year"]["records"] == 1


def test_new_gives_a_rule_that_asks_what_it_must_answer(run: Run, own: Path) -> None:
    done = run("new", "targets.own_new", "--rules", own)
    [rule] = tomllib.loads(done.stdout)["rule"]
    assert (rule["id"], rule["status"], rule["pattern"]) == ("targets.own_new", "draft", "")
    for wrong, said in {
        "targets.own_stretch": "the id is taken by",
        "figures.new": "names no table",
        "targets.Mới": "is no name",
    }.items():
        refused = run("new", wrong, "--rules", own)
        assert refused.exit_code == 2
        assert said in " ".join(refused.output.split())


def test_a_rule_that_is_not_filled_in_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "unfinished" / "targets").mkdir(parents=True)
    path = tmp_path / "unfinished" / "targets" / "own.toml"
    path.write_text(run("new", "targets.own_new").stdout, encoding="utf-8")
    assert "targets.own_new: key 'note'" in run("check", "--rules", tmp_path / "unfinished").stdout


def table(folder: Path, row: dict[str, Any]) -> None:
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([row]), folder / "part-0.parquet")


def test_draft_turns_a_record_into_examples(run: Run, tmp_path: Path) -> None:
    text = 'Xã họp.\nNgày 10/5/2021, xã "Anh hùng" kết nạp 58/130 đảng viên.\nHết.'
    start = text.index("58/130")
    record = {
        "record_id": "r1", "article_id": "a", "sentence": 1, "start": start, "end": start + 16,
        "surface": "58/130 đảng viên", "rule_id": "targets.fraction", "kind": "share", "actual": 58.0,
        "reference": 130.0, "unit": "đảng viên", "comparator": "=", "status": "result",
    }  # fmt: skip
    table(tmp_path / "out" / "targets", record)
    table(tmp_path / "out" / "articles", {"article_id": "a", "text": text, "published_at": "2021-05-12"})
    done = run("draft", "--record", "r1", tmp_path / "out")
    drafted = tomllib.loads(done.stdout)
    [yes], [no] = drafted["yes"], drafted["no"]
    assert no == 'Ngày 10/5/2021, xã "Anh hùng" kết nạp 58/130 đảng viên.'
    assert parse_example(yes).text == no
    [span] = parse_example(yes).spans
    assert span.fields == {
        "kind": "share", "actual": "58", "reference": "130", "unit": "đảng viên", "status": "result",
    }  # fmt: skip
    assert drafted["published_at"] == "2021-05-12"
    assert "found by targets.fraction (" in done.stdout
    assert "no record 'r2'" in run("draft", "--record", "r2", tmp_path / "out").output
