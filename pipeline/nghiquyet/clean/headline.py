"""Which line of a page is the headline over a body."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from nghiquyet.clean.line import Line
from nghiquyet.clean.page_shape import HEADLINE_WORDS, LINKED, PageShape
from nghiquyet.clean.rule import Reading
from nghiquyet.rulebook.folding import fold_key

SHORTEST_TITLE = 8
OVER_BODY = 6
"""So many lines over the body its headline is looked for where nothing but its place tells it."""
UNDER_HEADLINE = 3
"""In so many lines under a headline its date stands."""
NO_HEADING = 9
MENU_LINKS = 5
"""More links than an article's toolbar has."""

_SITE_MARKS = frozenset("-|:»>·")

Naming = Literal["whole", "before_site", "after_site"]
"""How a page's title has a headline: as the whole of it, before the name of the site, or after that."""


class Headlines:
    """The lines of a page that may be headlines, by what the page calls itself and by how they are set."""

    def __init__(self, shape: PageShape, titles: Sequence[str]) -> None:
        self.shape = shape
        self._readings: dict[int, Reading | None] = {}
        self._titles = [fold_key(title) for title in titles]
        self._namings = [self._naming(entry.line) for entry in shape.lines]
        self._banners = {number for number in range(len(shape.lines)) if self._is_banner(number)}

    def over(self, body: int) -> int | None:
        """The headline of an element: as the page names itself, else as it is set, else by its place."""
        shape = self.shape
        first, last = shape.first[body], shape.last[body]
        named = [n for n in range(last) if self._namings[n] and n not in self._banners]
        sure = [number for number in named if self._namings[number] != "after_site"]
        if sure:
            return min(sure, key=lambda number: (shape.links[number], self._rank(number)))
        paragraph = next((number for number in range(first, last + 1) if shape.prose[number]), first)
        above = [number for number in range(paragraph) if self._may_be_headline(number)]
        headings = [number for number in above if self._rank(number) < NO_HEADING]
        bold = [number for number in above if shape.lines[number].bold and number >= first]
        for numbers in (
            self._over_date(above, headings, paragraph),
            [n for n in headings if self._rank(n) <= 2 and not self._namings[n]],
            [n for n in above if self._namings[n]],
            [n for n in headings if self._is_dated(n)],
            headings,
            [n for n in bold if not shape.rules.is_shape("organisation", shape.lines[n].line)][:1],
            bold[:1],
        ):
            if numbers:
                return numbers[-1]
        return self._by_place(first)

    def _is_banner(self, number: int) -> bool:
        """Whether a line is the site's name, as the page's title has it."""
        naming = self._namings[number]
        if naming is None or not self.shape.rules.is_shape("site_name", self.shape.lines[number].line):
            return False
        if naming == "before_site":
            return self.shape.links[number] or self._is_over_menu(number)
        return naming == "after_site" or not (self._rank(number) <= 2 or self._is_dated(number, 1))

    def _is_over_menu(self, number: int) -> bool:
        """Whether the links of a menu stand between a line and the next of running text."""
        shape = self.shape
        under = takewhile(lambda line: not shape.prose[line], range(number + 1, len(shape.lines)))
        return sum(shape.links[line] for line in under) >= MENU_LINKS

    def _over_date(self, numbers: Sequence[int], headings: Sequence[int], paragraph: int) -> list[int]:
        """The lines right over the time of publication that stand closer to a paragraph than headings do.

        A dated heading of the first ranks is the headline: between the two its author may stand. One that is
        not may be the section's, where the other line is set in bold.
        """
        first_ranks = [number for number in headings if self._rank(number) <= 2]
        if any(self._is_dated(number) for number in first_ranks):
            return []
        common = self.shape.common
        closest = max((common(heading, paragraph) for heading in headings), default=0)
        return [
            number
            for number in numbers
            if not self.shape.prose[number]
            and (self.shape.lines[number].bold or not first_ranks)
            and common(number, paragraph) > closest
            and self._is_dated(number, 1)
        ]

    def _is_dated(self, number: int, under: int = UNDER_HEADLINE) -> bool:
        """Whether a time of publication stands in so many lines under a line."""
        last = min(number + under, len(self.shape.lines) - 1)
        readings = (self._reading(line) for line in range(number + 1, last + 1))
        return any(reading is not None and reading.published_at for reading in readings)

    def _reading(self, number: int) -> Reading | None:
        """What a line says in the head of an article, read once."""
        if number not in self._readings:
            self._readings[number] = self.shape.rules.read(self.shape.lines[number].line, "head", None)
        return self._readings[number]

    def _by_place(self, first: int) -> int | None:
        """The nearest line over a body that may be a headline, with no links between but tools."""
        for number in range(first - 1, max(first - 1 - OVER_BODY, -1), -1):
            if self.shape.rules.is_shape("tools", self.shape.lines[number].line):
                continue
            if self.shape.links[number] or not self.shape.are_near(number, first):
                return None
            if not self.shape.prose[number] and self._may_be_headline(number):
                return number
        return None

    def _naming(self, line: Line) -> Naming | None:
        """How the page's titles name a line, where they do."""
        if len(line.key) < SHORTEST_TITLE:
            return None
        namings = [naming for title in self._titles if (naming := _naming(title, line.key))]
        if not namings or self.shape.rules.read(line, "head", None):
            return None
        return min(namings, key=("whole", "before_site", "after_site").index)

    def _rank(self, number: int) -> int:
        """The rank of the heading that a line stands in: 1 for `h1`."""
        elements = self.shape.markup.elements
        near = zip(self.shape.markup.ancestors(self.shape.lines[number].element), range(3), strict=False)
        return min((rank for element, _ in near if (rank := elements[element].heading)), default=NO_HEADING)

    def _may_be_headline(self, number: int) -> bool:
        line = self.shape.lines[number].line
        return (
            not self.shape.beside[number]
            and number not in self._banners
            and line.links <= LINKED
            and len(line.key.split()) >= HEADLINE_WORDS
            and self.shape.rules.is_shape("headline", line)
            and self._reading(number) is None
        )


def _naming(title: str, key: str) -> Naming | None:
    """How a page's title names a headline; a title that breaks off names what begins with it."""
    if title == key:
        return "whole"
    begun = title.partition("…")[0].partition("...")[0].rstrip()
    if SHORTEST_TITLE <= len(begun) < len(title) and key.startswith(begun):
        return "before_site"
    if title.startswith(key) and title[len(key) :].lstrip()[:1] in _SITE_MARKS:
        return "before_site"
    tails = (begun[n + 1 :].lstrip() for n, letter in enumerate(begun) if letter in _SITE_MARKS)
    if begun != title and any(len(tail) >= SHORTEST_TITLE and key.startswith(tail) for tail in tails):
        return "after_site"
    if title.endswith(key) and title[: -len(key)].rstrip()[-1:] in _SITE_MARKS:
        return "after_site"
    return None
