"""What an article's place names tell of where it plays: gathers what `read_article_places` weighs."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.place_grammar import PlaceGrammar
from nghiquyet.resolve.places import ArticlePlaces, PlaceName, read_article_places
from nghiquyet.rulebook.folding import fold, lower

_DISTRICT_TOLD = 2.0  # how many words of a province outweigh one of a district


def article_places(analysis: Analysis, names: Sequence[PlaceName], grammar: PlaceGrammar) -> ArticlePlaces:
    """The article's own places and the meaning of its place names, which come in the order of the text."""
    title_end = max(analysis.text.find("\n"), 0)
    return read_article_places(
        names,
        grammar.gazetteer,
        date=analysis.published_on,
        title_end=title_end,
        lead_end=_lead_end(analysis, title_end),
        newspaper_province=_newspaper(analysis, grammar, title_end),
        gaps=_gaps(grammar.container_gap, names, analysis),
        beside=_gaps(grammar.separator, names, analysis),
        district_is_told=_district_is_told(analysis, grammar),
        sections=_sections(analysis, names),
    )


def _sections(analysis: Analysis, names: Sequence[PlaceName]) -> list[int]:
    """Where a digest turns to its next place: `Kon Tum: Ngày 10/7 … Khánh Hòa: Ban Chấp hành …`."""
    sentences = set(analysis.sentence_starts)
    heads = [n.start for n in names if n.start in sentences and analysis.folded.startswith(":", n.end)]
    return heads if len(heads) > 1 else []


def _lead_end(analysis: Analysis, title_end: int) -> int:
    body = len(analysis.text) - len(analysis.text[title_end:].lstrip())
    end = analysis.text.find("\n", body)
    return end if end > 0 else len(analysis.text)


def _newspaper(analysis: Analysis, grammar: PlaceGrammar, title_end: int) -> str | None:
    """The province of the newspaper, by the dateline behind the headline or by the address of the page."""
    head = analysis.folded[title_end : title_end + 60].strip().lstrip("(")
    for row in grammar.rulebook.lists["newspapers"].rows:
        word = _folded_word(row["word"])
        if head.startswith(word) and not head[len(word) : len(word) + 1].isalnum():
            return row["province"]
        if analysis.url and word.islower() and word in analysis.url:
            return row["province"]
    return None


@cache
def _folded_word(word: str) -> str:
    return fold(word)


def _district_is_told(analysis: Analysis, grammar: PlaceGrammar) -> bool:
    """Whether the words of the article's organs and places are as much of a district as of a province."""
    counts = {"province": 0, "district": 0}
    for row in grammar.rulebook.lists["place_types"].rows:
        if row["level"] in counts and not row["case"]:
            counts[row["level"]] += analysis.lower.count(f"{row['word']} ")
    for row in grammar.rulebook.lists["committees"].rows:
        level = grammar.type_row(row["word"])["level"]
        if level in counts:
            counts[level] += analysis.lower.count(lower(_folded_word(row["committee"])))
    return counts["district"] * _DISTRICT_TOLD >= counts["province"]


def _gaps(gap: "regex.Pattern[str]", names: Sequence[PlaceName], analysis: Analysis) -> list[bool]:
    """For each name, whether `gap` is all that stands between it and the next one."""
    return [gap.fullmatch(analysis.folded, a.end, b.start) is not None for a, b in pairwise(names)] + [False]
