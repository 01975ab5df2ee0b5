"""Texts met so far, numbered, with what the models read in them."""

from collections.abc import Callable, Mapping
from itertools import compress, count

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.growing import GrowingTable, Marks
from nghiquyet.tokenize.layout import Layout
from nghiquyet.tokenize.phrases import AFTER, BEFORE, UNSEEN
from nghiquyet.tokenize.sequence_model import DICTIONARY, FALSE, LOWER, TRUE, Numbers, SequenceModel
from nghiquyet.tokenize.text_functions import Test

_Reader = Callable[[str, str], int]  # of a text and the same in lower case


class Lexicon(dict[str, int]):
    """Text → number; asking for a new text adds it.

    Serves models that all read these texts in their column 0, each with its own functions.
    """

    def __init__(self, *models: tuple[SequenceModel, Mapping[str, Test]]) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._columns: list[dict[str, int]] = []  # of each model: function → column of the readings
        self._readers = list[_Reader]()
        for model, tests in models:
            readers = _readers(model, tests)
            self._columns.append(
                {function: len(self._readers) + place for place, function in enumerate(readers)}
            )
            self._readers += readers.values()
        self._readings = GrowingTable(len(self._readers))
        self._marks = Marks()

    def __missing__(self, text: str) -> int:
        lower = text.lower()
        self[text] = number = self._readings.extend([read(text, lower) for read in self._readers])
        self.texts.append(text)
        return number

    def mark(self, numbers: NDArray[np.integer]) -> None:
        """Have the texts of these numbers outlast the next `forget`."""
        self._marks.add(numbers, len(self))

    def forget(self) -> Numbers:
        """Forget the texts that were not marked since the last time; the new number of each that was."""
        met = self._marks.take(len(self))
        self.texts = list(compress(self.texts, met.tolist()))
        self._readings.keep(met)
        self.clear()
        self.update(zip(self.texts, count(), strict=False))
        return np.cumsum(met) - 1

    def columns(
        self, model: int, texts: NDArray[np.integer], layout: Layout
    ) -> dict[tuple[int, str], Numbers]:
        """What a model reads in the texts of these numbers, given in flat order."""
        return {
            (0, function): layout.pad(self._readings.column(column)[texts], BEFORE, AFTER)
            for function, column in self._columns[model].items()
        }


def _readers(model: SequenceModel, tests: Mapping[str, Test]) -> dict[str, _Reader]:
    functions = {template.reading.function for template in model.templates if template.reading.column == 0}
    return {
        function: _phrase_reader(model, function)
        if (0, function) in model.phrases
        else _test_reader(tests[function])
        for function in sorted(functions - {DICTIONARY} | ({LOWER} if DICTIONARY in functions else set()))
    }


def _phrase_reader(model: SequenceModel, function: str) -> _Reader:
    number = model.phrases[0, function].number_of_word
    if function == LOWER:
        return lambda _, lower: number.get(lower, UNSEEN)
    return lambda text, _: number.get(text, UNSEEN)


def _test_reader(test: Test) -> _Reader:
    return lambda text, _: TRUE if test(text) else FALSE
