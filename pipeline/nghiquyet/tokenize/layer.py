"""underthesea's words, part-of-speech tags and entities as a layer over the text."""

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.extract.analysis import analysis_of
from nghiquyet.tokenize.words import load_tagger

WORDS = "nghiquyet_words"


@Language.factory(WORDS, requires=["token.is_sent_start"])
class WordLayer:
    """Tags the sentences of a `Doc`; the words' offsets are into the whole text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.tagger = load_tagger()

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        analysis = analysis_of(doc)
        spans = [analysis.sentence_span(number) for number in range(len(analysis.sentence_starts))]
        tagged = self.tagger.tag([analysis.text[start:end] for start, end in spans])
        analysis.words = [
            replace(word, start=start + word.start, end=start + word.end)
            for (start, _), sentence in zip(spans, tagged, strict=True)
            for word in sentence
        ]
        return doc
