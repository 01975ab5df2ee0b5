"""The rules of markup, rules/sites/*.toml: elements that are no article, and where sites keep theirs."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

import regex
from pydantic import BaseModel, ConfigDict, Field
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.rule import RulePlace
from nghiquyet.rulebook.toml_file import read_entries

Effect = Literal["skip", "furniture", "header", "footer", "line", "author", "headline", "caption"]
Part = Literal["title", "lead", "body", "author", "published_at"]


class BlockRule(BaseModel):
    """What elements of some tags, or of classes and ids of some shape, are on any page.

    `skip`: nothing in them is text; `furniture`: no article's, unless the article stands in it; `header`: so
    too, save for a headline and what is under it; `footer`: so too, save for the time and the author that
    it marks as those of the article that it ends; `line`: a line of their own; `author`: so too, of who
    wrote the article; `headline`: may hold it; `caption`: a line of its own, under a picture. `names` matches
    one class or id, as a whole, in lower case.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^sites\.[a-z0-9_]+$")
    note: str = Field(min_length=1)
    effect: Effect
    tags: tuple[str, ...] = ()
    names: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class SiteRule(BaseModel):
    """Where the pages of a site, or of a publishing system, keep the parts of an article: CSS selectors.

    The rule holds for pages of `hosts` (and their subdomains), and for pages with an element of each of
    `marks`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^sites\.[a-z0-9_]+$")
    note: str = Field(min_length=1)
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published_at: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def holds(self, tree: LexborHTMLParser, url: str | None) -> bool:
        """Whether a page is of this site."""
        host = (urlsplit(url).hostname or "") if url else ""
        if any(host == known or host.endswith(f".{known}") for known in self.hosts):
            return True
        return bool(self.marks) and all(tree.css_first(mark) is not None for mark in self.marks)


class SiteRules:
    """The rules of markup, compiled."""

    def __init__(
        self, blocks: Iterable[tuple[BlockRule, RulePlace]], sites: Iterable[tuple[SiteRule, RulePlace]]
    ) -> None:
        """Raises RuleError for a pattern or a selector that cannot be used."""
        self.placed_blocks = list(blocks)
        self.sites: list[SiteRule] = []
        self._tags: dict[str, BlockRule] = {}
        self._names: list[tuple[regex.Pattern[str], BlockRule]] = []
        for block, place in self.placed_blocks:
            self._tags |= dict.fromkeys(block.tags, block)
            try:
                if block.names:
                    self._names.append((regex.compile(block.names), block))
            except regex.error as error:
                raise RuleError(str(error), file=place.file, line=place.line, rule=block.id) from error
        for site, place in sites:
            self.sites.append(site)
            for selector in (
                *site.marks,
                *site.title,
                *site.lead,
                *site.body,
                *site.author,
                *site.published_at,
                *site.drop,
            ):
                if not _is_selector(selector):
                    raise RuleError(
                        f"no CSS selector: {selector!r}", file=place.file, line=place.line, rule=site.id
                    )
        self._known: dict[tuple[str, str, str], tuple[BlockRule, ...]] = {}

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the rules of one folder. Raises RuleError."""
        files = sorted(folder.glob("[!_]*.toml"))
        blocks = [entry for file in files for entry in read_entries(file, "block", BlockRule)]
        sites = [entry for file in files for entry in read_entries(file, "site", SiteRule)]
        return cls(blocks, sites)

    def of_element(self, tag: str, attributes: Mapping[str, str | None]) -> tuple[BlockRule, ...]:
        """The rules that know an element by its tag, its classes or its id."""
        key = (tag, attributes.get("class") or "", attributes.get("id") or "")
        if (known := self._known.get(key)) is None:
            names = " ".join(key[1:]).lower().split()
            known = tuple(rule for pattern, rule in self._names if any(map(pattern.fullmatch, names)))
            known += (self._tags[tag],) if tag in self._tags else ()
            if len(self._known) < 100_000:
                self._known[key] = known
        return known

    def site_of(self, tree: LexborHTMLParser, url: str | None) -> SiteRule | None:
        """The first rule that holds for a page."""
        return next((site for site in self.sites if site.holds(tree, url)), None)


def first_match(tree: LexborHTMLParser, selectors: Iterable[str]) -> LexborNode | None:
    """The first element of the first selector that matches."""
    return next((node for selector in selectors if (node := tree.css_first(selector)) is not None), None)


_EMPTY = LexborHTMLParser("<p>")


def _is_selector(selector: str) -> bool:
    try:
        _EMPTY.css(selector)
    except SelectolaxError:
        return False
    return True
