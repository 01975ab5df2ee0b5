"""Rules folders: what cannot be used is refused at its place, and one folder may be laid over another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nghiquyet.clean import CleaningRules
from nghiquyet.pipeline import extract, load
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.rulebook import Rulebook, rule_problems, rules_digest

DAY = r"""[[rule]]
id = "dates.test_day"
note = "A full date"
pattern = '''ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})'''
set = { grain = "day" }
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of a folder of rules and gives the folder."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path / "rules"

    return write_file


def test_a_fragment_that_starts_nowhere_is_refused_at_its_line(write: Write) -> None:
    folder = write(
        "targets/_fragments.toml",
        """[promise]\nnote = "Words of a promise"\nstarts = "nowhere"\npattern = 'hứa'\n""",
    )
    [problem] = rule_problems(folder)
    assert (problem.file.name, problem.line, problem.rule) == ("_fragments.toml", 3, "promise")
    assert "'nowhere'" in problem.message


@pytest.mark.parametrize(
    ("written", "instead", "line", "said", "advice"),
    [
        pytest.param(DAY, DAY + DAY, 6, "the id is taken by", "choose another", id="an id that comes twice"),
        pytest.param(
            "ngày (", "{:no_such_thing} (", 4, "unknown fragment 'no_such_thing'", "_fragments.toml",
            id="an unknown fragment",
        ),
        pytest.param("(?P<day>", "((?P<day>", 4, "missing )", "close the bracket", id="a bad pattern"),
        pytest.param("dates.test", "people.test", 1, "must begin with", "call it dates.", id="a wrong id"),
        pytest.param("note =", "nota =", 1, "'note': is missing", "What it finds", id="a missing key"),
        pytest.param("note =", "priorty = 1\nnote =", 3, "no such key", "'priority'", id="an unknown key"),
        pytest.param("set =", "priority = 101\nset =", 5, "'priority': ", "higher wins", id="a bad value"),
        pytest.param("set =", 'needs = "ngày "\nset =', 5, "is no list", "Literals", id="a text for a list"),
        pytest.param("dates.test", "Dates test", 2, "not written as", "`table.name`", id="an odd id"),
        pytest.param('"day" }', '"day"', 5, "not TOML", "'''", id="a file that is no TOML"),
        pytest.param("[[rule]]", "[[rules]]", 1, "unknown table 'rules'", "[[rule]]", id="a wrong heading"),
        pytest.param("set =", 'starts = "nowhere"\nset =', 5, "'nowhere'", "begin", id="an unknown start"),
        pytest.param("pattern = ", "# pattern = ", 1, "`pattern` is missing", "", id="no pattern"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_at_its_line(
    write: Write, *, written: str, instead: str, line: int, said: str, advice: str
) -> None:
    assert written in DAY
    folder = write("dates/test.toml", DAY.replace(written, instead))
    [problem, *_] = rule_problems(folder)
    assert (problem.file, problem.line) == (folder / "dates" / "test.toml", line)
    assert said in problem.message
    assert advice in problem.help
    with pytest.raises(RuleError, match=r"dates/test\.toml:\d+: "):
        Rulebook.load(folder)


def test_all_bad_rules_are_told_at_once(write: Write) -> None:
    write("dates/a.toml", DAY.replace("ngày (", "ngày (("))
    folder = write("units/b.toml", DAY.replace("dates.", "units.").replace("note", "nota"))
    assert [problem.file.name for problem in rule_problems(folder)] == ["a.toml", "b.toml"]


@pytest.mark.parametrize("name", ["mine.toml", "date/mine.toml"])
def test_a_file_that_would_not_be_read_is_refused(write: Write, name: str) -> None:
    [problem] = rule_problems(write(name, DAY))
    assert problem.message == "this file is not read"
    assert "<table>/<name>.toml" in problem.help


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    [problem] = rule_problems(tmp_path / "none")
    assert problem.message == "no such folder"


OWN = """[[rule]]
id = "targets.own_kilometres"
note = "A stretch of road"
pattern = '''đoạn (?P<span>{actual:number} (?P<unit>km))'''
set = { kind = "count" }
priority = 99
"""


def test_a_folder_is_laid_over_the_shipped_one(write: Write) -> None:
    shipped = Rulebook.load()
    folder = write("targets/own.toml", OWN)
    write("lists/hedges.tsv", "word\tcomparator\nchừng đâu\t~\nkhoảng\t=\n")
    book = Rulebook.load(folder)
    assert {c.rule.id for c in book.rules} == {c.rule.id for c in shipped.rules} | {"targets.own_kilometres"}
    assert book.lists["hedges"].by_key["chừng đâu"]["comparator"] == "~"
    assert book.lists["hedges"].by_key["khoảng"]["comparator"] == "="
    assert len(book.lists["hedges"].words) == len(shipped.lists["hedges"].words) + 1
    assert rules_digest(folder) == book.digest != shipped.digest
    found = extract(load(folder), "Ngày 10/5/2021, xã sửa đoạn 3 km.")
    assert [m.rule_id for m in found["targets"]] == ["targets.own_kilometres"]
    assert [m.surface for m in found["dates"]] == ["Ngày 10/5/2021"]


def test_a_rule_of_the_upper_folder_replaces_the_shipped_one_in_its_place(write: Write) -> None:
    shipped = Rulebook.load()
    replaced = shipped.rules[3].rule.id
    table = replaced.split(".")[0]
    folder = write(f"{table}/own.toml", OWN.replace("targets.own_kilometres", replaced))
    book = Rulebook.load(folder)
    assert [c.rule.id for c in book.rules] == [c.rule.id for c in shipped.rules]
    assert book.rules[3].rule.note == "A stretch of road"


def test_a_retired_rule_needs_no_pattern_and_finds_nothing(write: Write) -> None:
    retired = "[[rule]]\nid = 'dates.day_year'\nnote = 'Not wanted here'\nstatus = 'retired'\n"
    book = Rulebook.load(write("dates/own.toml", retired))
    assert "dates.day_year" not in {c.rule.id for c in book.rules}
    assert book.retired == {"dates.day_year"}


def test_a_folder_with_a_gazetteer_is_a_rulebook_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(rules_dir(), folder, ignore=shutil.ignore_patterns("[!_]*.toml"))
    (folder / "dates" / "test.toml").write_text(DAY, encoding="utf-8")
    assert [c.rule.id for c in Rulebook.load(folder).rules] == ["dates.test_day"]
    doc = load(folder)("Họp ngày 10/5/2021, quý I/2024.")
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("ngày 10/5/2021", "DATES")]


def test_fragments_of_a_table_come_first_for_its_rules_and_change_nothing_for_others(write: Write) -> None:
    write(
        "targets/_fragments.toml",
        "[year]\npattern = '''năm thứ {:ordinal_here}'''\n[ordinal_here]\npattern = 'nhất'\n",
    )
    folder = write("targets/own.toml", OWN.replace("đoạn ", "{:year}, đoạn "))
    book = Rulebook.load(folder)
    [own] = [c for c in book.rules if c.rule.id == "targets.own_kilometres"]
    assert own.pattern.regex.search("năm thứ nhất, đoạn 3 km")
    assert book.for_table("targets").searcher("year").fullmatch("năm thứ nhất")
    assert book.searcher("targets.year").fullmatch("năm thứ nhất")
    assert book.for_table("dates").searcher("year").fullmatch("2021")
    assert book.searcher("year").fullmatch("2021")
    assert book.searcher("ordinal_here").fullmatch("nhất")


def test_cleaning_rules_are_laid_over_the_shipped_ones_too(write: Write) -> None:
    folder = write("targets/own.toml", OWN)
    shipped = [rule.id for rule in CleaningRules.load().rules]
    assert [rule.id for rule in CleaningRules.load(folder).rules] == shipped
    line = (
        "[[line]]\nid = 'clean.own'\nnote = 'x'\nwhere = ['foot']\neffect = 'drop'\nphrases = ['Xem thêm']\n"
    )
    write("clean/own.toml", line)
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    assert [rule.id for rule in CleaningRules.load(other).rules] == [*shipped, "clean.own"]
