"""Fragments that articles are searched for: their `starts` hide nothing."""

import pytest

from nghiquyet.extract.analysis import Analysis
from nghiquyet.read import read_articles
from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.location import corpus_dir
from nghiquyet.rulebook.rulebook import Rulebook

SEARCHED = [
    (table, name)
    for table in MENTIONS
    for name, fragment in Rulebook.load().fragments.items()
    if fragment.starts and name.startswith(f"{table}.")
]


@pytest.mark.parametrize(("table", "fragment"), SEARCHED)
def test_starts_hide_nothing(table: str, fragment: str) -> None:
    book = Rulebook.load().for_table(table)
    for raw in read_articles([corpus_dir() / "gold"]):
        analysis = Analysis(text=raw.body)
        found = [match.span() for match in analysis.matches(book.article_search(fragment))]
        assert found == [match.span() for match in book.searcher(fragment).finditer(analysis.folded)]


def test_a_stretch_has_the_matches_that_lie_within_it() -> None:
    search = Rulebook.load().for_table("targets").article_search("status_cue")
    analysis = Analysis(text="Xã phấn đấu trồng 5 ha, đã trồng 3 ha, dự kiến thêm 1 ha.")
    assert [m.group() for m in analysis.matches(search)] == ["phấn đấu", "đã", "dự kiến"]
    assert [m.group() for m in analysis.matches(search, (5, 30))] == ["đã"]
    assert [m.group() for m in analysis.matches(search, (3, 45))] == ["phấn đấu", "đã"]
