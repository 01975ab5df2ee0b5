"""Sentences to syllables, numbers and marks with offsets, as underthesea's regular expression cuts them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.chunks import AT_END, cut_at_whitespace
from nghiquyet.tokenize.composition import written_spans
from nghiquyet.tokenize.growing import GrowingTable
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

    numbers: NDArray[np.int64]  # in the lexicon
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

    @property
    def lexicon(self) -> Lexicon:
        """What the numbers of syllables mean; they change their meaning when the tokenizer is renewed."""
        return self._chunks.lexicon

    @property
    def remembered(self) -> int:
        """How many chunks are remembered."""
        return len(self._chunks)

    def renew(self) -> None:
        """Forget the chunks that are not met again before the next time."""
        self._chunks = self._chunks.renewed()

    def split(self, sentences: Sequence[Sentence]) -> Syllables:
        """The syllables of these sentences."""
        places, texts = zip(*sentences, strict=True)
        chunks = cut_at_whitespace(texts)
        extents = np.array(list(map(self._chunks.__getitem__, chunks.texts)), np.int64)
        counts = extents & _COUNT
        ends = np.concatenate(([0], np.cumsum(counts)))
        within = np.arange(ends[-1]) - np.repeat(ends[:-1], counts)
        entries = np.repeat(extents >> _COUNT_BITS, counts) + within
        offsets = np.repeat(chunks.starts + np.repeat(np.array(places), chunks.counts), counts)
        syllables = self._chunks.syllables
        return Syllables(
            numbers=syllables.column(0)[entries],
            starts=syllables.column(1)[entries] + offsets,
            ends=syllables.column(2)[entries] + offsets,
            lengths=np.diff(ends[np.cumsum(chunks.counts)], prepend=0),
        )


class _SyllablesOfChunk(dict[str, int]):
    """Chunk → its first row in `syllables` and, in the last bits, how many; a new one is cut when asked for.

    `before` is one that had grown too large: chunks that are met again are recalled from there.
    """

    def __init__(self, rules: SyllableRules, lexicon: Lexicon, before: Self | None = None) -> None:
        super().__init__()
        self.syllables = GrowingTable(3)  # number in the lexicon, start and end in the chunk
        self.lexicon = lexicon
        self._before = before
        self._rules = rules
        self._characters = str.maketrans(dict(rules.characters))
        self._pattern = re.compile(rules.pattern, re.VERBOSE)

    def __missing__(self, key: str) -> int:
        before, lexicon, cells = self._before, self.lexicon, list[int]()
        found = before.recalled(key) if before is not None and key in before else self._cut(key)
        for syllable, start, end in found:
            cells += (lexicon[syllable], start, end)
        self[key] = extent = self.syllables.extend(cells) << _COUNT_BITS | len(found)
        return extent

    def renewed(self) -> Self:
        """An empty one that recalls this one, and none before this one."""
        self._before = None
        return type(self)(self._rules, self.lexicon.renewed(), before=self)

    def recalled(self, key: str) -> list[tuple[str, int, int]]:
        """The syllables of a chunk that is here, each with its start and end in the chunk."""
        cells = self.syllables.cells(self[key] >> _COUNT_BITS, self[key] & _COUNT)
        texts = self.lexicon.texts
        rows = zip(cells[::3], cells[1::3], cells[2::3], strict=True)
        return [(texts[number], start, end) for number, start, end in rows]

    def _cut(self, key: str) -> list[tuple[str, int, int]]:
        written = key.removesuffix(AT_END)
        composed = unicodedata.normalize("NFC", written)
        text = composed.translate(self._characters)
        subject = text + " " if key == written else text
        normal_form = self._rules.syllables.get
        found = [
            (normal_form(syllable := match[0], syllable), match.start(), match.end())
            for match in self._pattern.finditer(subject)
        ]
        if composed == written:
            return found
        spans = written_spans(written, [(start, end) for _, start, end in found])
        return [(syllable, *span) for (syllable, _, _), span in zip(found, spans, strict=True)]
