"""Sentence boundaries: line ends, and full stops that no abbreviation owns."""

from collections.abc import Collection
from typing import Any

import numpy as np
import regex
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of
from nghiquyet.extract.stage import Stage
from nghiquyet.rulebook.rulebook import Rulebook

SENTENCES = "nghiquyet_sentences"
_BREAK = regex.compile(
    r"\n\s*"
    r"|(?P<mark>[.!?…]+)[\"')\]]*"
    r"(?:[ ]+(?=[\"'(\[\-+]*[\p{Lu}\d])|(?<=[\p{Ll}\d)\]%\"]\p{P}{1,3})(?=\p{Lu}\p{Ll}))"
)
_START, _NO_START = np.uint64(1), np.int64(-1).astype(np.uint64)
_WORD_BEFORE = regex.compile(r"(?r)[\p{L}.]+")


def sentence_starts(folded: str, abbreviations: Collection[str]) -> list[int]:
    """Offsets at which the sentences of a folded text start; empty for a blank text."""
    starts = [len(folded) - len(folded.lstrip())]
    for match in _BREAK.finditer(folded):
        if match["mark"] == ".":
            word = _WORD_BEFORE.match(folded, endpos=match.start())
            if word and (
                word.group() in abbreviations or (len(word.group()) == 1 and word.group().isupper())
            ):
                continue
        if starts[-1] < match.end() < len(folded):
            starts.append(match.end())
    return starts if folded.strip() else []


@Language.factory(SENTENCES, assigns=["token.is_sent_start"])
class SentenceSplitter(Stage):
    """Finds where sentences start, and sets it in a `Doc`."""

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        self.abbreviations = frozenset(Rulebook.load(rules).lists["sentence_abbreviations"].words)

    def __call__(self, doc: Doc) -> Doc:
        """Split one document."""
        super().__call__(doc)
        starts = np.isin(doc.to_array([IDX]), analysis_of(doc).sentence_starts)
        starts[:1] = True
        column: Any = np.where(starts, _START, _NO_START)
        doc.from_array([SENT_START], column)
        return doc

    def analyse(self, analysis: Analysis) -> None:
        """Split one article."""
        analysis.sentence_starts = sentence_starts(analysis.folded, self.abbreviations)
