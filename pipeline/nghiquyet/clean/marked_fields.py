"""Times and authors that the body of a page marks as such: by a site rule, microdata, RDFa, hAtom, `time`."""

import unicodedata
from collections.abc import Iterator, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nghiquyet.clean.line import Line
from nghiquyet.clean.markup import stated_in
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.clean.site_rules import SiteRule, SiteRules, first_match
from nghiquyet.clean.structured_data import ARTICLES, StructuredData

MARKUP = "markup"

ANCESTORS = 12
"""So far outwards an element is asked what it stands in."""

_TIMES = ", ".join((
    '[itemprop~="datePublished"]', '[itemprop~="dateCreated"]', '[property~="schema:datePublished"]',
    '[property~="schema:dateCreated"]', '[property~="dc:date"]', '[property~="dc:created"]',
    '[property~="dcterms:created"]', "article time[datetime]", ".hentry .published", ".h-entry .dt-published",
))  # fmt: skip
_AUTHORS = ", ".join((
    '[itemprop~="author"]', '[property~="schema:author"]', '[property~="dc:creator"]', '[rel~="author"]',
))  # fmt: skip
_COMMENTS = ("Comment", "UserComments")
_NO_AUTHORS = ("account", "organisation")


def marked_times(
    tree: LexborHTMLParser, site: SiteRule | None, rules: SiteRules, misnomers: Set[str]
) -> Iterator[tuple[str, str]]:
    """Times that the body of the page marks as those of publication, and where they stood.

    `misnomers` are the rules of furniture that tell nothing on this page.
    """
    if site is not None and (node := first_match(tree, site.published_at)) is not None:
        yield node.attributes.get("datetime") or node.text(strip=True), site.id
    for node in _outside_furniture(tree, _TIMES, rules, misnomers):
        for written in (stated_in(node.attributes), node.text(strip=True)):
            if written:
                yield written, MARKUP


def marked_author(
    tree: LexborHTMLParser,
    site: SiteRule | None,
    data: StructuredData,
    rules: CleaningRules,
    misnomers: Set[str],
) -> str | None:
    """The author that the page names to machines, where it is neither the site nor an account's name.

    The meta tag, which most sites set to themselves, is believed only where it has a person's surname.
    """
    if site is not None and (node := first_match(tree, site.author)) is not None:
        return node.text(strip=True) or None
    nodes = _outside_furniture(tree, _AUTHORS, rules.sites, misnomers)
    marked = (node.attributes.get("content") or node.text(strip=True) for node in nodes)
    named = [name for name in (data.author, *marked) if name]
    if data.signed and rules.is_shape("person", Line(data.signed)):
        named.append(data.signed)
    return next((name for name in named if _is_author(name, data, rules)), None)


def _outside_furniture(
    tree: LexborHTMLParser, selector: str, rules: SiteRules, misnomers: Set[str]
) -> list[LexborNode]:
    return [node for node in tree.css(selector) if not _is_furniture(node, rules, misnomers)]


def _is_furniture(node: LexborNode, rules: SiteRules, misnomers: Set[str]) -> bool:
    """Whether an element stands in furniture: comments have times and authors of their own.

    The foot of what is marked as an article is the article's own.
    """
    foot = owned = False
    above = node.parent
    for _ in range(ANCESTORS):
        if above is None or above.tag == "body":
            break
        attributes = above.attributes
        known = rules.of_element(above.tag or "", attributes)
        effects = {rule.effect for rule in known if rule.id not in misnomers}
        kind = (attributes.get("itemtype") or "").rpartition("/")[2]
        if "furniture" in effects or (kind in _COMMENTS and not owned):
            return True
        foot |= "footer" in effects
        if not owned and (kind in ARTICLES or "hentry" in (attributes.get("class") or "").split()):
            foot, owned = False, True
        above = above.parent
    return foot


def _is_author(name: str, data: StructuredData, rules: CleaningRules) -> bool:
    line = Line(name)
    if not rules.is_shape("names", line) or any(rules.is_shape(shape, line) for shape in _NO_AUTHORS):
        return False
    words = _plain_words(name)
    return not any(words <= _plain_words(publisher) for publisher in data.publishers)


def _plain_words(name: str) -> set[str]:
    """The words of a name as accounts write them: in small letters without their marks."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return set("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
