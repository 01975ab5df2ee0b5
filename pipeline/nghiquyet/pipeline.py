"""The pipeline: the stages in their order, and the records of one text."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.arbitrate import ARBITRATE
from nghiquyet.extract.dates import DATES
from nghiquyet.extract.documents import DOCUMENTS
from nghiquyet.extract.people import PEOPLE
from nghiquyet.extract.propose import PROPOSE
from nghiquyet.extract.stage import BatchStage, Stage
from nghiquyet.extract.targets import TARGETS
from nghiquyet.extract.units import UNITS
from nghiquyet.extract.watch import WATCH
from nghiquyet.records import Mention
from nghiquyet.rulebook.pattern_cache import PATTERNS
from nghiquyet.tokenize.layer import WORDS
from nghiquyet.tokenize.sentences import SENTENCES
from nghiquyet.tokenize.tokenizer import TOKENIZER

RULED = (SENTENCES, PROPOSE, DATES, UNITS, DOCUMENTS, PEOPLE, TARGETS)
COMPONENTS = (SENTENCES, WORDS, PROPOSE, ARBITRATE, DATES, UNITS, DOCUMENTS, PEOPLE, TARGETS)


STAGE_TICKS = 60
"""How many ticks of the watch a stage may take over an article: two minutes."""


class StageError(RuntimeError):
    """A stage failed on an article; `stage` is its name and `cause` what it raised."""

    def __init__(self, stage: str, cause: Exception) -> None:
        self.stage, self.cause = stage, cause
        super().__init__(f"{stage}: {type(cause).__name__}: {cause}")


def load(rules: Path | str | None = None, *, ner: bool = True) -> Language:
    """A spaCy pipeline with all stages; `rules` is a rules folder, else the shipped one. Raises RuleError.

    Without `ner` it has no word layer, and so neither parts of speech nor entities: faster, and worse.
    """
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in COMPONENTS:
        if name == WORDS and not ner:
            continue
        nlp.add_pipe(name, config={"rules": str(rules)} if rules and name in RULED else {})
    PATTERNS.save()
    return nlp


def analyse(nlp: Language, text: str, *, published_at: str | None = None, article_id: str | None = None,
            title: str | None = None, url: str | None = None) -> Analysis:  # fmt: skip
    """Run every stage over one clean text in NFC and give all that was found, discarded candidates included.

    Raises StageError.
    """
    analysis = Analysis(text=text, published_at=published_at, title=title, url=url)
    [failure] = run_stages(nlp, [analysis])
    if failure is not None:
        raise failure from failure.cause
    identify(analysis, article_id)
    return analysis


def run_stages(nlp: Language, analyses: Sequence[Analysis]) -> list[StageError | None]:
    """Complete analyses stage by stage, cheapest many at a time; the error of each that a stage failed on."""
    failures: list[StageError | None] = [None] * len(analyses)
    for name, stage in nlp.pipeline:
        left = [number for number, failure in enumerate(failures) if failure is None]
        if isinstance(stage, BatchStage) and len(left) > 1 and _together(stage, [analyses[n] for n in left]):
            continue
        for number in left:
            try:
                WATCH.begin(STAGE_TICKS)
                _run(nlp, stage, analyses[number])
            except Exception as error:
                failures[number] = StageError(name, error)
    WATCH.end()
    return failures


def _together(stage: BatchStage, analyses: Sequence[Analysis]) -> bool:
    """Whether a stage could be done for all together."""
    try:
        WATCH.begin(STAGE_TICKS)
        stage.analyse_batch(analyses)
    except Exception:  # one by one, it shows which article is to blame
        return False
    return True


def _run(nlp: Language, stage: Any, analysis: Analysis) -> None:
    if isinstance(stage, Stage):
        stage.analyse(analysis)
        return
    doc = nlp.make_doc(analysis.text)
    doc._.nghiquyet = analysis
    stage(doc)


def extract(
    nlp: Language, text: str, *, published_at: str | None = None, article_id: str | None = None, **header: Any
) -> dict[str, list[Mention]]:
    """The records of one clean text in NFC, by table. Raises StageError.

    `published_at` is its ISO date, the reference of its dates.
    """
    return analyse(nlp, text, published_at=published_at, article_id=article_id, **header).records


def identify(analysis: Analysis, article_id: str | None) -> str:
    """Give each record its ids; the digest of the text that they rest on."""
    content_hash = hashlib.sha256(analysis.text.encode()).hexdigest()
    origin = f"{article_id or ''}\0{content_hash}"
    for table, mentions in analysis.records.items():
        for mention in mentions:
            key = f"{origin}\0{table}\0{mention.start}\0{mention.end}"
            mention.article_id = article_id
            mention.record_id = hashlib.sha256(key.encode()).hexdigest()[:20]
    return content_hash
