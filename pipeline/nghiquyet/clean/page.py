"""From a page of markup to the lines that the layout reads, and to what the page says of the article."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nghiquyet.clean.line import Line
from nghiquyet.clean.main_block import Block, find_block
from nghiquyet.clean.markup import read_markup
from nghiquyet.clean.offsets import Written
from nghiquyet.clean.page_shape import PageShape
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.clean.site_rules import SiteRule, first_match
from nghiquyet.clean.structured_data import StructuredData, read_structured_data
from nghiquyet.encodings import Legacy, LegacyEncodings
from nghiquyet.read.text import is_document

MARKUP = "markup"

ANCESTORS = 12
"""So far outwards a time is looked for in an article's element."""
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
    if block:
        lines = list(_lines(shape, block, rules))
        title = markup.lines[block.headline].line.text if block.headline is not None else None
    else:
        kept = (number for number in range(len(markup.lines)) if not shape.furniture[number])
        lines = [markup.lines[number].line for number in kept if not shape.links[number]]
        title = None
    return Page(
        lines=lines,
        title=title,
        published_at=(*data.published_at, *_times(tree, site)),
        author=_author(tree, site) or _signed(data, rules),
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


def _times(tree: LexborHTMLParser, site: SiteRule | None) -> Iterator[tuple[str, str]]:
    """Times that the body of the page marks as those of publication."""
    if site is not None and (node := first_match(tree, site.published_at)) is not None:
        yield node.attributes.get("datetime") or node.text(strip=True), site.id
    if (node := tree.css_first('[itemprop="datePublished"]')) is not None:
        yield node.attributes.get("content") or node.attributes.get("datetime") or "", MARKUP
    for node in tree.css("time[datetime]"):
        if _stands_in(node, "article"):
            yield node.attributes.get("datetime") or "", MARKUP
            return


def _stands_in(node: LexborNode, tag: str) -> bool:
    above = node.parent
    for _ in range(ANCESTORS):
        if above is None or above.tag == tag:
            break
        above = above.parent
    return above is not None and above.tag == tag


def _author(tree: LexborHTMLParser, site: SiteRule | None) -> str | None:
    node = first_match(tree, site.author) if site else None
    return (node.text(strip=True) or None) if node is not None else None


def _signed(data: StructuredData, rules: CleaningRules) -> str | None:
    """The author that the page names to machines, where it is neither the site nor an account's name."""
    if data.author is None or data.author in data.publishers:
        return None
    line = Line(data.author)
    return data.author if rules.is_shape("names", line) and not rules.is_shape("account", line) else None


def _lines(shape: PageShape, block: Block, rules: CleaningRules) -> Iterator[Line]:
    lines = shape.lines
    headline = block.headline if block.headline is not None else block.first
    for number in range(max(0, headline - FOOT_LINES), headline):
        reading = rules.read(lines[number].line, "head", None)
        if reading and reading.published_at and shape.are_near(number, headline):
            yield lines[number].line
    yield lines[headline].line
    paragraph = next((n for n in range(block.first, block.last + 1) if shape.prose[n]), block.first)
    for number in range(headline + 1, block.last + 1):
        is_text = bool(shape.prose[number]) and not shape.beside[number]
        if number >= block.first and not shape.links[number]:
            is_text |= not shape.furniture[number]
        line, before = lines[number].line, lines[number - 1].line
        if is_text or (number < paragraph and _is_masthead(line, rules, before)):
            yield line
    yield from _signature(shape, block, rules)


def _is_masthead(line: Line, rules: CleaningRules, before: Line) -> bool:
    """Whether a line under the headline says when or by whom the article was published."""
    reading = rules.read(line, "head", before)
    return reading is not None and bool(reading.published_at or reading.author)


def _signature(shape: PageShape, block: Block, rules: CleaningRules) -> Iterator[Line]:
    """Lines right under the body that say who wrote it."""
    before = shape.lines[block.last].line
    for entry in shape.lines[block.last + 1 : block.last + 1 + FOOT_LINES]:
        reading = rules.read(entry.line, "foot", before)
        if reading is None or reading.rule.effect == "end":
            return
        if reading.author or reading.published_at or reading.photo_credits:
            yield entry.line
        before = entry.line
