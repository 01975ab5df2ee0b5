"""The matches of a fragment all over an article, for the code that asks again and again what stands where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from nghiquyet.rulebook.word_index import StartIndex


@dataclass(frozen=True, eq=False)
class ArticleSearch:
    """A pattern, and the indexes of the places where it is tried."""

    pattern: "regex.Pattern[str]"
    starts: tuple[StartIndex, ...]

    def matches(self, folded: str, places: Iterable[int]) -> Iterator["regex.Match[str]"]:
        """Those that begin at `places`, which come in order; of two that overlap the first."""
        end = 0
        for place in places:
            if place >= end and (match := self.pattern.match(folded, place)):
                end = match.end()
                yield match
