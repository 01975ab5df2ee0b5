"""From markup to lines: what a reader of the page sees, line by line, and what holds each line."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nghiquyet.clean.line import Line
from nghiquyet.clean.offsets import Written, joined
from nghiquyet.clean.site_rules import SiteRules
from nghiquyet.clean.text_runs import TextRuns
from nghiquyet.encodings import Legacy

MAX_DEPTH = 150
"""An element deeper than this is taken as part of the one at this depth."""

SMALLEST_PICTURE = 80
"""Pixels: what is smaller is the sign of a button."""

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "o:p", "picture", "q", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
})  # fmt: skip
_FURNITURE = frozenset({"furniture", "header", "footer"})
_FIELDS = frozenset({"line", "author"})
_OWN_LINES = _FIELDS | {"caption"}
_STATING = ("datetime", "content", "title")
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_BLANKS = regex.compile(r"[ \t\n\r\f]+")
_BULLET = regex.compile(r"\s*(?:[·\uf020-\uf0ff]|[§Øüvqo](?=[ \n]*\xa0[\xa0 \n]*\xa0))\s+")
"""What word processors set before a point, which is a picture in a font of symbols and no letter."""
_ALIGNMENT = regex.compile(
    r"(?:^|text-align ?: ?|\btext-|\balign)(left|right|end|start|center|justify)\b", flags=regex.IGNORECASE
)
_HIDDEN = regex.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", flags=regex.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element that may hold lines; `parent` is its number, -1 for the body. Numbers follow the page.

    `furniture` has the ids of the rules that call it so; `header` is furniture that may hold the headline;
    `stated` is what the element of a date or an author says to machines.
    """

    parent: int
    furniture: frozenset[str] = frozenset()
    header: bool = False
    heading: int | None = None
    part: str | None = None
    stated: str | None = None


@dataclass(slots=True)
class PageLine:
    """A line and the number of the innermost element that it stands in."""

    line: Line
    element: int
    bold: bool


@dataclass(slots=True)
class Markup:
    """The lines of a page and the elements that hold them and the pictures, by number."""

    lines: list[PageLine] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def ancestors(self, number: int) -> Iterator[int]:
        """An element and those that it stands in, outwards."""
        while number >= 0:
            yield number
            number = self.elements[number].parent


class _Step(NamedTuple):
    """A node to visit; none where an element of its own line ends."""

    node: LexborNode | None
    element: int = 0
    depth: int = 0
    linked: bool = False
    bold: bool = False
    right: bool = False
    author: bool = False
    caption: bool = False


class _Piece(NamedTuple):
    written: Written
    element: int
    linked: bool
    bold: bool
    right: bool
    author: bool
    caption: bool


def read_markup(
    tree: LexborHTMLParser,
    source: Written,
    rules: SiteRules,
    *,
    parts: Mapping[int, str],
    dropped: Set[int],
    legacy: Legacy | None,
) -> Markup:
    """The lines of a parsed page.

    `source` is its markup; `parts` names the elements that a site rule knows, by `mem_id`; those of `dropped`
    are passed over; `legacy` is the encoding that its letters were left in.
    """
    return _Walk(TextRuns(source), rules, parts, dropped, legacy).walk(tree)


class _Walk:
    """A walk through the tree without recursion: pages may nest as deep as they like."""

    def __init__(
        self,
        runs: TextRuns,
        rules: SiteRules,
        parts: Mapping[int, str],
        dropped: Set[int],
        legacy: Legacy | None,
    ) -> None:
        self.runs, self.rules, self.parts, self.dropped, self.legacy = runs, rules, parts, dropped, legacy
        self.markup = Markup()
        self.pieces: list[_Piece] = []
        self.stack: list[_Step] = []

    def walk(self, tree: LexborHTMLParser) -> Markup:
        if tree.body is None:
            return self.markup
        self.markup.elements.append(Element(-1))
        self.stack = [_Step(tree.body.child)]
        while self.stack:
            step = self.stack.pop()
            if step.node is None:
                self._end_line()
                continue
            if (following := step.node.next) is not None:
                self.stack.append(step._replace(node=following))
            if step.node.is_text_node:
                self._take_text(step.node.text_content or "", step)
            elif step.node.is_element_node:
                self._enter(step.node, step)
        self._end_line()
        return self.markup

    def _enter(self, node: LexborNode, step: _Step) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._end_line()
            return
        attributes = node.attributes
        if tag == "img":
            if not _is_icon(attributes):
                self.markup.pictures.append(step.element)
            return
        rules = self.rules.of_element(tag, attributes)
        effects = {rule.effect for rule in rules}
        if "skip" in effects or node.mem_id in self.dropped or _is_hidden(attributes):
            return
        part = self.parts.get(node.mem_id)
        is_field = bool(effects & _FIELDS)
        own_line = tag not in _INLINE or bool(effects & _OWN_LINES)
        furniture = frozenset(rule.id for rule in rules if rule.effect in _FURNITURE)
        element = step.element
        named = furniture or part or "headline" in effects
        if (own_line or named) and step.depth < MAX_DEPTH:
            element = len(self.markup.elements)
            heading = _HEADINGS.get(tag) or (5 if "headline" in effects else None)
            header = not effects & {"furniture", "footer"}
            stated = stated_in(attributes) if is_field else None
            self.markup.elements.append(Element(step.element, furniture, header, heading, part, stated))
        if own_line or part:
            self._end_line()
            self.stack.append(_Step(None))
        if (child := node.child) is not None:
            linked = step.linked or tag == "a"
            bold, right = step.bold or tag in _BOLD, _is_set_right(attributes, step.right)
            author, caption = step.author or "author" in effects, step.caption or "caption" in effects
            self.stack.append(_Step(child, element, step.depth + 1, linked, bold, right, author, caption))

    def _take_text(self, text: str, step: _Step) -> None:
        written = self.runs.find(text) if text.strip(" \t\n\r\f") else Written(" ", ())
        self.pieces.append(
            _Piece(written, step.element, step.linked, step.bold, step.right, step.author, step.caption)
        )

    def _end_line(self) -> None:
        pieces, self.pieces = self.pieces, []
        first = next((piece for piece in pieces if not piece.written.text.isspace()), None)
        if first is None:
            return
        written = joined(piece.written for piece in pieces)
        if self.legacy:
            written = written.rewritten(self.legacy.changes(written.text))
        if bullet := _BULLET.match(written.text):
            written = written.part(bullet.end(), len(written.text))
        changes = ((m.start(), m.end(), " ") for m in _BLANKS.finditer(written.text) if m.group() != " ")
        written = written.rewritten(changes).readable()
        if written.text:
            length = sum(len(piece.written.text.strip()) for piece in pieces) or 1
            linked = sum(len(piece.written.text.strip()) for piece in pieces if piece.linked)
            bold = all(piece.bold for piece in pieces if not piece.written.text.isspace())
            line = Line(
                written.text, written.segments, links=linked / length,
                set_right=first.right, called_author=first.author, called_caption=first.caption,
            )  # fmt: skip
            self.markup.lines.append(PageLine(line, first.element, bold))


def stated_in(attributes: Mapping[str, str | None]) -> str | None:
    """What the element of a date or an author says to machines."""
    return next((value for name in _STATING if (value := attributes.get(name))), None)


def _is_icon(attributes: Mapping[str, str | None]) -> bool:
    """Whether a picture is said to be too small to be one of an article's."""
    sizes = (attributes.get(name) or "" for name in ("width", "height"))
    return any(size.isdecimal() and int(size) < SMALLEST_PICTURE for size in sizes)


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style))


def _is_set_right(attributes: Mapping[str, str | None], outer: bool) -> bool:
    written = (
        f"{attributes.get('align') or ''};{attributes.get('style') or ''};{attributes.get('class') or ''}"
    )
    alignments = _ALIGNMENT.findall(written.lower()) if written != ";;" else []
    return alignments[-1] in ("right", "end") if alignments else outer
