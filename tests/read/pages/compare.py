"""Our reading of corpus/pages beside that of extraction libraries, as a table in Markdown.

The libraries are no dependencies of the project; the table in docs/input.md came of

    uv run --with trafilatura,readability-lxml,newspaper4k,justext python -m tests.read.pages.compare
"""

import logging
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from statistics import mean
from typing import Any, NamedTuple

import justext
import trafilatura
from lxml import html
from newspaper import Article
from readability import Document
from tests.read.pages.render import PAGES, encoding_of, meant

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean import CleaningRules, clean


class Found(NamedTuple):
    """What a reader makes of a page; the text with its title, the time as ISO."""

    title: str | None
    text: str
    published_at: str | None = None
    author: str | None = None


def nghiquyet(page: str) -> Found:
    article = clean(RawArticle(article_id="a", source="a", body=page, is_html=True), CleaningRules.load())
    assert isinstance(article, CleanArticle)
    return Found(article.title, article.text, article.published_at, article.author)


def by_trafilatura(page: str) -> Found:
    found = trafilatura.bare_extraction(page, with_metadata=True)
    return Found(found.title, f"{found.title}\n{found.text}", found.date, found.author)


def by_readability(page: str) -> Found:
    document = Document(page)
    body = html.fromstring(document.summary())
    for element in body.iter("p", "div", "td", "li", "br", "figcaption", "h1", "h2", "h3", "h4"):
        element.tail = f"\n{element.tail or ''}"
    return Found(document.short_title(), f"{document.short_title()}\n{body.text_content()}")


def by_newspaper(page: str) -> Found:
    article = Article("https://bao.vi.du/tin", language="vi")
    article.download(input_html=page)
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else None
    return Found(article.title, f"{article.title}\n{article.text}", day, ", ".join(article.authors) or None)


def by_justext(page: str) -> Found:
    paragraphs = justext.justext(page.encode(), justext.get_stoplist("Vietnamese"))
    return Found(None, "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


READERS: dict[str, Callable[[str], Found]] = {
    "nghiquyet": nghiquyet,
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
    "newspaper4k": by_newspaper,
    "jusText": by_justext,
}


def scores(read: Callable[[str], Found]) -> Iterator[float]:
    """Precision and recall of words; shares of titles, days and authors; milliseconds a page."""
    by_template: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for article in meant():
        page = (PAGES / f"{article['page']}.html").read_text(encoding=encoding_of(article))
        begun = time.process_time()
        found = read(page)
        taken = time.process_time() - begun
        by_template[article["template"]].append((*_compared(article, found), 1000 * taken))
    means = (map(mean, zip(*rows, strict=True)) for rows in by_template.values())
    return map(mean, zip(*means, strict=True))


def _compared(article: dict[str, Any], found: Found) -> tuple[float, ...]:
    wanted, got = Counter(article["text"].split()), Counter(_nfc(found.text).split())
    common = (wanted & got).total()
    return (
        common / max(got.total(), 1),
        common / wanted.total(),
        _nfc(found.title) == article["title"],
        (found.published_at or "")[:10] == article["published_at"][:10],
        found.author == article["author"],
    )


def _nfc(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


if __name__ == "__main__":
    logging.disable()
    print("| reader | precision | recall | title | day | author | ms a page |\n|---|---|---|---|---|---|---|")
    for name, reader in READERS.items():
        reader((PAGES / f"{meant()[0]['page']}.html").read_text(encoding="utf-8"))
        *shares, taken = scores(reader)
        print(f"| {name} |", " | ".join(f"{share:.2f}" for share in shares), f"| {taken:.0f} |")
