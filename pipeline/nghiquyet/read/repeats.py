"""Ids that come twice: with another text the article is `id#2`, with the same text it is an error."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nghiquyet.article import Item
from nghiquyet.read.errors import read_error
from nghiquyet.records import ErrorRow


def settle_repeats(articles: Iterable[Item]) -> Iterator[Item]:
    """The same articles with ids that differ; keeps a digest and a source an article, not its text."""
    seen: dict[str, dict[bytes, str]] = {}
    for article in articles:
        if isinstance(article, ErrorRow):
            yield article
            continue
        digest = hashlib.blake2b(article.body.encode(), digest_size=16).digest()
        sources = seen.setdefault(article.article_id, {})
        if digest in sources:
            yield read_error("repeated", article.source, article_id=article.article_id, first=sources[digest])
            continue
        sources[digest] = article.source
        if len(sources) == 1:
            yield article
            continue
        number = len(sources)
        while (article_id := f"{article.article_id}#{number}") in seen:
            number += 1
        seen[article_id] = {digest: article.source}
        yield replace(article, article_id=article_id)
