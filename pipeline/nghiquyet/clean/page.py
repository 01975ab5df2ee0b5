"""From a page of markup to the lines that the layout reads, and to what the page says of the article."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from nghiquyet.clean.line import Line
from nghiquyet.clean.main_block import Block, find_block
from nghiquyet.clean.marked_fields import MARKUP, marked_author, marked_times
from nghiquyet.clean.markup import read_markup
from nghiquyet.clean.offsets import Written
from nghiquyet.clean.page_shape import PageShape
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.clean.site_rules import SiteRule, first_match
from nghiquyet.clean.structured_data import read_structured_data
from nghiquyet.encodings import Legacy, LegacyEncodings
from nghiquyet.read.text import is_document

FOOT_LINES = 8
"""Lines under the body in which its byline may stand."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines in their order, the headline where the page names it, and what it says of its article."""

    lines: list[Line]
    title: str | None
    published_at: tuple[tuple[str, str], ...]
    author: str | None
    url: str | None
    legacy: Legacy | None


def read_page(source: Written, rules: CleaningRules, url: str | None) -> Page:
    """The article's lines of a page, and some round it for the layout to judge.

    A piece of markup that is no whole page is the article; only what is furniture by its markup is left out.
    """
    tree = LexborHTMLParser(source.text)
    data = read_structured_data(tree)
    site = rules.sites.site_of(tree, url or data.url)
    legacy = LegacyEncodings.load().of_text(tree.body.text(separator=" ") if tree.body else "")
    parts, dropped = _parts(tree, site), _dropped(tree, site)
    markup = read_markup(tree, source, rules.sites, parts=parts, dropped=dropped, legacy=legacy)
    shape = PageShape(markup, rules)
    titles = [legacy.read(title) for title in data.titles] if legacy else data.titles
    block = find_block(shape, titles) if is_document(source.text) else None
    stated: list[tuple[str, str]] = []
    if block:
        stated = list(_stated(shape, block))
        lines = list(_lines(shape, block, rules))
        title = markup.lines[block.headline].line.text if block.headline is not None else None
    else:
        kept = (number for number in range(len(markup.lines)) if not shape.furniture[number])
        lines = [markup.lines[number].line for number in kept if not shape.links[number]]
        title = None
    return Page(
        lines=lines,
        title=title,
        published_at=(*data.published_at, *marked_times(tree, site, rules.sites, shape.misnomers), *stated),
        author=marked_author(tree, site, data, rules, shape.misnomers),
        url=data.url,
        legacy=legacy,
    )


def _parts(tree: LexborHTMLParser, site: SiteRule | None) -> dict[int, str]:
    if site is None:
        return {}
    chosen = {"title": site.title, "lead": site.lead, "body": site.body}
    found = {name: first_match(tree, selectors) for name, selectors in chosen.items()}
    return {node.mem_id: name for name, node in found.items() if node is not None}


def _dropped(tree: LexborHTMLParser, site: SiteRule | None) -> frozenset[int]:
    return frozenset(node.mem_id for selector in (site.drop if site else ()) for node in tree.css(selector))


def _stated(shape: PageShape, block: Block) -> Iterator[tuple[str, str]]:
    """Times that elements beside the headline state to machines."""
    headline = block.headline if block.headline is not None else block.first
    for number in range(max(0, headline - FOOT_LINES), _paragraph(shape, block)):
        if not shape.beside[number] and (number >= headline or shape.are_near(number, headline)):
            for element in shape.markup.ancestors(shape.lines[number].element):
                if stated := shape.markup.elements[element].stated:
                    yield stated, MARKUP


def _paragraph(shape: PageShape, block: Block) -> int:
    """The first line of running text of a block."""
    return next((n for n in range(block.first, block.last + 1) if shape.prose[n]), block.first)


def _lines(shape: PageShape, block: Block, rules: CleaningRules) -> Iterator[Line]:
    lines = shape.lines
    headline = block.headline if block.headline is not None else block.first
    for number in range(max(0, headline - FOOT_LINES), headline):
        reading = rules.read(lines[number].line, "head", None)
        if reading and reading.published_at and shape.are_near(number, headline):
            yield lines[number].line
    before = lines[headline].line
    yield before
    paragraph = _paragraph(shape, block)
    for number in range(headline + 1, _end(shape, paragraph, block.last, rules)):
        if shape.asides[number]:
            continue
        is_text = bool(shape.prose[number]) and not shape.beside[number]
        if number >= block.first and not shape.links[number]:
            is_text |= not shape.furniture[number]
        line = lines[number].line
        if number < paragraph and not is_text:
            is_text = _is_masthead(line, rules, before) or _is_caption(shape, number)
        if is_text:
            yield line
        if is_text or not shape.links[number]:
            before = line
    yield from _signature(shape, block, rules)


def _end(shape: PageShape, paragraph: int, last: int, rules: CleaningRules) -> int:
    """The line from which on the body holds nothing but the beginnings of other articles, under a heading."""
    end = last + 1
    for number in range(last, paragraph, -1):
        if shape.prose[number] and shape.link_over(number) is None:
            break
        if rules.read_end(shape.lines[number].line, shape.lines[number - 1].line):
            end = number
    return end


def _is_masthead(line: Line, rules: CleaningRules, before: Line) -> bool:
    """Whether a line under the headline says when or by whom the article was published."""
    reading = rules.read(line, "head", before)
    return reading is not None and bool(reading.published_at or reading.time_of_day or reading.author)


def _is_caption(shape: PageShape, number: int) -> bool:
    """Whether a line that stands out of the body is the caption of the article's picture."""
    line = shape.lines[number].line
    if shape.beside[number] or shape.links[number]:
        return False
    if number in shape.captions:
        return True
    reading = shape.rules.read(line, "body", None)
    return reading is not None and bool(reading.photo_credits and reading.caption)


def _signature(shape: PageShape, block: Block, rules: CleaningRules) -> Iterator[Line]:
    """Lines right under the body that say who wrote it, and the caption of a picture at its end."""
    before = shape.lines[block.last].line
    under = block.last + 1
    is_near = under < len(shape.lines) and shape.are_near(block.last, under)
    if is_near and shape.prose[block.last] and _is_caption(shape, under):
        before = shape.lines[under].line
        under += 1
        yield before
    for entry in shape.lines[under : under + FOOT_LINES]:
        reading = rules.read(entry.line, "foot", before)
        if reading is None or reading.rule.effect == "end":
            return
        if reading.author or reading.published_at or reading.time_of_day or reading.photo_credits:
            yield entry.line
        before = entry.line
