"""All that the stages learn of one article, kept whole in `doc._.nghiquyet`."""

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import chain

import regex
from spacy.tokens import Doc

from nghiquyet.extract.candidate import Candidate, Span
from nghiquyet.records import MENTIONS, Mention
from nghiquyet.resolve.places import ArticlePlaces
from nghiquyet.rulebook.article_search import ArticleSearch
from nghiquyet.rulebook.folding import fold, lower
from nghiquyet.rulebook.word_index import StartIndex
from nghiquyet.tokenize.tagged_words import TaggedWord, TaggedWords


@dataclass(slots=True)
class RuleTimeout:
    """A rule that did not finish on an article."""

    rule_id: str
    seconds: float


@dataclass(slots=True)
class Analysis:
    """What is known of a `Doc`: given (`published_at`, `title`, `url`), then found stage by stage."""

    text: str
    published_at: str | None = None
    title: str | None = None
    url: str | None = None
    folded: str = ""
    lower: str = ""
    sentence_starts: list[int] = field(default_factory=list)
    words: TaggedWords = field(default_factory=lambda: TaggedWords.of(()))
    candidates: list[Candidate] = field(default_factory=list)
    accepted: dict[str, list[Candidate]] = field(default_factory=dict)
    discarded: list[Candidate] = field(default_factory=list)
    records: dict[str, list[Mention]] = field(default_factory=lambda: {table: [] for table in MENTIONS})
    timeouts: list[RuleTimeout] = field(default_factory=list)
    places: ArticlePlaces | None = None
    starts: dict[tuple[StartIndex, ...], list[int]] = field(default_factory=dict)
    name_ends: dict[int, list[int]] | None = None
    given_names: frozenset[str] | None = None
    found: dict[ArticleSearch, list["regex.Match[str]"]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)
        self.lower = self.lower or lower(self.folded)

    @property
    def published_on(self) -> datetime.date | None:
        """The day of publication, the reference date of the article."""
        return datetime.date.fromisoformat(self.published_at[:10]) if self.published_at else None

    def start_places(self, indexes: tuple[StartIndex, ...]) -> list[int]:
        """Offsets that the indexes find, in order; each index is asked once for a text."""
        if indexes not in self.starts:
            for index in indexes:
                if (index,) not in self.starts:
                    passed = index.pass_over(self.folded, self.lower)
                    self.starts |= {(other,): places for other, places in passed.items()}
            found = [self.starts[index,] for index in indexes]
            self.starts[indexes] = found[0] if len(found) == 1 else sorted({*chain.from_iterable(found)})
        return self.starts[indexes]

    def matches(self, search: ArticleSearch, stretch: Span | None = None) -> list["regex.Match[str]"]:
        """The matches of a search, all or those within a stretch; the article is searched once."""
        if search not in self.found:
            self.found[search] = list(search.matches(self.folded, self.start_places(search.starts)))
        found = self.found[search]
        if stretch is None:
            return found
        first = bisect_left(found, stretch[0], key=_start)
        last = bisect_left(found, stretch[1], lo=first, key=_start)
        return found[first : last - 1 if last > first and found[last - 1].end() > stretch[1] else last]

    def word_at(self, offset: int) -> TaggedWord | None:
        """The word of the word layer that holds `offset`."""
        return self.words.at(offset)

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that holds `offset`, from 0."""
        return max(bisect_right(self.sentence_starts, offset) - 1, 0)

    def sentence_span(self, number: int) -> tuple[int, int]:
        """First code point of a sentence and the one after its last, up to the next sentence."""
        following = number + 1
        end = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.text)
        return self.sentence_starts[number], end


def _start(match: "regex.Match[str]") -> int:
    return match.start()


Doc.set_extension("nghiquyet", default=None, force=True)


def analysis_of(doc: Doc) -> Analysis:
    """The analysis of `doc`, made on first use."""
    if doc._.nghiquyet is None:
        doc._.nghiquyet = Analysis(text=doc.text)
    analysis: Analysis = doc._.nghiquyet
    return analysis
