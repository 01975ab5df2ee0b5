"""The whole way of an article, from raw to records."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nghiquyet.article import CleanArticle, Item, RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.extract.analysis import Analysis, RuleTimeout
from nghiquyet.extract.propose import PROPOSE
from nghiquyet.extract.watch import WATCH
from nghiquyet.extraction import Extraction, Outcome, failed_row
from nghiquyet.pipeline import STAGE_TICKS, StageError, identify, load, run_stages
from nghiquyet.records import Article, ErrorRow

CLEAN = "clean"


class Extractor:
    """The cleaning rules and the pipeline, loaded once. Raises RuleError."""

    def __init__(self, rules: Path | None = None, *, ner: bool = True) -> None:
        self.nlp = load(rules, ner=ner)
        self.cleaning = CleaningRules.load(rules)

    def __call__(self, item: Item) -> Outcome:
        """The records of one article, or the error that stands in its place."""
        [outcome] = self.extract([item])
        return outcome

    def extract(self, items: Sequence[Item]) -> list[Outcome]:
        """The same for each of several articles, cheapest some dozens at a time."""
        cleaned = [item if isinstance(item, ErrorRow) else self._clean(item) for item in items]
        analyses = {
            number: Analysis(
                text=article.text, published_at=article.published_at, title=article.title, url=article.url
            )
            for number, article in enumerate(cleaned)
            if isinstance(article, CleanArticle)
        }
        failures = dict(zip(analyses, run_stages(self.nlp, list(analyses.values())), strict=True))
        outcomes: list[Outcome] = []
        for number, article in enumerate(cleaned):
            if isinstance(article, ErrorRow):
                outcomes.append(article)
            elif (failure := failures[number]) is not None:
                outcomes.append(_failed(article, failure))
            else:
                outcomes.append(_extraction(article, analyses[number]))
        return outcomes

    def _clean(self, raw: RawArticle) -> CleanArticle | ErrorRow:
        try:
            WATCH.begin(STAGE_TICKS)
            return clean(raw, self.cleaning)
        except Exception as error:
            return _failed(raw, StageError(CLEAN, error))
        finally:
            WATCH.end()


def _failed(article: RawArticle | CleanArticle, failure: StageError) -> ErrorRow:
    return failed_row(article.article_id, article.source, failure.stage, failure.cause)


def _extraction(article: CleanArticle, analysis: Analysis) -> Extraction:
    content_hash = identify(analysis, article.article_id)
    timeouts = tuple(_timeout_row(article, timeout) for timeout in analysis.timeouts)
    return Extraction(
        _article_row(article, analysis, content_hash), analysis.records, article.warnings + timeouts
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


def _article_row(article: CleanArticle, analysis: Analysis, content_hash: str) -> Article:
    counts: dict[str, Any] = {table: len(mentions) for table, mentions in analysis.records.items()}
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
        encoding=article.encoding,
        source_map=[number for segment in article.segments for number in segment],
        cluster_id=article.article_id,
        content_hash=content_hash,
        **counts,
    )
