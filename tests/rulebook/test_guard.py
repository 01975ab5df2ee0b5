"""Guarded patterns: a word that a pattern cannot stand beside spares the search and changes nothing."""

import json
from pathlib import Path

import pytest
import regex

from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.guard import PatternBefore, PatternBehind
from nghiquyet.rulebook.rulebook import Rulebook

_OFTEN = 10  # times after which a word is no news
_GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("*.json"))[:12]


def _texts() -> list[str]:
    return [fold(json.loads(path.read_text(encoding="utf-8"))["text"]) for path in _GOLD]


def _span(match: "regex.Match[str] | None") -> tuple[int, int] | None:
    return match.span() if match else None


@pytest.mark.parametrize(
    "pattern", ["so với *", "(?<=cao )hơn *", "(?<!không )hơn *", "[^,]{1,40} là *", " *"]
)
@pytest.mark.parametrize(
    "text", ["tăng cao hơn 5%", "không hơn 5%", "so  với năm trước", "Kết quả đạt được là 5"]
)
def test_what_stands_before_any_place_is_what_the_pattern_finds_there(pattern: str, text: str) -> None:
    plain = regex.compile(f"(?r){pattern}")
    guarded = PatternBefore(plain)
    for end in [*range(len(text) + 1)] * _OFTEN:
        assert _span(guarded.match(text, end)) == _span(plain.match(text, 0, end))


@pytest.mark.parametrize(
    "pattern", ["huyện(?! ủy)", "(?<=cấp )huyện", r"\Bện", " *xã hội", r"\p{Lu}\w+ \p{Lu}\w+"]
)
@pytest.mark.parametrize(
    "text", ["cấp huyện và xã", "huyện ủy An Biên", "phát triển xã  hội", "Huyện Ba Tri"]
)
def test_what_stands_behind_any_place_is_what_the_pattern_finds_there(pattern: str, text: str) -> None:
    plain = regex.compile(pattern)
    guarded = PatternBehind(plain)
    for start in [*range(len(text) + 1)] * _OFTEN:
        assert _span(guarded.match(text, start)) == _span(plain.match(text, start))
        for end in range(start, len(text) + 1):
            assert _span(guarded.match(text, start, end)) == _span(plain.match(text, start, end))


def test_beside_a_word_that_is_often_met_in_vain_nothing_is_searched() -> None:
    searched: list[str] = []

    class Watched:
        pattern = "hơn "

        def match(self, text: str, *place: int, partial: bool = False) -> None:  # noqa: ARG002
            if not partial:
                searched.append(text)

    guarded = PatternBefore(Watched())  # type: ignore[arg-type]
    texts = [f"năm {year} với 5" for year in range(1990, 2020)]
    for text in texts:
        assert guarded.match(text, text.index("v") + 4) is None
    assert searched
    assert len(searched) < len(texts) / 2


@pytest.mark.parametrize(
    "fragment", ["comparison_base", "indicator_tail", "no_scope_before", "hedge", "measure"]
)
def test_fragments_match_at_every_word_of_an_article_as_without_the_guard(fragment: str) -> None:
    book = Rulebook.load()
    before = book.compile(f"(?r){{:{fragment}}} *").regex
    behind = book.compile(f"{{:{fragment}}}").regex
    found = 0
    for text in _texts():
        for blank in regex.finditer(r"\s", text):
            place = blank.end()
            wanted = _span(before.match(text, 0, place))
            found += wanted is not None
            assert _span(book.before(fragment, text, place)) == wanted
            assert _span(book.searcher(fragment).match(text, place)) == _span(behind.match(text, place))
    assert found
