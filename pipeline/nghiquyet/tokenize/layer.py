"""underthesea's words, part-of-speech tags and entities as a layer over the text."""

from collections.abc import Sequence

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.stage import BatchStage
from nghiquyet.tokenize.tagged_words import Sentence
from nghiquyet.tokenize.words import load_tagger

WORDS = "nghiquyet_words"


@Language.factory(WORDS, requires=["token.is_sent_start"])
class WordLayer(BatchStage):
    """Tags the sentences of articles; offsets are into the whole text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.tagger = load_tagger()

    def analyse_batch(self, analyses: Sequence[Analysis]) -> None:
        """Give each analysis its words."""
        tagged = self.tagger.tag([_sentences(analysis) for analysis in analyses])
        for analysis, words in zip(analyses, tagged, strict=True):
            analysis.words = words


def _sentences(analysis: Analysis) -> list[Sentence]:
    spans = map(analysis.sentence_span, range(len(analysis.sentence_starts)))
    return [Sentence(start, analysis.text[start:end]) for start, end in spans]
