"""One of underthesea's models: columns of numbers to labels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.layout import MARGIN, Layout
from nghiquyet.tokenize.phrases import AFTER, FIRST, PhraseTable, edges
from nghiquyet.tokenize.templates import Reading, Template
from nghiquyet.tokenize.viterbi import best_labels

FALSE, TRUE = FIRST, FIRST + 1  # what a function that answers yes or no gives, as a number
DICTIONARY = "is_in_dict"
LOWER = "lower"

Numbers = NDArray[np.int64]
Columns = Mapping[tuple[int, str], Numbers]  # (column, function) → numbers of single items, padded order


@dataclass(frozen=True, slots=True, eq=False)
class SequenceModel:
    """A linear-chain CRF whose features are looked up by number instead of by string.

    `rows` has an array for each template: the number of what it reads → the row of `weights` of the attribute
    it makes. `phrases` numbers what is read by (column, function); `dictionary` turns the number of a lower
    cased phrase of column 0 into TRUE or FALSE, an array for each width.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float64]  # attributes + 1 x labels, row 0 being zero
    transitions: NDArray[np.float64]  # labels x labels
    templates: tuple[Template, ...]
    rows: tuple[Numbers, ...]
    phrases: Mapping[tuple[int, str], PhraseTable]
    dictionary: tuple[Numbers, ...]

    def tag(self, columns: Columns, layout: Layout) -> Numbers:
        """The number of the label of each item, in flat order."""
        places = layout.padded_by_step - MARGIN
        emissions = self._emissions(columns, layout).take(places, axis=0).T.copy()
        return layout.flatten(best_labels(emissions, layout.steps, self.transitions))

    def _emissions(self, columns: Columns, layout: Layout) -> NDArray[np.float64]:
        """Places x labels, summed template after template as underthesea does, to the bit.

        The places are those of the padded order without the outermost MARGIN ones, so that what a template
        reads at all of them is a slice: no item's neighbours need to be looked for.
        """
        numbers: dict[Reading, Numbers] = {}
        total = np.zeros((layout.padded_total - 2 * MARGIN, len(self.labels)))
        weights = np.empty_like(total)
        for template, row_of in zip(self.templates, self.rows, strict=True):
            first = MARGIN + template.offset
            read = self._read(template.reading, columns, numbers)[first : first + len(total)]
            # "clip" never has to act; it spares numpy a copy of the result
            total += self.weights.take(row_of[read], axis=0, out=weights, mode="clip")
        return total

    def _read(self, reading: Reading, columns: Columns, known: dict[Reading, Numbers]) -> Numbers:
        """The numbers of all phrases of a reading by their first item, padded order; kept in `known`."""
        if reading not in known:
            column, function, width = reading.column, reading.function, reading.width
            if function == DICTIONARY:
                lower = self._read(Reading(column, LOWER, width), columns, known)
                known[reading] = self.dictionary[width - 1][lower]
            elif width == 1:
                known[reading] = columns[column, function]
            else:
                beginnings = self._read(Reading(column, function, width - 1), columns, known)
                words = columns[column, function]
                last = np.concatenate((words, np.full(width - 1, AFTER)))[width - 1 :]
                if (column, function) in self.phrases:
                    known[reading] = self.phrases[column, function].widen(beginnings, last, width)
                else:  # all items must answer yes
                    known[reading] = edges(np.minimum(beginnings, last), beginnings, last)
        return known[reading]
