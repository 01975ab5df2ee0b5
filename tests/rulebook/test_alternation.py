"""A word list as one expression: any word, the longest first, from whichever end it is matched."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.rulebook.alternation import alternation

WORDS = ["bò", "con bò", "đảng viên", "đảng", "Đảng bộ (cơ sở)"]
SYLLABLES = st.text("aăbô -(.", min_size=1, max_size=5)


def test_the_longest_word_wins() -> None:
    assert regex.match(alternation(WORDS), "đảng viên mới").group() == "đảng viên"
    assert regex.match(alternation(WORDS), "đảng ủy").group() == "đảng"


def test_a_shorter_word_fits_where_the_rest_of_the_pattern_asks_for_it() -> None:
    assert regex.match(alternation(WORDS) + " viên", "đảng viên").group() == "đảng viên"


def test_signs_of_the_syntax_are_letters() -> None:
    assert regex.fullmatch(alternation(WORDS), "Đảng bộ (cơ sở)")


def test_backwards_the_longest_word_that_ends_there_wins() -> None:
    backwards = regex.compile(f"(?r){alternation(WORDS, backwards=True)}")
    assert backwards.match("5 con bò", endpos=8).group() == "con bò"


@given(st.lists(SYLLABLES, min_size=1, max_size=8), SYLLABLES)
def test_it_matches_the_words_and_nothing_else(words: list[str], text: str) -> None:
    for backwards in (False, True):
        found = regex.fullmatch(alternation(words, backwards=backwards), text)
        assert bool(found) == (text in words)
