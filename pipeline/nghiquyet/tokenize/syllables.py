"""Sentences to syllables, numbers and marks with offsets, as underthesea's regular expression cuts them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.chunks import AT_END, cut_at_whitespace
from nghiquyet.tokenize.composition import written_spans
from nghiquyet.tokenize.growing import GrowingTable, Marks
from nghiquyet.tokenize.lexicon import Lexicon
from nghiquyet.tokenize.tagged_words import Sentence

_COUNT_BITS = 31  # a text is shorter
_COUNT = (1 << _COUNT_BITS) - 1


@dataclass(frozen=True, slots=True)
class SyllableRules:
    """underthesea's pattern (verbose) and its maps of characters and of whole syllables to normal forms."""

    pattern: str
    characters: Mapping[str, str]
    syllables: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Syllables:
    """The syllables of many sentences, one after another; offsets are into the text of each."""

    numbers: NDArray[np.int32]  # in the lexicon
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lengths: NDArray[np.int64]  # syllables of each sentence


class SyllableTokenizer:
    """Cuts each whitespace-free chunk once and remembers it.

    No alternative of the pattern matches whitespace, and normalisation does not reach across it; so the
    syllables of a chunk depend on the chunk and on whether it ends the sentence, and on nothing else.
    """

    def __init__(self, rules: SyllableRules, lexicon: Lexicon) -> None:
        self._chunks = _SyllablesOfChunk(rules, lexicon)

    def __len__(self) -> int:
        return len(self._chunks)

    @property
    def lexicon(self) -> Lexicon:
        """What the numbers of syllables mean; `forget` changes their meaning."""
        return self._chunks.lexicon

    def forget(self) -> None:
        """Forget the chunks that were not met since the last time."""
        self._chunks.forget()

    def split(self, sentences: Sequence[Sentence]) -> Syllables:
        """The syllables of these sentences."""
        places, texts = zip(*sentences, strict=True)
        chunks = cut_at_whitespace(texts)
        extents = np.array(list(map(self._chunks.__getitem__, chunks.texts)), np.int64)
        rows, counts = _rows_of(extents), extents & _COUNT
        self._chunks.mark(rows)
        offsets = np.repeat(chunks.starts + np.repeat(np.array(places), chunks.counts), counts)
        numbers, starts, ends = (self._chunks.syllables.column(place)[rows] for place in range(3))
        sentence_ends = np.concatenate(([0], np.cumsum(counts)))[np.cumsum(chunks.counts)]
        lengths = np.diff(sentence_ends, prepend=0)
        return Syllables(numbers, starts + offsets, ends + offsets, lengths)


class _SyllablesOfChunk(dict[str, int]):
    """Chunk → its first row in `syllables` and, in the last bits, how many; asking for a new one cuts it."""

    def __init__(self, rules: SyllableRules, lexicon: Lexicon) -> None:
        super().__init__()
        self.syllables = GrowingTable(3)  # number in the lexicon, start and end in the chunk
        self.lexicon = lexicon
        self._marks = Marks()
        self._characters = str.maketrans(dict(rules.characters))
        self._normal_forms = rules.syllables
        self._pattern = re.compile(rules.pattern, re.VERBOSE)

    def __missing__(self, key: str) -> int:
        found, cells = self._cut(key), list[int]()
        for syllable, start, end in found:
            cells += (self.lexicon[syllable], start, end)
        extent = self.syllables.extend(cells) << _COUNT_BITS | len(found)
        if found:
            self[key] = extent
        return extent

    def mark(self, rows: NDArray[np.int64]) -> None:
        """Have the chunks of these rows, and their syllables, outlast the next `forget`."""
        self._marks.add(rows, len(self.syllables))
        self.lexicon.mark(self.syllables.column(0)[rows])

    def forget(self) -> None:
        """Forget the chunks that were not marked since the last time."""
        extents = np.fromiter(self.values(), np.int64, len(self))
        met = self._marks.take(len(self.syllables))[extents >> _COUNT_BITS]
        chunks, extents = list(compress(self, met.tolist())), extents[met]
        counts = extents & _COUNT
        self.syllables.keep(_rows_of(extents))
        self.syllables.column(0)[:] = self.lexicon.forget()[self.syllables.column(0)]
        self.clear()
        self.update(zip(chunks, ((np.cumsum(counts) - counts) << _COUNT_BITS | counts).tolist(), strict=True))

    def _cut(self, key: str) -> list[tuple[str, int, int]]:
        written = key.removesuffix(AT_END)
        composed = unicodedata.normalize("NFC", written)
        text = composed.translate(self._characters)
        subject = text + " " if key == written else text
        normal_form = self._normal_forms.get
        found = [
            (normal_form(syllable := match[0], syllable), match.start(), match.end())
            for match in self._pattern.finditer(subject)
        ]
        if composed == written:
            return found
        spans = written_spans(written, [(start, end) for _, start, end in found])
        return [(syllable, *span) for (syllable, _, _), span in zip(found, spans, strict=True)]


def _rows_of(extents: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all rows of some chunks, chunk after chunk."""
    counts = extents & _COUNT
    before = np.cumsum(counts) - counts
    rows: NDArray[np.int64] = np.repeat((extents >> _COUNT_BITS) - before, counts) + np.arange(counts.sum())
    return rows
