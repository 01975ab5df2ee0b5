"""Texts met so far, numbered, with what the models read in them."""

from collections.abc import Callable, Mapping
from typing import Self

from nghiquyet.tokenize.growing import GrowingTable
from nghiquyet.tokenize.layout import Layout
from nghiquyet.tokenize.phrases import AFTER, BEFORE, UNSEEN
from nghiquyet.tokenize.sequence_model import DICTIONARY, FALSE, LOWER, TRUE, Numbers, SequenceModel
from nghiquyet.tokenize.text_functions import Test

_Reader = Callable[[str], int]


class Lexicon(dict[str, int]):
    """Text → number; asking for a new text adds it.

    Serves models that all read these texts in their column 0, each with its own functions. `before` is one
    that had grown too large: what was read in a text is recalled from there when the text is met again.
    """

    def __init__(self, *models: tuple[SequenceModel, Mapping[str, Test]], before: Self | None = None) -> None:
        super().__init__()
        self._models = models
        self._before = before
        self.texts: list[str] = []
        self._readers: list[_Reader] = []
        self._columns: list[dict[str, int]] = []  # of each model: function → column of the readings
        for model, tests in models:
            readers = _readers(model, tests)
            self._columns.append(
                {function: len(self._readers) + place for place, function in enumerate(readers)}
            )
            self._readers += readers.values()
        self._readings = GrowingTable(len(self._readers))

    def __missing__(self, text: str) -> int:
        if self._before is not None and text in self._before:
            readings = self._before._readings.cells(self._before[text])
        else:
            readings = [read(text) for read in self._readers]
        self[text] = number = self._readings.extend(readings)
        self.texts.append(text)
        return number

    def renewed(self) -> Self:
        """An empty one that recalls this one, and none before this one."""
        self._before = None
        return type(self)(*self._models, before=self)

    def columns(self, model: int, texts: Numbers, layout: Layout) -> dict[tuple[int, str], Numbers]:
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
        return lambda text: number.get(text.lower(), UNSEEN)
    return lambda text: number.get(text, UNSEEN)


def _test_reader(test: Test) -> _Reader:
    return lambda text: TRUE if test(text) else FALSE
