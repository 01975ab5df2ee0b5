"""underthesea's words, part-of-speech tags and entities as a layer over the text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of
from nghiquyet.tokenize.words import TaggedWord, load_tagger

WORDS = "nghiquyet_words"


@Language.factory(WORDS, requires=["token.is_sent_start"])
class WordLayer:
    """Tags the sentences of documents, cheapest many at a time; the words' offsets are into the whole text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.tagger = load_tagger()

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        self.tag([analysis_of(doc)])
        return doc

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
        tagged = self.tagger.tag([analysis.text[start:end] for analysis, start, end in spans])
        for (analysis, start, _), words in zip(spans, tagged, strict=True):
            analysis.words += [
                TaggedWord(start + w.start, start + w.end, w.text, w.pos, w.entity) for w in words
            ]
