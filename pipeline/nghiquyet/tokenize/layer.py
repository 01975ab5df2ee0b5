"""underthesea's words, part-of-speech tags and entities as a layer over the text."""

from collections.abc import Sequence

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.stage import BatchStage
from nghiquyet.tokenize.words import load_tagger

WORDS = "nghiquyet_words"


@Language.factory(WORDS, requires=["token.is_sent_start"])
class WordLayer(BatchStage):
    """Tags the sentences of articles; offsets are into the whole text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.tagger = load_tagger()

    def analyse_batch(self, analyses: Sequence[Analysis]) -> None:
        """Give each analysis its words."""
        spans = [
            (analysis, *analysis.sentence_span(number))
            for analysis in analyses
            for number in range(len(analysis.sentence_starts))
        ]
        sentences = [analysis.text[start:end] for analysis, start, end in spans]
        tagged = self.tagger.tag(sentences, [start for _, start, _ in spans])
        for analysis in analyses:
            analysis.words = []
        for (analysis, _, _), words in zip(spans, tagged, strict=True):
            analysis.words += words
