"""Words, part-of-speech tags and entities of underthesea's models in linear time."""

import importlib
import itertools
import warnings
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.cache import load_arrays, store_arrays
from nghiquyet.tokenize.installed import UndertheseaError, fingerprint, read_tables
from nghiquyet.tokenize.layout import Layout
from nghiquyet.tokenize.lexicon import Lexicon
from nghiquyet.tokenize.phrases import AFTER, BEFORE, UNSEEN
from nghiquyet.tokenize.reference import ReferenceTagger
from nghiquyet.tokenize.sequence_model import Numbers, SequenceModel
from nghiquyet.tokenize.syllables import Syllables, SyllableTokenizer
from nghiquyet.tokenize.tables import pack, unpack
from nghiquyet.tokenize.tagged_words import Sentence, TaggedWords
from nghiquyet.tokenize.text_functions import IN_CORE, IN_PYTHON

Names = NDArray[np.object_]

_BATCH = 100_000  # code points tagged together: enough to share numpy's overhead, few enough to bound memory
_REMEMBERED = 30_000  # chunks or words before those are forgotten that were not met since the last time
_INSIDE = "I-W"  # the label of a syllable that continues a word
_TO_COME = "X"  # what underthesea writes in the column that a model is to fill
_SAMPLE = (
    "Sáng 8/2, Ban Chấp hành Đảng bộ tỉnh Lào Cai họp; ông Trần Quốc Khải chủ trì.",
    "Kết nạp 61/140 đảng viên (đạt 43,57%), theo Nghị quyết 16-NQ/HU của Huyện uỷ Bảo Thắng.",
)


class Tagger(Protocol):
    """Whatever cuts sentences into tagged words."""

    def tag(self, texts: Sequence[Sequence[Sentence]]) -> list[TaggedWords]:
        """The words of each text."""
        ...


def load_tagger() -> Tagger:
    """The linear-time tagger, or underthesea itself, with a warning, where its models cannot be driven."""
    try:
        return WordTagger()
    except UndertheseaError as error:
        warnings.warn(f"tagging slowly, with underthesea itself: {error}", stacklevel=2)
        return ReferenceTagger()


class WordTagger:
    """Words, part-of-speech tags and entities, equal to those of `underthesea.ner`.

    Fastest with many sentences at a time. Remembers what it has met, so it serves one thread at a time.
    Raises UndertheseaError when the installed underthesea cannot be read or gives other results.
    """

    def __init__(self) -> None:
        name = f"underthesea-{fingerprint()}.npz"
        cached = load_arrays(name)
        self._tables = tables = unpack(cached) if cached else read_tables()
        self._words = Lexicon((tables.pos, IN_PYTHON), (tables.entities, IN_PYTHON))
        self._tokenizer = SyllableTokenizer(tables.rules, Lexicon((tables.words, IN_CORE)))
        if not cached:
            self._compare(_SAMPLE)
            store_arrays(name, pack(self._tables))

    def tag(self, texts: Sequence[Sequence[Sentence]]) -> list[TaggedWords]:
        """The words of each text."""
        sentences = list(itertools.chain.from_iterable(texts))
        if not sentences:
            return [TaggedWords.of(()) for _ in texts]
        batches, counts = zip(*map(self._tag, _batches(sentences)), strict=True)
        words = TaggedWords.joined(batches)
        sentence_ends = np.cumsum(np.concatenate(([0], *counts)))
        ends = sentence_ends[np.cumsum([0, *map(len, texts)])].tolist()
        return [words.part(first, end) for first, end in itertools.pairwise(ends)]

    def _tag(self, sentences: Sequence[Sentence]) -> tuple[TaggedWords, Numbers]:
        """The words of these sentences and how many each has."""
        for memory in (self._tokenizer, self._words):
            if len(memory) > _REMEMBERED:
                memory.forget()
        syllables = self._tokenizer.split(sentences)
        begins = self._begins(syllables)
        bounds = np.append(np.flatnonzero(begins), len(begins))
        known = self._tokenizer.lexicon.texts
        texts = [known[number] for number in syllables.numbers.tolist()]
        words = [
            texts[begin] if begin + 1 == end else " ".join(texts[begin:end])
            for begin, end in itertools.pairwise(bounds.tolist())
        ]
        sentence_ends = np.concatenate(([0], np.cumsum(begins)))[np.cumsum(syllables.lengths)]
        counts = np.diff(sentence_ends, prepend=0)
        pos, entities = self._labels(words, counts)
        starts, ends = syllables.starts[bounds[:-1]], syllables.ends[bounds[1:] - 1]
        return TaggedWords(starts, ends, np.array(words, object), pos, entities), counts

    def _begins(self, syllables: Syllables) -> NDArray[np.bool_]:
        """Which syllables begin a word."""
        model, layout = self._tables.words, Layout(syllables.lengths)
        labels = model.tag(self._tokenizer.lexicon.columns(0, syllables.numbers, layout), layout)
        begins: NDArray[np.bool_] = labels != model.labels.index(_INSIDE)
        begins[layout.starts[layout.lengths > 0]] = True
        return begins

    def _labels(self, words: Sequence[str], lengths: Numbers) -> tuple[Names, Names]:
        """The parts of speech and the entities of words; `lengths` has the words of each sentence."""
        layout = Layout(lengths)
        numbers = np.array(list(map(self._words.__getitem__, words)), np.int64)
        self._words.mark(numbers)
        pos_model, entity_model = self._tables.pos, self._tables.entities

        columns = self._words.columns(0, numbers, layout)
        columns[1, ""] = _constant(pos_model, 1, layout)
        pos = pos_model.tag(columns, layout)

        columns = self._words.columns(1, numbers, layout)
        number_of_tag = entity_model.phrases[1, ""].number_of_word
        tags = np.array([number_of_tag.get(label, UNSEEN) for label in pos_model.labels])
        columns[1, ""] = layout.pad(tags[pos], BEFORE, AFTER)
        columns[3, ""] = _constant(entity_model, 3, layout)
        entities = entity_model.tag(columns, layout)
        return _names(pos_model, pos), _names(entity_model, entities)

    def _compare(self, sentences: Sequence[str]) -> None:
        """Raise UndertheseaError if the tags of these sentences are not underthesea's."""
        tagged = self.tag([[Sentence(0, sentence)] for sentence in sentences])
        for sentence, words in zip(sentences, tagged, strict=True):
            expected = importlib.import_module("underthesea").ner(sentence)
            if [(word.text, word.pos, word.entity) for word in words] != [
                (row[0], row[1], row[-1]) for row in expected
            ]:
                raise UndertheseaError(f"underthesea tags {sentence!r} in another way")


def _batches(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Runs of sentences of at most _BATCH code points, or of one longer sentence."""
    begin = size = 0
    for place, sentence in enumerate(sentences):
        if place > begin and size + len(sentence.text) > _BATCH:
            yield sentences[begin:place]
            begin, size = place, 0
        size += len(sentence.text)
    yield sentences[begin:]


def _constant(model: SequenceModel, column: int, layout: Layout) -> Numbers:
    number = model.phrases[column, ""].number_of_word.get(_TO_COME, UNSEEN)
    return layout.pad(np.full(layout.total, number), BEFORE, AFTER)


def _names(model: SequenceModel, labels: Numbers) -> Names:
    names: Names = np.array(model.labels, object)[labels]
    return names
