"""Who follows docs/writing-rules.md ends with a rule that works."""

import json
from pathlib import Path

import pytest
import regex
from spacy.language import Language
from typer.testing import CliRunner

from nghiquyet.cli import app
from nghiquyet.pipeline import extract, load
from nghiquyet.workbench.bench import Bench
from nghiquyet.workbench.check import PARTS
from nghiquyet.workbench.examples import example_problems

PAGE = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
RULE = regex.search(r"(?s)```toml\n(.*?)```", PAGE)[1]
ARTICLE = regex.search(r"(?s)\$ cat bai\.txt\n(.*?)\n\n\$ ", PAGE)[1]


@pytest.fixture(scope="module")
def my_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("my-rules")
    (folder / "targets").mkdir()
    (folder / "targets" / "parts.toml").write_text(RULE, encoding="utf-8")
    return folder


def test_the_sentences_go_wrong_without_the_rule(nlp: Language) -> None:
    assert {m.rule_id for m in extract(nlp, ARTICLE)["targets"]} == {"targets.count_word", "targets.count"}


def test_the_rule_of_the_page_mends_them(my_rules: Path) -> None:
    found = [m.to_json() for m in extract(load(my_rules), ARTICLE)["targets"]]
    assert [(m["surface"], m["kind"], m["actual"], m["reference"]) for m in found] == [
        ("14 trên 19 tiêu chí", "share", 14, 19),
        ("5 trong 7 ấp", "share", 5, 7),
    ]


def test_the_rule_of_the_page_passes_the_check(my_rules: Path) -> None:
    assert [
        str(problem) for problem in example_problems(Bench.load(my_rules), {"targets.part_on_whole"})
    ] == []


@pytest.mark.parametrize("command", ["check", "diff", "explain", "coverage", "new", "draft"])
def test_the_page_speaks_of_every_command_and_each_has_its_help(command: str) -> None:
    assert f"nghiquyet rules {command}" in PAGE
    assert CliRunner().invoke(app, ["rules", command, "--help"]).exit_code == 0


def test_the_page_names_every_part_of_the_check_and_every_key() -> None:
    schema = json.loads((Path(__file__).parents[2] / "rules" / "schema.json").read_text(encoding="utf-8"))
    assert all(f"| {part} |" in PAGE for part in PARTS)
    assert all(f"`{key}`" in PAGE for key in schema["$defs"]["Rule"]["properties"])
