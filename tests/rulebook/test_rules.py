"""The shipped rulebook passes its own check, and the check catches what it is there for."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from nghiquyet.extract.propose import PROPOSE
from nghiquyet.pipeline import load
from nghiquyet.rulebook.check import check_rules
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.rulebook import Rulebook

SOUND = r"""
[[rule]]
id = "dates.test_day"
note = "A full date"
pattern = '''ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})'''
set = { grain = "day" }
yes = ["họp <m value=2021-05-10>ngày 10/5/2021</m>", "họp <m value=2020-10-17>ngày 17/10/2020</m> tại xã"]
no = ["họp ngày 10/5", "họp sáng nay"]
"""


def test_the_shipped_rules_pass(nlp: Language) -> None:
    assert [str(problem) for problem in check_rules(nlp, Rulebook.load())] == []


@pytest.fixture
def rulebook(tmp_path: Path) -> Callable[[str], Rulebook]:
    """A rulebook of one rule beside the shipped fragments and lists."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_dir(), folder, ignore=shutil.ignore_patterns("[!_]*.toml"))
    made = 0

    def make(rule: str) -> Rulebook:
        nonlocal made
        made += 1
        copy = tmp_path / str(made)
        shutil.copytree(folder, copy)
        (copy / "dates" / "test.toml").write_text(rule, encoding="utf-8")
        return Rulebook.load(copy)

    return make


def problems(nlp: Language, rulebook: Rulebook) -> list[str]:
    """What the check says, with the pipeline's rules put aside for these."""
    proposer = nlp.get_pipe(PROPOSE)
    kept, proposer.rulebook = proposer.rulebook, rulebook
    try:
        return [problem.message for problem in check_rules(nlp, rulebook)]
    finally:
        proposer.rulebook = kept


def test_a_sound_rule_has_no_problem(nlp: Language, rulebook: Callable[[str], Rulebook]) -> None:
    assert problems(nlp, rulebook(SOUND)) == []


def test_the_rule_that_the_readme_shows_is_sound(nlp: Language, rulebook: Callable[[str], Rulebook]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert problems(nlp, rulebook(shown)) == []


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        pytest.param("2021-05-10>", "2021-10-05>", "value is '2021-05-10'", id="a swapped value"),
        pytest.param(
            r"(?P<month>\d{1,2})", r"(?:\d{1,2})", "expected 'ngày 10/5/2021'", id="a group that was dropped"
        ),
        pytest.param(
            "họp <m value=2021-05-10>ngày", "<m value=2021-05-10>họp ngày", "expected 'họp ngày 10/5/2021'",
            id="a mark that begins too early",
        ),
        pytest.param(
            '"họp ngày 10/5"', '"họp ngày 10/5/2022"', "'họp ngày 10/5/2022' gives", id="a match in `no`"
        ),
        pytest.param('"họp ngày 10/5", ', "", "at least 2 `yes` and 2 `no`", id="too few examples"),
        pytest.param("value=2020-10-17", "worth=2020-10-17", "no field of dates", id="a field that is none"),
        pytest.param("</m> tại", " tại", "not closed", id="a mark that is not closed"),
        pytest.param("note =", 'verify = "none"\nnote =', "no verifier 'none'", id="an unknown verifier"),
    ],
)  # fmt: skip
def test_the_check_catches(
    nlp: Language, rulebook: Callable[[str], Rulebook], written: str, instead: str, said: str
) -> None:
    assert written in SOUND
    assert any(said in message for message in problems(nlp, rulebook(SOUND.replace(written, instead))))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        pytest.param(SOUND + SOUND, "the id is taken by", id="an id that comes twice"),
        pytest.param(
            SOUND.replace("ngày (", "{:no_such_fragment} ("), "unknown fragment", id="an unknown fragment"
        ),
        pytest.param(
            SOUND.replace("(?P<day>", "((?P<day>"), "pattern: ", id="a pattern that does not compile"
        ),
        pytest.param(
            SOUND.replace("dates.test_day", "people.test_day"), "must begin with", id="an id of elsewhere"
        ),
        pytest.param(SOUND.replace("note =", "nota ="), "'note'", id="a key that is none"),
        pytest.param(SOUND.replace('"day" }', '"day"'), "not TOML", id="a file that is no TOML"),
    ],
)
def test_a_rule_that_cannot_be_used_names_its_place(
    rulebook: Callable[[str], Rulebook], rule: str, said: str
) -> None:
    with pytest.raises(RuleError, match=rf"dates/test\.toml:\d+: .*{said}"):
        rulebook(rule)


def test_another_rules_folder_makes_another_pipeline(
    rulebook: Callable[[str], Rulebook], tmp_path: Path
) -> None:
    rulebook(SOUND)
    nlp = load(tmp_path / "1")
    doc = nlp("Họp ngày 10/5/2021, quý I/2024.")
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("ngày 10/5/2021", "DATES")]
