"""Which element of a page holds the article, and which line is its headline."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nghiquyet.clean.markup import Markup, PageLine
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.rulebook.folding import fold_key

LINKED = 0.5
"""A line with a greater share of its characters in links leads elsewhere."""
PROSE_LENGTHS = (40, 12)
"""A sentence of a paragraph has so many characters; where a page has none so long, so many."""
COLUMN_STEPS = 3
NEAR_SHARES = (1.0, 1.0, 0.5, 0.33, 0.25, 0.2)
"""What a paragraph counts for the element that holds it, for the one around that, and so on outwards."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a page that may be the article's, by number: the headline, the body's first and last."""

    headline: int | None
    first: int
    last: int


class PageShape:
    """The lines of one page, weighed."""

    def __init__(self, markup: Markup, rules: CleaningRules, titles: Sequence[str]) -> None:
        self.markup, self.rules = markup, rules
        self.lines = markup.lines
        self.titles = [fold_key(title) for title in titles]
        found = (self._prose(length) for length in PROSE_LENGTHS)
        self.prose = next((prose for prose in found if any(prose)), [0] * len(self.lines))
        self._first, self._last = self._extents()
        self._article = self._holders()
        self.furniture = [self._in_furniture(entry) for entry in self.lines]

    def find(self) -> Block | None:
        """The article's block; none where no line may be its."""
        headline = self._named_headline()
        body = self._part("body")
        if body is None:
            body = self._heaviest(headline if headline is not None else -1)
        if body is None:
            return None
        first, last = self._first[body], self._last[body]
        if (titled := self._part("title")) is not None:
            headline = self._first[titled]
        elif headline is None or headline > last:
            headline = self._headline_by_look(body)
        return Block(headline, first, last)

    def are_near(self, one: int, other: int) -> bool:
        """Whether two lines stand together in an element that is not the whole page."""
        outer = set(self.markup.ancestors(self.lines[one].element))
        return (
            next(number for number in self.markup.ancestors(self.lines[other].element) if number in outer)
            != 0
        )

    def is_link(self, number: int) -> bool:
        """Whether a line leads elsewhere and says nothing itself."""
        entry = self.lines[number]
        return entry.line.links > LINKED and not self.rules.is_shape("prose", entry.line)

    def _prose(self, shortest: int) -> list[int]:
        """The length of each line that is prose, 0 for the others."""
        return [
            len(line.text)
            if len(line.text) >= shortest and line.links <= LINKED and self.rules.is_shape("prose", line)
            else 0
            for line in (entry.line for entry in self.lines)
        ]

    def _extents(self) -> tuple[dict[int, int], dict[int, int]]:
        """The first and the last line of each element."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for number, entry in enumerate(self.lines):
            for element in self.markup.ancestors(entry.element):
                first.setdefault(element, number)
                last[element] = number
        return first, last

    def _sums(self) -> dict[int, int]:
        sums: dict[int, int] = defaultdict(int)
        for entry, length in zip(self.lines, self.prose, strict=True):
            if length:
                for element in self.markup.ancestors(entry.element):
                    sums[element] += length
        return sums

    def _holders(self) -> set[int]:
        """Elements that hold most of the page's prose: whatever they are called, they are no furniture."""
        sums = self._sums()
        return {element for element, length in sums.items() if 2 * length > sums[0]}

    def _in_furniture(self, entry: PageLine) -> bool:
        elements = self.markup.elements
        return any(
            elements[number].furniture and number not in self._article
            for number in self.markup.ancestors(entry.element)
        )

    def _part(self, name: str) -> int | None:
        """The element that a site rule gives for a part of the article, if there is a line in it."""
        found = (number for number, element in enumerate(self.markup.elements) if element.part == name)
        return next((number for number in found if number in self._first), None)

    def _heaviest(self, after: int) -> int | None:
        weights: dict[int, float] = defaultdict(float)
        numbers = [n for n in range(after + 1, len(self.lines)) if self.prose[n] and not self.furniture[n]]
        for number in numbers:
            near = zip(self.markup.ancestors(self.lines[number].element), NEAR_SHARES, strict=False)
            for element, share in near:
                weights[element] += share * self.prose[number]
        if not weights:
            return None
        best = max(weights, key=lambda element: (weights[element], element))
        return self._widened(best, numbers)

    def _widened(self, element: int, prose: Sequence[int]) -> int:
        """The element, or one around it where it is a single paragraph among others."""
        for outer in self.markup.ancestors(element):
            if sum(self._first[outer] <= number <= self._last[outer] for number in prose) > 1:
                return outer if self._is_column(element, outer) else element
        return element

    def _is_column(self, paragraph: int, outer: int) -> bool:
        """Whether a paragraph stands in `outer` without a box of its own."""
        near = zip(self.markup.ancestors(paragraph), range(COLUMN_STEPS + 1), strict=False)
        return any(number == outer for number, _ in near)

    def _named_headline(self) -> int | None:
        """The line that says what the page calls itself, in the fullest form."""
        found = [(self._likeness(number), number) for number in range(len(self.lines))]
        best = max((likeness for likeness, _ in found), default=(0, 0, 0))
        return next((number for likeness, number in found if likeness == best), None) if best[0] else None

    def _likeness(self, number: int) -> tuple[int, int, int]:
        entry = self.lines[number]
        key = entry.line.key
        if len(key) < 8:
            return (0, 0, 0)
        place = next((len(self.titles) - n for n, title in enumerate(self.titles) if _names(title, key)), 0)
        heading = self._heading(number)
        return (place and 1, 6 - heading if heading else int(entry.line.links <= LINKED), place)

    def _heading(self, number: int) -> int:
        """The rank of the heading that a line stands in, 0 where there is none."""
        near = zip(self.markup.ancestors(self.lines[number].element), range(3), strict=False)
        ranks = [rank for element, _ in near if (rank := self.markup.elements[element].heading)]
        return min(ranks, default=0)

    def _headline_by_look(self, body: int) -> int | None:
        """The nearest line over the first paragraph that is set as a heading."""
        paragraph = next(
            (n for n in range(self._first[body], self._last[body] + 1) if self.prose[n] > 0),
            self._first[body],
        )
        over = [n for n in range(paragraph) if self._may_be_headline(n)]
        ranked = [n for n in over if (rank := self._heading(n)) and rank <= 2]
        if ranked:
            return ranked[-1]
        headings = [n for n in over if self._heading(n)]
        if headings:
            return headings[-1]
        bold = [n for n in over if self.lines[n].bold and n >= self._first[body]]
        return bold[0] if bold else None

    def _may_be_headline(self, number: int) -> bool:
        line = self.lines[number].line
        return (
            not self.furniture[number]
            and line.links <= LINKED
            and self.rules.is_shape("headline", line)
            and self.rules.read(line, "head", None) is None
        )


def _names(title: str, key: str) -> bool:
    """Whether a page's title is a headline, or a headline and the name of the site."""
    if title == key:
        return True
    if title.startswith(key):
        return title[len(key) :].lstrip()[:1] in set("-|:»>·")
    return title.endswith(key) and title[: -len(key)].rstrip()[-1:] in set("-|:»>·")
