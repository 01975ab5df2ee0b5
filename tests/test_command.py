"""The command as a user runs it: a process of its own, from another folder."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from nghiquyet import __version__
from nghiquyet.batch.run import run
from nghiquyet.records import MENTIONS, TABLES
from nghiquyet.rulebook.location import corpus_dir, rules_dir

TEXT = "Ba Tri kết nạp đảng viên\n\nNgày 10/5/2021, Huyện ủy Ba Tri kết nạp 58/130 đảng viên (đạt 44,62%).\n"
HEAVY = {"spacy", "pandas", "pyarrow", "underthesea", "numpy", "jinja2"}


@pytest.fixture
def nghiquyet(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    def command(*arguments: object, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "nghiquyet", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return command


Command = Callable[..., "subprocess.CompletedProcess[str]"]


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys, nghiquyet.cli\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))\n"
        "sys.argv = ['nghiquyet', '--help']\n"
        "try: nghiquyet.cli.main()\n"
        f"finally: print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[]\n")
    assert done.stdout.endswith("[]\n")
    assert "extract" in done.stdout


def test_version(nghiquyet: Command) -> None:
    assert nghiquyet("--version").stdout.strip() == __version__


def test_extract_prints_what_the_scorer_reads(nghiquyet: Command, tmp_path: Path) -> None:
    (tmp_path / "bài.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"PK\x03\x04\x00\x00")
    (tmp_path / "latin.txt").write_bytes("Hội nghị".encode("utf-16-be")[1:] + b"\xff\xfe")
    good = json.dumps({"article_id": "x", "text": "Họp ngày 3/2/2024", "published_at": "2024-02-04"})
    (tmp_path / "lines.jsonl").write_text(f"{good}\n{{bad\n[1]\n")
    gold = corpus_dir() / "gold" / "b01.json"
    done = nghiquyet(
        "extract", "bài.txt", "empty.txt", "binary.txt", "latin.txt", "lines.jsonl", gold, "none.txt"
    )

    assert done.returncode == 1
    articles = {article["article_id"]: article for article in map(json.loads, done.stdout.splitlines())}
    assert list(articles) == ["bài.txt", "x", "b01"]
    for article in articles.values():
        check_mentions(article)
    [target] = articles["bài.txt"]["targets"]
    assert (target["kind"], target["actual"], target["reference"], target["percent"]) == (
        "progress",
        58,
        130,
        44.62,
    )
    assert "upper" not in target
    assert articles["x"]["published_at"] == "2024-02-04"
    assert articles["b01"]["text"] == json.loads(gold.read_text(encoding="utf-8"))["text"]

    errors = done.stderr.splitlines()
    places = (
        "empty.txt: ",
        "binary.txt: ",
        "latin.txt: ",
        "lines.jsonl:2: ",
        "lines.jsonl:3: ",
        "none.txt: ",
    )
    assert len(errors) == len(places)
    for error, place in zip(errors, places, strict=True):
        assert error.startswith(place)


def check_mentions(article: dict[str, Any]) -> None:
    for table in MENTIONS:
        for mention in article[table]:
            assert article["text"][mention["start"] : mention["end"]] == mention["surface"]
            assert mention["rule_id"]
            assert mention["article_id"] == article["article_id"]
            assert None not in mention.values()


def test_extract_reads_a_text_from_standard_input(nghiquyet: Command) -> None:
    done = nghiquyet("extract", "-", stdin=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    [article] = map(json.loads, done.stdout.splitlines())
    assert [mention["surface"] for mention in article["targets"]] == ["58/130 đảng viên (đạt 44,62%)"]


def test_extract_reads_json_lines_from_standard_input(nghiquyet: Command) -> None:
    lines = [json.dumps({"article_id": str(n), "text": TEXT}) for n in range(2)]
    done = nghiquyet("extract", "-", stdin="\n" + "\n".join(lines))
    assert [json.loads(line)["article_id"] for line in done.stdout.splitlines()] == ["0", "1"]


def test_run_writes_every_table_and_its_account(nghiquyet: Command, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": ""}\n')
    done = nghiquyet("run", "in", "--out", "out", "--workers", 1, "--sample", 1)
    assert done.returncode == 1
    assert any(line.startswith("in/b.jsonl:1: ") for line in done.stderr.splitlines())
    tables = {table: pd.read_parquet(tmp_path / "out" / table) for table in TABLES}
    assert tables["articles"]["article_id"].tolist() == ["sub/a.txt"]
    assert tables["errors"]["article_id"].tolist() == ["b.jsonl:1"]
    assert tables["targets"]["percent"].tolist() == [44.62]
    account = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert account["rows"] == {table: len(frame) for table, frame in tables.items()}
    assert account["versions"]["nghiquyet"] == __version__
    assert account["rules_digest"]
    assert "targets: 58/130 đảng viên (đạt 44,62%)" in done.stdout
    assert "2 articles, 1 of them lost" in done.stdout


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    nghiquyet: Command, stand_ins: ModuleType, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()

    def dry_run(*options: str) -> tuple[str, str]:
        done = nghiquyet("run", folder, "--out", out, "--dry-run", *options)
        assert done.returncode == 0
        return done.stdout, done.stderr

    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Bài {name}")
    assert dry_run() == ("3 articles to do, 0 of which replace rows; 0 to keep\n", "")
    assert not out.exists()

    run([folder], out, workers=1, make_task=stand_ins.writer)
    written = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("Bài b, bản mới")
    (folder / "d.txt").write_text("Bài d")
    (folder / "e.txt").write_text("")
    said, warned = dry_run()
    assert said == "3 articles to do, 1 of which replace rows; 1 to keep\n"
    assert "e.txt: holds no text" in warned
    assert "a.txt: no longer among the inputs; its rows stay" in warned
    assert dry_run("--fresh")[0] == "4 articles to do, 0 of which replace rows; 0 to keep\n"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == written


def test_a_run_names_what_is_no_longer_among_its_inputs_and_keeps_its_rows(
    nghiquyet: Command, stand_ins: ModuleType, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Bài {name}")
    run([folder], out, workers=1, make_task=stand_ins.writer)
    (folder / "b.txt").unlink()
    done = nghiquyet("run", folder, "--out", out)
    assert (done.returncode, done.stderr.count("no longer among the inputs")) == (0, 1)
    assert f"{folder}/b.txt: no longer among the inputs; its rows stay (--fresh removes them)" in done.stderr
    assert sorted(pd.read_parquet(out / "articles")["article_id"]) == ["a.txt", "b.txt"]


def test_without_the_word_layer_an_article_has_other_rows(nghiquyet: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert nghiquyet("run", "a.txt", "--out", "out", "--workers", 1, "--ner", "off").returncode == 0
    for ner, said in (("off", "0 articles to do"), ("full", "1 articles to do, 1 of which replace rows")):
        assert nghiquyet("run", "a.txt", "--out", "out", "--dry-run", "--ner", ner).stdout.startswith(said)


def test_run_into_a_place_below_a_file_says_so_before_any_work(nghiquyet: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = nghiquyet("run", "a.txt", "--out", "a.txt/out")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("a.txt/out: cannot write here")
    assert "Traceback" not in done.stderr


def test_show_writes_one_page(nghiquyet: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = nghiquyet("show", "a.txt", "--out", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'class="targets"' in page


def test_show_names_what_it_cannot_read(nghiquyet: Command) -> None:
    done = nghiquyet("show", "none.txt", "--out", "page.html")
    assert done.returncode == 1
    assert done.stderr.startswith("none.txt: ")


def test_evaluate_prints_a_line_a_table(nghiquyet: Command, tmp_path: Path) -> None:
    gold = json.loads((corpus_dir() / "gold" / "b01.json").read_text(encoding="utf-8"))
    (tmp_path / "b01.json").write_text(json.dumps(gold), encoding="utf-8")
    done = nghiquyet("evaluate", tmp_path, "--errors", 1)
    assert done.returncode == 0
    first_words = [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert first_words == ["table", *MENTIONS]


def test_evaluate_without_gold_says_so(nghiquyet: Command, tmp_path: Path) -> None:
    done = nghiquyet("evaluate", tmp_path)
    assert done.returncode == 2
    assert "no gold article" in done.stderr


def test_evaluate_names_the_groups_where_none_is_meant(nghiquyet: Command) -> None:
    done = nghiquyet("evaluate", "--group", "b01")
    assert done.returncode == 2
    assert "no article of the group 'b01'; groups: b, n" in done.stderr


def test_rules_check_names_file_line_and_rule(nghiquyet: Command, broken_rules: Path) -> None:
    done = nghiquyet("rules", "check", "--rules", broken_rules, broken_rules / "dates" / "test.toml")
    assert done.returncode == 1
    assert done.stdout.startswith("rules/dates/test.toml:6:9: error[accident]: dates.test: ")


def test_a_rule_that_cannot_be_read_is_named(nghiquyet: Command, broken_rules: Path) -> None:
    (broken_rules / "dates" / "test.toml").write_text(
        "[[rule]]\nid = 'dates.test'\npattern = '('\nnote = 'x'\n"
    )
    done = nghiquyet("rules", "check", "--rules", broken_rules)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "rules/dates/test.toml:3:12: error[pattern]: dates.test: pattern: missing )"
    )
    done = nghiquyet("extract", "-", "--rules", broken_rules, stdin=TEXT)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{broken_rules}/dates/test.toml:3: dates.test: pattern: missing )")


@pytest.fixture
def broken_rules(tmp_path: Path) -> Path:
    """A copy of the rulebook's data with one rule, whose example does not hold."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_dir(), folder, ignore=shutil.ignore_patterns("[!_]*.toml"))
    (folder / "dates" / "test.toml").write_text(
        "[[rule]]\nid = 'dates.test'\nnote = 'A test'\npattern = 'hôm qua'\nset = { grain = 'day' }\n"
        "yes = ['<m>hôm nay</m>', '<m>hôm nay</m> họp']\nno = ['hôm kia', 'ngày mai']\n",
        encoding="utf-8",
    )
    return folder
