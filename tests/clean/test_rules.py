"""The cleaning rules keep what their examples say, and their checker sees when they do not."""

from pathlib import Path

import pytest

from nghiquyet.clean import CleaningRules
from nghiquyet.clean.check import check_cleaning
from nghiquyet.rulebook.errors import RuleError

FRAGMENTS = "[name_separator]\npattern = ','\n"
RULE = """
[[line]]
id      = "clean.views"
note    = "How often the page was read"
where   = ["foot"]
effect  = "drop"
pattern = '''Lượt xem: {pattern}'''
yes     = ["Lượt xem: 12", "Lượt xem: 1.204"]
no      = ["Lượt xem: chưa có", "12 lượt xem"]
"""


def rules_folder(folder: Path, text: str) -> Path:
    (folder / "gazetteer").mkdir()
    (folder / "clean").mkdir()
    (folder / "clean" / "_fragments.toml").write_text(FRAGMENTS, encoding="utf-8")
    (folder / "clean" / "page.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_rules_are_what_their_examples_say() -> None:
    assert [str(problem) for problem in check_cleaning(CleaningRules.load())] == []


def test_a_rule_that_holds_has_no_problem(tmp_path: Path) -> None:
    folder = rules_folder(tmp_path, RULE.replace("{pattern}", r"[\d.]+"))
    assert list(check_cleaning(CleaningRules.load(folder))) == []


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (r"\d+", "`yes` example 'Lượt xem: 1.204' does not match"),
        (r".*", "`no` example 'Lượt xem: chưa có' matches"),
        (r"(?P<author>[\d.]+)", "gives {'author': '12'}, not {}"),
    ],
)
def test_a_rule_that_does_not_hold_is_named_with_its_place(
    tmp_path: Path, pattern: str, message: str
) -> None:
    folder = rules_folder(tmp_path, RULE.replace("{pattern}", pattern))
    problems = [str(problem) for problem in check_cleaning(CleaningRules.load(folder))]
    assert any(message in problem for problem in problems)
    assert all("page.toml:2: clean.views: " in problem for problem in problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE.replace("{pattern}", "("), "page.toml:2: clean.views: "),
        (RULE.replace("{pattern}", "{:nothing}"), "unknown fragment 'nothing'"),
        (RULE + RULE, "the id is taken"),
        (RULE.replace("foot", "margin"), "key 'where.0'"),
        (RULE.replace("pattern =", "phrases = ['x']\npattern ="), "either `phrases` or `pattern`"),
    ],
)
def test_a_rule_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RuleError, match=r"page\.toml") as caught:
        CleaningRules.load(rules_folder(tmp_path, text))
    assert message in str(caught.value)
