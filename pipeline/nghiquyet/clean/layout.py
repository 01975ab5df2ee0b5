"""Which lines of a page are the article, and what its other lines say of it.

A page has a head (the headline and what is printed round it), a body and a foot. A line goes only where a
rule knows it in its zone: what no rule knows is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nghiquyet.clean.line import Line
from nghiquyet.clean.offsets import Written
from nghiquyet.clean.rule import Reading
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.rulebook.folding import fold_key

COPY_WORDS = 4
"""A repeated line of fewer words is a table's cell, not a second copy."""
COPY_DISTANCE = 3
"""A caption may stand again so many paragraphs further on."""
MENU_LINES = 3
MENU_WORDS = 4
"""So many lines in a row of no more words than this are a menu."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that stays, with what was read off it."""

    line: Line
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines that stay, and what was read off the page in reading order, before and after the headline."""

    headline: Line | None
    body: list[Paragraph]
    above: list[Reading]
    below: list[Reading]


def lay_out(lines: Sequence[Line], rules: CleaningRules, title: str | None) -> Layout:
    """Tell the article's lines from the page's; `title` is the headline where it is given."""
    headline, above, start = _headline(lines, rules, title)
    head, masthead, start = _under_headline(lines, rules, start)
    end = _end(lines, rules, start)
    foot = _foot(lines, rules, start, end)
    first = [Paragraph(headline)] if headline else []
    unglued, glued = _unglued(lines[start : end - len(foot)], rules)
    kept = _without_copies(first + head + _body(unglued, rules))
    body = kept[len(first) :]
    read = [paragraph.reading for paragraph in body if paragraph.reading]
    return Layout(headline, body, above, masthead + read + glued + foot)


def _headline(
    lines: Sequence[Line], rules: CleaningRules, title: str | None
) -> tuple[Line | None, list[Reading], int]:
    """The headline, the readings above it, and the number of the line under it."""
    if title:
        key = fold_key(title)
        menu = list(takewhile(lambda line: not rules.is_prose(line), lines))
        number = next((n for n, line in enumerate(menu) if line.key == key), None)
        if number is not None:
            found = (rules.read(line, "head", before) for line, before in _with_previous(lines[:number]))
            return lines[number], [reading for reading in found if reading], number + 1
    readings: list[Reading] = []
    unknown_menu = 0 if title else _menu(lines, rules)
    for number, (line, before) in enumerate(_with_previous(lines)):
        reading = rules.read(line, "head", before)
        if reading is not None:
            readings.append(reading)
        elif number >= unknown_menu:
            return (None, readings, number) if title else (line, readings, number + 1)
    return None, readings, len(lines)


def _menu(lines: Sequence[Line], rules: CleaningRules) -> int:
    """How many lines at the top are a menu that no rule knows: short ones, with a headline under them."""
    length, unknown = 0, 0
    for number, line in enumerate(lines):
        if len(line.key.split()) > MENU_WORDS or rules.is_prose(line):
            break
        length = number + 1
        unknown += rules.read(line, "head", None) is None
    headed = any(
        rules.is_shape("headline", line)
        and rules.read(line, "head", None) is None
        and not rules.is_prose(line)
        for line in takewhile(lambda line: not rules.is_prose(line), lines[length:])
    )
    return length if unknown >= MENU_LINES and headed else 0


def _under_headline(
    lines: Sequence[Line], rules: CleaningRules, start: int
) -> tuple[list[Paragraph], list[Reading], int]:
    """The lead where a masthead stands under it, the readings, and the number of the line after them."""
    readings: list[Reading] = []
    while start < len(lines) and (reading := _head_reading(lines, rules, start)):
        readings.append(reading)
        start += 1
    dated = any(reading.published_at for reading in readings)
    if dated or start + 1 >= len(lines):
        return [], readings, start
    under_lead = _head_reading(lines, rules, start + 1)
    # under the lead a date without a time may be the first heading of a chronicle
    if under_lead and under_lead.published_at and "T" in under_lead.published_at:
        return [Paragraph(lines[start])], [*readings, under_lead], start + 2
    return [], readings, start


def _head_reading(lines: Sequence[Line], rules: CleaningRules, number: int) -> Reading | None:
    return rules.read(lines[number], "head", lines[number - 1] if number else None)


def _end(lines: Sequence[Line], rules: CleaningRules, start: int) -> int:
    """The number of the line from which on nothing is the article's."""
    prose = [len(line.text) if rules.is_prose(line) else 0 for line in lines]
    end = len(lines)
    for number in range(len(lines) - 1, start, -1):
        reading = rules.read_end(lines[number], lines[number - 1])
        if reading is None:
            continue
        above, below = sum(prose[start:number]), sum(prose[number + 1 : end])
        if above and (not below or (reading.rule.below == "anything" and below < above)):
            end = number
    return end


def _foot(lines: Sequence[Line], rules: CleaningRules, start: int, end: int) -> list[Reading]:
    """The readings of the lines before `end` that are the page's, as far up as each of them is."""
    readings: list[Reading] = []
    for number in range(end - 1, start - 1, -1):
        reading = rules.read(lines[number], "foot", _other_above(lines, start, number))
        if reading is None:
            break
        readings.append(reading)
    return readings[::-1]


def _other_above(lines: Sequence[Line], start: int, number: int) -> Line | None:
    """The nearest line above that says something else: a byline may stand twice."""
    above = (lines[other] for other in range(number - 1, start - 1, -1))
    return next((line for line in above if line.key != lines[number].key), None)


def _unglued(lines: Sequence[Line], rules: CleaningRules) -> tuple[list[Line], list[Reading]]:
    """The lines without a byline that a scraper has glued to the last of them."""
    if not lines or (reading := rules.read(lines[-1], "glued", None)) is None or reading.caption is None:
        return list(lines), []
    rest = Written(lines[-1].text, lines[-1].segments).part(0, len(reading.caption))
    return [*lines[:-1], Line(rest.text, rest.segments)], [reading]


def _body(lines: Sequence[Line], rules: CleaningRules) -> list[Paragraph]:
    read = (Paragraph(line, rules.read(line, "body", before)) for line, before in _with_previous(lines))
    return [p for p in read if p.reading is None or p.reading.rule.effect == "keep"]


def _without_copies(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Of paragraphs that say the same close to each other, the one with a credit, else the first."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        place = _place_of_copy(paragraph, kept)
        if place is None:
            kept.append(paragraph)
        elif kept[place].reading is None and place > 0:
            kept[place] = paragraph
    return kept


def _place_of_copy(paragraph: Paragraph, kept: Sequence[Paragraph]) -> int | None:
    """Where a paragraph stands already: right before, or a few before where one of the two has a credit."""
    for distance, other in enumerate(reversed(kept[-COPY_DISTANCE:]), 1):
        if (distance == 1 or paragraph.reading or other.reading) and _is_copy(paragraph, other):
            return len(kept) - distance
    return None


def _is_copy(paragraph: Paragraph, other: Paragraph) -> bool:
    beginning = slice(20)
    if fold_key(paragraph.line.text[beginning]) != fold_key(other.line.text[beginning]):
        return False
    words = _words(paragraph)
    return len(words) >= COPY_WORDS and words == _words(other)


def _words(paragraph: Paragraph) -> list[str]:
    caption = paragraph.reading.caption if paragraph.reading else None
    key = fold_key(caption) if caption else paragraph.line.key
    return key.rstrip(" .").split()


def _with_previous(lines: Sequence[Line]) -> Iterable[tuple[Line, Line | None]]:
    return zip(lines, (None, *lines), strict=False)
