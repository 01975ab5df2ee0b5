"""Patterns: fragments put in, blanks made elastic, word lists bound."""

import pytest

from nghiquyet.rulebook.pattern import LONGEST_BLANK, PatternError, compile_pattern, elastic_blanks
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


@pytest.mark.parametrize("blank", [" ", " ?", " *", " +"])
@pytest.mark.parametrize("written", [" ", "   ", " " * LONGEST_BLANK])
def test_a_space_matches_any_run_of_blanks(blank: str, written: str) -> None:
    assert compile_pattern(f"tỷ{blank}đồng", {}, {}).regex.fullmatch(f"tỷ{written}đồng")


@pytest.mark.parametrize(("blank", "missing"), [(" ?", True), (" *", True), (" ", False), (" +", False)])
def test_a_space_may_be_missing_where_the_pattern_says_so(blank: str, missing: bool) -> None:
    assert bool(compile_pattern(f"2{blank}%", {}, {}).regex.fullmatch("2%")) == missing


@pytest.mark.parametrize(
    ("pattern", "elastic"), [("[a b]{2}", "[a b]{2}"), (r"a\ b", r"a\ b"), ("a {2}b", "a {2}b")]
)
def test_a_space_in_a_class_escaped_or_counted_is_itself(pattern: str, elastic: str) -> None:
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


@pytest.mark.parametrize(
    ("pattern", "blamed", "message", "advice"),
    [
        (r"ngày (\d+", r"(", "missing )", "close the bracket"),
        (r"{a:number}/[0-9", "[", "unterminated character set", "close it with ]"),
        (r"tăng *+{2}", None, "multiple repeat", "(?:…)+"),
        ("từ {:nubmer} đến", "{:nubmer}", "unknown fragment 'nubmer'", "did you mean 'number'?"),
    ],
)
def test_an_error_points_into_the_pattern_as_it_is_written(
    pattern: str, blamed: str | None, message: str, advice: str
) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern, _FRAGMENTS, {"nouns": _NOUNS})
    error = caught.value
    assert message in error.message
    assert advice in error.advice
    if blamed:
        assert pattern[error.start :].startswith(blamed)


def test_an_error_of_a_fragment_points_to_where_it_is_put_in() -> None:
    fragments = _FRAGMENTS | {"broken": Fragment(pattern="(x")}
    with pytest.raises(PatternError, match="fragment 'broken' cannot be compiled") as caught:
        compile_pattern("a {:number} {:broken}", fragments, {})
    assert caught.value.start == len("a {:number} ")


def test_a_long_part_that_is_repeated_is_written_once_and_found_alike() -> None:
    words = tuple({"word": f"đơn vị {number}"} for number in range(9_000))
    lists = {"many": WordList(words, ("word",))}
    once = compile_pattern("(?P<a>{:many}) và (?P<b>{:many})", {"many": Fragment(list="many")}, lists).regex
    match = once.fullmatch("đơn vị 7 và đơn vị 8999")
    assert match is not None
    assert (match["a"], match["b"]) == ("đơn vị 7", "đơn vị 8999")
    assert once.fullmatch("đơn vị 7 và đơn vị 9000") is None
    twice_as_long = compile_pattern("(?P<a>{:many}) và", {"many": Fragment(list="many")}, lists).regex
    assert len(once.pattern) < 1.1 * len(twice_as_long.pattern)


def test_a_part_that_is_repeated_where_case_is_ignored_is_not_shared() -> None:
    lists = {"many": WordList(tuple({"word": f"xã {number}"} for number in range(9_000)), ("word",))}
    pattern = compile_pattern("{:many}, (?i:{:many}), {:many}", {"many": Fragment(list="many")}, lists).regex
    assert pattern.fullmatch("xã 1, XÃ 2, xã 3")
    assert pattern.fullmatch("xã 1, XÃ 2, XÃ 3") is None
