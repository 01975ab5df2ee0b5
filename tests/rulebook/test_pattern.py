"""Patterns: fragments put in, blanks made elastic, word lists bound."""

import pytest

from nghiquyet.rulebook.pattern import compile_pattern, elastic_blanks
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList

_FRAGMENTS = {
    "number": Fragment(pattern=r"\d+", normalise="integer"),
    "fraction": Fragment(pattern="{actual:number}/{reference:number}"),
    "noun": Fragment(list="nouns", ignore_case=True),
    "place": Fragment(list="nouns", where={"class": "place"}),
    "loop": Fragment(pattern="{:loop}"),
}
_NOUNS = WordList(
    ({"word": "xã", "class": "place"}, {"word": "xã viên", "class": "person"}), ("word", "class")
)


def test_a_fragment_becomes_a_named_group_with_its_normaliser() -> None:
    compiled = compile_pattern("{:fraction} {unit:noun}", _FRAGMENTS, {"nouns": _NOUNS})
    match = compiled.regex.fullmatch("17/21 Xã viên")
    assert match is not None
    assert match.groupdict() == {"actual": "17", "reference": "21", "unit": "Xã viên"}
    assert compiled.normalisers == {"actual": "integer", "reference": "integer"}


def test_where_picks_the_rows_of_a_list() -> None:
    compiled = compile_pattern("{:place}", _FRAGMENTS, {"nouns": _NOUNS})
    assert compiled.regex.fullmatch("xã")
    assert not compiled.regex.fullmatch("xã viên")


def test_a_pattern_is_folded_like_the_text() -> None:
    assert compile_pattern("Huyện uỷ – Hoà Bình", {}, {}).regex.fullmatch("Huyện ủy - Hòa Bình")


@pytest.mark.parametrize(
    ("pattern", "elastic"),
    [
        ("tỷ đồng", "tỷ +đồng"),
        ("a ?b", "a *b"),
        ("a *b", "a *b"),
        ("[a b] c", "[a b] +c"),
        (r"a\ b", r"a\ b"),
    ],
)
def test_a_space_matches_any_run_of_blanks(pattern: str, elastic: str) -> None:
    assert elastic_blanks(pattern) == elastic


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{:missing}", "unknown fragment 'missing'"),
        ("{:loop}", "contains itself"),
        ("{:noun}", "names no list"),
    ],
)
def test_what_cannot_be_put_in_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compile_pattern(pattern, _FRAGMENTS, {})
