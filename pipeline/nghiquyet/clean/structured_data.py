"""What a page says of its article to machines: JSON-LD and meta tags."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

JSON_LD = "json_ld"
META = "meta"

ARTICLES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BlogPosting",
})  # fmt: skip
_DEEPEST = 12
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_TIMES = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
    "publish-date", "publication_date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date",
)  # fmt: skip
_AUTHORS = ("article:author", "author", "dc.creator", "dcterms.creator")
_SITES = ("og:site_name", "application-name")


@dataclass(frozen=True, slots=True)
class StructuredData:
    """Headlines by which the article's own may be known, and the time and author that it gives.

    `signed` is the author of the meta tags, which most sites set to themselves.
    """

    titles: tuple[str, ...] = ()
    published_at: tuple[tuple[str, str], ...] = ()
    author: str | None = None
    signed: str | None = None
    publishers: tuple[str, ...] = ()
    url: str | None = None


def read_structured_data(tree: LexborHTMLParser) -> StructuredData:
    """What the head of a page says; `published_at` as pairs of what is written and where it stood."""
    titles: list[str | None] = []
    times: list[tuple[str, str]] = []
    author = None
    publishers = []
    for thing in _articles(tree):
        titles.append(_text(thing.get("headline")) or _text(thing.get("name")))
        if time := _text(thing.get("datePublished")) or _text(thing.get("dateCreated")):
            times.append((time, JSON_LD))
        author = author or _person(thing.get("author"))
        publishers.append(_named(thing.get("publisher")))
    meta = _meta(tree)
    titles += [meta.get(name) for name in _TITLES]
    times += [(meta[name], META) for name in _TIMES if name in meta]
    title = tree.css_first("title")
    titles.append(title.text(strip=True) if title else None)
    publishers += [meta.get(name) for name in _SITES]
    link = tree.css_first('link[rel="canonical"]')
    return StructuredData(
        titles=tuple(dict.fromkeys(" ".join(text.split()) for text in titles if text and text.strip())),
        published_at=tuple(times),
        author=author,
        signed=next((meta[name] for name in _AUTHORS if name in meta), None),
        publishers=tuple(name for name in publishers if name),
        url=(link.attributes.get("href") if link else None) or meta.get("og:url"),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, 0):
            kinds = thing.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind in ARTICLES for kind in named):
                yield thing


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _things(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity"):
            yield from _things(data.get(name), depth + 1)


def _person(author: Any) -> str | None:
    people = author if isinstance(author, list) else [author]
    names = [name for person in people if (name := _named(person)) and not _is_organisation(person)]
    return ", ".join(names) or None


def _is_organisation(thing: Any) -> bool:
    return isinstance(thing, dict) and "Organization" in str(thing.get("@type"))


def _named(thing: Any) -> str | None:
    return _text(thing.get("name")) if isinstance(thing, dict) else _text(thing)


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
