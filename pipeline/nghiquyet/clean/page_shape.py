"""The lines of a page by what they are: running text, links that lead elsewhere, furniture."""

from collections import defaultdict
from functools import cached_property

from nghiquyet.clean.markup import Markup
from nghiquyet.clean.rules import CleaningRules

PROSE_LENGTHS = (40, 12)
"""A sentence of a paragraph has so many characters; where a page has none so long, so many."""
LINKED = 0.5
"""A line with a greater share of its characters in links leads elsewhere."""
HEADLINE_WORDS = 4
"""A headline has so many words: so has a link to another article. A name of a block has fewer."""
MISNOMER = 0.95
"""A name that stands over so much of a page's prose tells nothing: page builders call everything a widget."""

BREAKS = ("...", "…")
"""So an excerpt of another article ends."""


class PageShape:
    """The lines of one page. Lines and elements go by their numbers.

    `prose` is the length of each line that is running text, 0 for the others; `first` and `last` are the
    lines that an element begins and ends with.
    """

    def __init__(self, markup: Markup, rules: CleaningRules) -> None:
        self.markup, self.rules = markup, rules
        self.lines = markup.lines
        self.links = [
            line.links > LINKED and not rules.is_shape("prose", line)
            for line in (entry.line for entry in self.lines)
        ]
        found = (self._prose(length) for length in PROSE_LENGTHS)
        self.prose = next((prose for prose in found if any(prose)), [0] * len(self.lines))
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for number, entry in enumerate(self.lines):
            for element in markup.ancestors(entry.element):
                self.first.setdefault(element, number)
                self.last[element] = number

    def part(self, name: str) -> int | None:
        """The element that a site rule gives for a part of the article, if there is a line in it."""
        found = (number for number, element in enumerate(self.markup.elements) if element.part == name)
        return next((number for number in found if number in self.first), None)

    def are_near(self, one: int, other: int) -> bool:
        """Whether two lines stand together in an element that is not the whole page."""
        return self.common(one, other) != 0

    @cached_property
    def teasers(self) -> list[bool]:
        """Of each line whether it stands under another article's linked headline, in a box of its own.

        A link between two paragraphs stands with the first of them.
        """
        found = [False] * len(self.lines)
        own = -1
        for number, length in enumerate(self.prose):
            if not length:
                continue
            link = self.link_over(number)
            if link is not None and self.first[self.common(link, number)] > own:
                found[number] = True
            else:
                own = number
        return found

    def link_over(self, number: int) -> int | None:
        """The line over another, or over its date, that is the linked headline of another article."""
        if number and self._leads_elsewhere(number - 1):
            return number - 1
        if number > 1 and self._leads_elsewhere(number - 2):
            between = self.lines[number - 1].line
            return number - 2 if len(between.text) < PROSE_LENGTHS[0] else None
        return None

    @cached_property
    def asides(self) -> list[bool]:
        """Of each line whether it stands in a box of other articles, which may float in the body.

        Such a box is headed by a name that a rule knows and holds links and what stands under them; without
        a name it is the link and an excerpt that breaks off.
        """
        found = [False] * len(self.lines)
        for number, link in enumerate(self.links):
            if not link:
                continue
            for box in self._boxes_begun(number):
                for line in range(self.first[box], self.last[box] + 1):
                    found[line] = True
        return found

    def _boxes_begun(self, link: int) -> list[int]:
        """The elements of other articles of which a link is the first."""
        under = link + 1
        boxes = []
        if link and self._names_others(link - 1):
            boxes.append(self.common(link - 1, link))
        if under < len(self.lines) and self.lines[under].line.text.endswith(BREAKS):
            boxes.append(self.common(link, under))
        return [box for box in boxes if self._is_aside(box, link)]

    def _names_others(self, number: int) -> bool:
        return self.rules.read_end(self.lines[number].line, None) is not None

    def _is_aside(self, box: int, link: int) -> bool:
        """Whether an element begins with a link, or its name, and holds no text that is not under a link."""
        return self.first[box] >= link - 1 and all(
            self.links[number] or not self.prose[number] or self.teasers[number]
            for number in range(link, self.last[box] + 1)
        )

    def common(self, one: int, other: int) -> int:
        """The innermost element that holds two lines."""
        outer = set(self.markup.ancestors(self.lines[one].element))
        return next(n for n in self.markup.ancestors(self.lines[other].element) if n in outer)

    @cached_property
    def captions(self) -> set[int]:
        """The lines that are called captions, and those that stand alone with a picture."""
        found = {number for number, entry in enumerate(self.lines) if entry.line.called_caption}
        for picture in self.markup.pictures:
            for element in self.markup.ancestors(picture):
                first = self.first.get(element)
                if first is None:
                    continue
                if first != self.last[element]:
                    break
                if len(self.lines[first].line.key.split()) >= HEADLINE_WORDS:
                    found.add(first)
        return found

    def _leads_elsewhere(self, number: int) -> bool:
        words = self.lines[number].line.key.split()
        return self.links[number] and len(words) >= HEADLINE_WORDS and not self.furniture[number]

    @cached_property
    def furniture(self) -> list[bool]:
        """Of each line whether it stands in furniture."""
        return [bool(self._furniture_over(number)) for number in range(len(self.lines))]

    @cached_property
    def beside(self) -> list[bool]:
        """Of each line whether it stands in furniture that holds no headline."""
        return [
            any(not self.markup.elements[element].header for element in self._furniture_over(number))
            for number in range(len(self.lines))
        ]

    def _prose(self, shortest: int) -> list[int]:
        return [
            len(line.text)
            if len(line.text) >= shortest and line.links <= LINKED and self.rules.is_shape("statement", line)
            else 0
            for line in (entry.line for entry in self.lines)
        ]

    def _furniture_over(self, number: int) -> list[int]:
        """The elements round a line that are furniture by their names and hold little of the page's prose."""
        return [
            element
            for element in self.markup.ancestors(self.lines[number].element)
            if not self.markup.elements[element].furniture <= self.misnomers
            and 2 * self._sums[element] <= self._sums[0]
        ]

    @cached_property
    def _sums(self) -> dict[int, int]:
        """How much prose each element holds."""
        sums: dict[int, int] = defaultdict(int)
        for entry, length in zip(self.lines, self.prose, strict=True):
            if length:
                for element in self.markup.ancestors(entry.element):
                    sums[element] += length
        return sums

    @cached_property
    def misnomers(self) -> set[str]:
        """The rules of furniture that all of the page's prose would go by."""
        sums: dict[str, int] = defaultdict(int)
        for entry, length in zip(self.lines, self.prose, strict=True):
            if length:
                elements = map(self.markup.elements.__getitem__, self.markup.ancestors(entry.element))
                for rule in frozenset().union(*(element.furniture for element in elements)):
                    sums[rule] += length
        return {rule for rule, length in sums.items() if length > MISNOMER * self._sums[0]}
