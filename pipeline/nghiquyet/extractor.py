"""The whole way of an article, from raw to records."""

import hashlib
from pathlib import Path
from typing import Any

from nghiquyet.article import CleanArticle, Item, RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.extract.analysis import RuleTimeout
from nghiquyet.extract.propose import PROPOSE
from nghiquyet.extraction import Extraction, Outcome, failed_row
from nghiquyet.pipeline import StageError, analyse, load
from nghiquyet.records import Article, ErrorRow, Mention

CLEAN = "clean"


class Extractor:
    """The cleaning rules and the pipeline, loaded once. Raises RuleError."""

    def __init__(self, rules: Path | None = None) -> None:
        self.nlp = load(rules)
        self.cleaning = CleaningRules.load(rules)

    def __call__(self, item: Item) -> Outcome:
        """The records of one article, or the error that stands in its place."""
        if isinstance(item, ErrorRow):
            return item
        try:
            return self._extract(item)
        except StageError as error:
            return failed_row(item.article_id, item.source, error.stage, error.cause)

    def _extract(self, raw: RawArticle) -> Outcome:
        try:
            article = clean(raw, self.cleaning)
        except Exception as error:
            raise StageError(CLEAN, error) from error
        if isinstance(article, ErrorRow):
            return article
        analysis = analyse(
            self.nlp,
            article.text,
            published_at=article.published_at,
            article_id=article.article_id,
            title=article.title,
            url=article.url,
        )
        timeouts = tuple(_timeout_row(article, timeout) for timeout in analysis.timeouts)
        return Extraction(
            _article_row(article, analysis.records), analysis.records, article.warnings + timeouts
        )


def _timeout_row(article: CleanArticle, timeout: RuleTimeout) -> ErrorRow:
    return ErrorRow(
        article_id=article.article_id,
        source=article.source,
        stage=PROPOSE,
        error="RuleTimeout",
        message=f"{article.source}: {timeout.rule_id} took over {timeout.seconds:g} s and found nothing",
        fatal=False,
    )


def _article_row(article: CleanArticle, records: dict[str, list[Mention]]) -> Article:
    counts: dict[str, Any] = {table: len(mentions) for table, mentions in records.items()}
    return Article(
        article_id=article.article_id,
        url=article.url,
        source=article.source,
        title=article.title,
        published_at=article.published_at,
        published_at_source=article.published_at_source,
        author=article.author,
        photo_credits=list(article.photo_credits),
        lead=article.lead,
        text=article.text,
        content_hash=hashlib.sha256(article.text.encode()).hexdigest(),
        **counts,
    )
