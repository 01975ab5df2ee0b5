"""underthesea itself, for a version whose models cannot be read: slow, and its offsets found afterwards."""

import importlib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nghiquyet.tokenize.tagged_word import TaggedWord


class ReferenceTagger:
    """Tags with `underthesea.ner`, sentence after sentence."""

    def __init__(self) -> None:
        self._ner = importlib.import_module("underthesea").ner

    def tag(self, sentences: Sequence[str], starts: Sequence[int] | None = None) -> list[list[TaggedWord]]:
        """The words of each sentence; an offset beside or in a rewritten word may be a little off."""
        places = starts or [0] * len(sentences)
        return [self._tag(sentence, place) for sentence, place in zip(sentences, places, strict=True)]

    def _tag(self, sentence: str, place: int) -> list[TaggedWord]:
        tagged = self._ner(sentence)
        spans = align([row[0] for row in tagged], sentence)
        return [
            TaggedWord(place + start, place + end, row[0], row[1], row[-1])
            for (start, end), row in zip(spans, tagged, strict=True)
        ]


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
