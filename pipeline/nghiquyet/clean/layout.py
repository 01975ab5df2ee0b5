"""Which lines of a page are the article, and what its other lines say of it.

A page has a head (the headline and what is printed round it), a body and a foot. A line goes only where a
rule knows it in its zone: what no rule knows is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nghiquyet.clean.line import Line
from nghiquyet.clean.rule import Reading
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.rulebook.folding import fold_key

COPY_WORDS = 4
"""A repeated line of fewer words is a table's cell, not a second copy."""


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
    kept = _without_copies(first + head + _body(lines[start : end - len(foot)], rules))
    body = kept[len(first) :]
    read = [paragraph.reading for paragraph in body if paragraph.reading]
    return Layout(headline, body, above, masthead + read + foot)


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
    for number, (line, before) in enumerate(_with_previous(lines)):
        reading = rules.read(line, "head", before)
        if reading is None:
            return (None, readings, number) if title else (line, readings, number + 1)
        readings.append(reading)
    return None, readings, len(lines)


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
        reading = rules.read(lines[number], "foot", lines[number - 1])
        if reading is None or reading.rule.effect != "end":
            continue
        above, below = sum(prose[start:number]), sum(prose[number + 1 : end])
        if above and (not below or (reading.rule.below == "anything" and below < above)):
            end = number
    return end


def _foot(lines: Sequence[Line], rules: CleaningRules, start: int, end: int) -> list[Reading]:
    """The readings of the lines before `end` that are the page's, as far up as each of them is."""
    readings: list[Reading] = []
    for number in range(end - 1, start - 1, -1):
        reading = rules.read(lines[number], "foot", lines[number - 1] if number > start else None)
        if reading is None:
            break
        readings.append(reading)
    return readings[::-1]


def _body(lines: Sequence[Line], rules: CleaningRules) -> list[Paragraph]:
    read = (Paragraph(line, rules.read(line, "body", before)) for line, before in _with_previous(lines))
    return [p for p in read if p.reading is None or p.reading.rule.effect == "keep"]


def _without_copies(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Of paragraphs that say the same one after the other, the one with a credit, else the first."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if kept and _is_copy(paragraph, kept[-1]):
            if kept[-1].reading is None and len(kept) > 1:
                kept[-1] = paragraph
        else:
            kept.append(paragraph)
    return kept


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
