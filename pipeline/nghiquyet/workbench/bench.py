"""A rulebook on the pipeline that runs it, with the sample articles that show what it does."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from nghiquyet.clean import CleaningRules, clean
from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.propose import PROPOSE
from nghiquyet.pipeline import StageError, analyse, load
from nghiquyet.read import read_articles
from nghiquyet.records import ErrorRow, Mention
from nghiquyet.rulebook.location import corpus_dir
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.tokenize.layer import WORDS
from nghiquyet.tokenize.tagged_words import Sentence, TaggedWords
from nghiquyet.tokenize.words import Tagger

LABELLED = ("gold", "clean")
UNLABELLED = "articles"
REMEMBERED_TEXTS = 2000


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article to try rules on; `labels` are its mentions by table where it has been labelled."""

    article_id: str
    text: str
    published_at: str | None = None
    title: str | None = None
    url: str | None = None
    folder: str = ""
    labels: Mapping[str, Any] | None = None


@dataclass
class Bench:
    """A rulebook, the pipeline that it runs on, and the articles that are tried."""

    nlp: Language
    rulebook: Rulebook
    corpus: Path = field(default_factory=corpus_dir)
    failures: list[tuple[SampleArticle, StageError]] = field(default_factory=list, repr=False)
    _tried: dict[tuple[str, str | None], Analysis] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, rules: Path | str | None = None) -> "Bench":
        """The bench of a rules folder, of the shipped one by default. Raises RuleError."""
        nlp = load(rules)
        layer: Any = nlp.get_pipe(WORDS)
        layer.tagger = _RememberingTagger(layer.tagger)
        return cls(nlp, Rulebook.load(rules))

    def analyse(self, article: SampleArticle, rulebook: Rulebook | None = None) -> Analysis:
        """All that is found in an article, by the rules of another rulebook where one is given."""
        proposer: Any = self.nlp.get_pipe(PROPOSE)
        kept, proposer.rulebook = proposer.rulebook, rulebook or self.rulebook
        try:
            return analyse(
                self.nlp,
                article.text,
                published_at=article.published_at,
                article_id=article.article_id,
                title=article.title,
                url=article.url,
            )
        finally:
            proposer.rulebook = kept

    def among_all(self, text: str, published_at: str | None) -> Analysis:
        """What all rules find in an example; each is analysed once."""
        key = (text, published_at)
        if key not in self._tried:
            self._tried[key] = self.analyse(SampleArticle("", text, published_at))
        return self._tried[key]

    @cached_property
    def articles(self) -> list[SampleArticle]:
        """The articles of the corpus."""
        return read_sample(self.corpus)

    @cached_property
    def sample(self) -> list[tuple[SampleArticle, Analysis]]:
        """The articles of the corpus and what is found in them; those that fail are in `failures`."""
        analysed = []
        for article in self.articles:
            try:
                analysed.append((article, self.analyse(article)))
            except StageError as error:
                self.failures.append((article, error))
        return analysed


class _RememberingTagger:
    """A tagger that tags a text once, however often other rules are tried on it."""

    def __init__(self, tagger: Tagger) -> None:
        self._tag = lru_cache(maxsize=REMEMBERED_TEXTS)(lambda text: tagger.tag([text])[0])

    def tag(self, texts: Sequence[Sequence[Sentence]]) -> list[TaggedWords]:
        """The words of each text."""
        return [self._tag(tuple(text)) for text in texts]


def read_sample(corpus: Path) -> list[SampleArticle]:
    """The articles of a corpus folder: labelled ones, gold and clean, and those as users bring them."""
    labelled = [
        _labelled(json.loads(path.read_text(encoding="utf-8")), folder)
        for folder in LABELLED
        for path in sorted((corpus / folder).glob("*.json"))
    ]
    raw = corpus / UNLABELLED
    return labelled + (list(read_cleaned([raw])) if raw.is_dir() else [])


def read_cleaned(inputs: Iterable[Path | str], rules: Path | None = None) -> Iterable[SampleArticle]:
    """The articles of files and folders, cleaned; what cannot be read is passed over."""
    cleaning = CleaningRules.load(rules)
    for item in read_articles(inputs):
        if isinstance(item, ErrorRow):
            continue
        article = clean(item, cleaning)
        if not isinstance(article, ErrorRow):
            yield SampleArticle(
                article.article_id, article.text, article.published_at, article.title, article.url, UNLABELLED
            )


def records_of(analysis: Analysis) -> Iterable[Mention]:
    """The records of an article, of all tables."""
    return (record for records in analysis.records.values() for record in records)


def _labelled(article: Mapping[str, Any], folder: str) -> SampleArticle:
    return SampleArticle(
        article["article_id"],
        article["text"],
        article.get("published_at"),
        article.get("title"),
        article.get("url"),
        folder,
        article,
    )
