"""underthesea's words, part-of-speech tags and entities as a layer over the text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of
from nghiquyet.extract.stage import Stage
from nghiquyet.tokenize.words import load_tagger

WORDS = "nghiquyet_words"


@Language.factory(WORDS, requires=["token.is_sent_start"])
class WordLayer(Stage):
    """Tags the sentences of documents, cheapest many at a time; offsets are into the whole text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.tagger = load_tagger()

    def analyse(self, analysis: Analysis) -> None:
        """Tag one article."""
        self.tag([analysis])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Tag documents in batches."""
        documents = iter(stream)
        while docs := list(islice(documents, batch_size)):
            self.tag([analysis_of(doc) for doc in docs])
            yield from docs

    def tag(self, analyses: Sequence[Analysis]) -> None:
        """Give each analysis its words."""
        spans = [
            (analysis, *analysis.sentence_span(number))
            for analysis in analyses
            for number in range(len(analysis.sentence_starts))
        ]
        sentences = [analysis.text[start:end] for analysis, start, end in spans]
        tagged = self.tagger.tag(sentences, [start for _, start, _ in spans])
        for (analysis, _, _), words in zip(spans, tagged, strict=True):
            analysis.words += words
