"""The pipeline: the stages in their order, and the records of one text."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from nghiquyet.extract.analysis import Analysis, analysis_of
from nghiquyet.extract.arbitrate import ARBITRATE
from nghiquyet.extract.dates import DATES
from nghiquyet.extract.documents import DOCUMENTS
from nghiquyet.extract.people import PEOPLE
from nghiquyet.extract.propose import PROPOSE
from nghiquyet.extract.targets import TARGETS
from nghiquyet.extract.units import UNITS
from nghiquyet.records import Mention
from nghiquyet.rulebook.pattern_cache import PATTERNS
from nghiquyet.tokenize.layer import WORDS
from nghiquyet.tokenize.sentences import SENTENCES
from nghiquyet.tokenize.tokenizer import TOKENIZER

RULED = (SENTENCES, PROPOSE, DATES, UNITS, DOCUMENTS, PEOPLE, TARGETS)
COMPONENTS = (SENTENCES, WORDS, PROPOSE, ARBITRATE, DATES, UNITS, DOCUMENTS, PEOPLE, TARGETS)


class StageError(RuntimeError):
    """A stage failed on an article; `stage` is its name and `cause` what it raised."""

    def __init__(self, stage: str, cause: Exception) -> None:
        self.stage, self.cause = stage, cause
        super().__init__(f"{stage}: {type(cause).__name__}: {cause}")


def load(rules: Path | str | None = None) -> Language:
    """A spaCy pipeline with all stages; `rules` is a rules folder, else the shipped one. Raises RuleError."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"rules": str(rules)} if rules and name in RULED else {})
    PATTERNS.save()
    return nlp


def analyse(nlp: Language, text: str, *, published_at: str | None = None, article_id: str | None = None,
            title: str | None = None, url: str | None = None) -> Analysis:  # fmt: skip
    """Run every stage over one clean text in NFC and give all that was found, discarded candidates included.

    Raises StageError.
    """
    doc = nlp.make_doc(text)
    doc._.nghiquyet = Analysis(text=text, published_at=published_at, title=title, url=url)
    for name, stage in nlp.pipeline:
        try:
            doc = stage(doc)
        except Exception as error:
            raise StageError(name, error) from error
    analysis = analysis_of(doc)
    _identify(analysis.records, article_id, text)
    return analysis


def extract(
    nlp: Language, text: str, *, published_at: str | None = None, article_id: str | None = None, **header: Any
) -> dict[str, list[Mention]]:
    """The records of one clean text in NFC, by table. Raises StageError.

    `published_at` is its ISO date, the reference of its dates.
    """
    return analyse(nlp, text, published_at=published_at, article_id=article_id, **header).records


def _identify(records: Mapping[str, list[Mention]], article_id: str | None, text: str) -> None:
    origin = f"{article_id or ''}\0{hashlib.sha256(text.encode()).hexdigest()}"
    for table, mentions in records.items():
        for mention in mentions:
            key = f"{origin}\0{table}\0{mention.start}\0{mention.end}"
            mention.article_id = article_id
            mention.record_id = hashlib.sha256(key.encode()).hexdigest()[:20]
