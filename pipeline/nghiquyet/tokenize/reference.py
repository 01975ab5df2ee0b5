"""underthesea itself, for a version whose models cannot be read: slow, and its offsets found afterwards."""

import importlib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nghiquyet.tokenize.tagged_words import Sentence, TaggedWord, TaggedWords


class ReferenceTagger:
    """Tags with `underthesea.ner`, sentence after sentence."""

    def __init__(self) -> None:
        self._ner = importlib.import_module("underthesea").ner

    def tag(self, texts: Sequence[Sequence[Sentence]]) -> list[TaggedWords]:
        """The words of each text; an offset beside or in a rewritten word may be a little off."""
        return [TaggedWords.of(word for sentence in text for word in self._tag(sentence)) for text in texts]

    def _tag(self, sentence: Sentence) -> Iterator[TaggedWord]:
        tagged = self._ner(sentence.text)
        spans = align([row[0] for row in tagged], sentence.text)
        for (start, end), row in zip(spans, tagged, strict=True):
            yield TaggedWord(sentence.start + start, sentence.start + end, row[0], row[1], row[-1])


def align(words: Sequence[str], sentence: str) -> Iterator[tuple[int, int]]:
    """Spans of words in the sentence they were cut from: in order, not empty, whitespace left aside."""
    places = [place for place, character in enumerate(sentence) if not character.isspace()]
    written = "".join(sentence[place] for place in places)
    cut = "".join("".join(word.split()) for word in words)
    where: list[int] = []  # code point of `cut` → code point of `written`
    for _, cut_start, cut_end, start, end in SequenceMatcher(
        None, cut, written, autojunk=False
    ).get_opcodes():
        last = max(start, end - 1)
        where.extend(min(start + step, last, len(written) - 1) for step in range(cut_end - cut_start))
    position = 0
    for word in words:
        length = len("".join(word.split()))
        yield places[where[position]], places[where[position + length - 1]] + 1
        position += length
