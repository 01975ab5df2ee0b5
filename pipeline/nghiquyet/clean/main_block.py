"""Which element of a page holds the article, and which line is its headline."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nghiquyet.clean.line import Line
from nghiquyet.clean.markup import Markup
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.rulebook.folding import fold_key

LINKED = 0.5
"""A line with a greater share of its characters in links leads elsewhere."""
PROSE_LENGTHS = (40, 12)
"""A sentence of a paragraph has so many characters; where a page has none so long, so many."""
HEADLINE_WORDS = 4
"""A headline has so many words: so has a link to another article. A name of a block has fewer."""
RIVAL = 0.5
"""An element with so much of the most prose is the body where it has a headline and that one has none."""
MISNOMER = 0.95
"""A name that stands over so much of a page's prose tells nothing: page builders call everything a widget."""
COLUMN_STEPS = 3
NEAR_SHARES = (1.0, 0.5, 0.33, 0.25, 0.2)
"""What a paragraph counts for the element that it stands in, for the one around that, and so on outwards."""
SHORTEST_TITLE = 8
NO_HEADING = 9

Naming = Literal["whole", "before_site", "after_site"]
"""How a page's title has a headline: as the whole of it, before the name of the site, or after that."""


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
        self._sums = self._prose_sums()
        self._misnomers = self._empty_names()
        self.furniture, self.beside = self._furniture_lines()
        self._namings = [self._naming(line.line) for line in self.lines]

    def find(self) -> Block | None:
        """The article's block; none where no line may be its."""
        body = self._part("body")
        if body is None:
            body = self._body()
        if body is None:
            return None
        titled = self._part("title")
        headline = self._first[titled] if titled is not None else self._headline(body)
        return Block(headline, self._first[body], self._last[body])

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
            if len(line.text) >= shortest and line.links <= LINKED and self.rules.is_shape("statement", line)
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

    def _prose_sums(self) -> dict[int, int]:
        """How much prose each element holds."""
        sums: dict[int, int] = defaultdict(int)
        for entry, length in zip(self.lines, self.prose, strict=True):
            if length:
                for element in self.markup.ancestors(entry.element):
                    sums[element] += length
        return sums

    def _empty_names(self) -> set[str]:
        """The rules of furniture that all of the page's prose would go by."""
        sums: dict[str, int] = defaultdict(int)
        for entry, length in zip(self.lines, self.prose, strict=True):
            if length:
                elements = map(self.markup.elements.__getitem__, self.markup.ancestors(entry.element))
                for rule in frozenset().union(*(element.furniture for element in elements)):
                    sums[rule] += length
        return {rule for rule, length in sums.items() if length > MISNOMER * self._sums[0]}

    def _furniture_lines(self) -> tuple[list[bool], list[bool]]:
        """Of each line whether it stands in furniture, and whether in such as holds no headline."""
        furniture, beside = [], []
        for entry in self.lines:
            found = list(filter(self._is_furniture, self.markup.ancestors(entry.element)))
            furniture.append(bool(found))
            beside.append(any(not self.markup.elements[element].header for element in found))
        return furniture, beside

    def _is_furniture(self, element: int) -> bool:
        """Whether an element is furniture by its name, and does not hold most of the page's prose."""
        return (
            not self.markup.elements[element].furniture <= self._misnomers
            and 2 * self._sums[element] <= self._sums[0]
        )

    def _part(self, name: str) -> int | None:
        """The element that a site rule gives for a part of the article, if there is a line in it."""
        found = (number for number, element in enumerate(self.markup.elements) if element.part == name)
        return next((number for number in found if number in self._first), None)

    def _body(self) -> int | None:
        """The element with most prose near it that has a headline, else the one with most."""
        numbers = [n for n in range(len(self.lines)) if self.prose[n] and not self.furniture[n]]
        own = [number for number in numbers if not self._is_teaser(number)] or numbers
        if not own:
            return None
        weights = self._weights(own)
        best = max(weights.values())
        rivals = [element for element, weight in weights.items() if weight >= RIVAL * best]
        rivals.sort(key=lambda element: (weights[element], element), reverse=True)
        headed = (element for element in rivals if self._headline(element) is not None)
        return self._widened(next(headed, rivals[0]), own)

    def _weights(self, numbers: Sequence[int]) -> dict[int, float]:
        """How much of the prose of some lines stands in each element or near it."""
        weights: dict[int, float] = defaultdict(float)
        for number in numbers:
            paragraph = self._paragraph(number)
            alone = self._first[paragraph] == self._last[paragraph]
            shares = (1.0, *NEAR_SHARES) if alone else NEAR_SHARES
            for element, share in zip(self.markup.ancestors(paragraph), shares, strict=False):
                weights[element] += share * self.prose[number]
        return weights

    def _paragraph(self, number: int) -> int:
        """The outermost element that holds a line alone, else the one that it stands in."""
        paragraph = self.lines[number].element
        for element in self.markup.ancestors(paragraph):
            if self._first[element] != self._last[element]:
                break
            paragraph = element
        return paragraph

    def _is_teaser(self, number: int) -> bool:
        """Whether a line stands under the linked headline of another article, or under its date."""
        if number and self._leads_elsewhere(number - 1):
            return True
        return number > 1 and not self.prose[number - 1] and self._leads_elsewhere(number - 2)

    def _leads_elsewhere(self, number: int) -> bool:
        return self.is_link(number) and len(self.lines[number].line.key.split()) >= HEADLINE_WORDS

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

    def _headline(self, body: int) -> int | None:
        """The headline of a body: as the page names itself, else as it is set."""
        last = self._last[body]
        named = [number for number in range(last) if self._namings[number]]
        sure = [number for number in named if self._namings[number] != "after_site"]
        if sure:
            return min(sure, key=lambda n: (self.is_link(n), self._heading(n) or NO_HEADING))
        paragraph = next((n for n in range(self._first[body], last + 1) if self.prose[n]), self._first[body])
        over = [number for number in range(paragraph) if self._may_be_headline(number)]
        main = [n for n in over if self._heading(n) in (1, 2) and not self._namings[n]]
        others = [number for number in over if self._heading(number)]
        bold = [number for number in over if self.lines[number].bold and number >= self._first[body]]
        found = (main, [number for number in over if self._namings[number]], others, bold[:1])
        return next((numbers[-1] for numbers in found if numbers), None)

    def _naming(self, line: Line) -> Naming | None:
        """How the page's titles name a line, where they do."""
        if len(line.key) < SHORTEST_TITLE:
            return None
        namings = [naming for title in self.titles if (naming := _naming(title, line.key))]
        if not namings or self.rules.read(line, "head", None):
            return None
        return min(namings, key=("whole", "before_site", "after_site").index)

    def _heading(self, number: int) -> int:
        """The rank of the heading that a line stands in, 0 where there is none."""
        near = zip(self.markup.ancestors(self.lines[number].element), range(3), strict=False)
        ranks = [rank for element, _ in near if (rank := self.markup.elements[element].heading)]
        return min(ranks, default=0)

    def _may_be_headline(self, number: int) -> bool:
        line = self.lines[number].line
        return (
            not self.beside[number]
            and line.links <= LINKED
            and len(line.key.split()) >= HEADLINE_WORDS
            and self.rules.is_shape("headline", line)
            and self.rules.read(line, "head", None) is None
        )


def _naming(title: str, key: str) -> Naming | None:
    """How a page's title names a headline; a title that breaks off names what begins with it."""
    if title == key:
        return "whole"
    begun = title.partition("…")[0].partition("...")[0].rstrip()
    if len(begun) < len(title) and len(begun) >= SHORTEST_TITLE and key.startswith(begun):
        return "before_site"
    if title.startswith(key) and title[len(key) :].lstrip()[:1] in _SITE_MARKS:
        return "before_site"
    if title.endswith(key) and title[: -len(key)].rstrip()[-1:] in _SITE_MARKS:
        return "after_site"
    return None


_SITE_MARKS = frozenset("-|:»>·")
