"""Sentences cut at whitespace."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AT_END = "\n"  # marks the last chunk of a sentence; no chunk holds it

_IS_BLANK = np.array([chr(code).isspace() for code in range(0x3002)])  # no later code point is blank


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """The stretches without whitespace of many sentences; offsets are into the sentence of each."""

    texts: list[str]  # a chunk that `$` matches behind ends in AT_END
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]  # chunks of each sentence


def cut_at_whitespace(sentences: Sequence[str]) -> Chunks:
    """The chunks of these sentences."""
    joined = "\n" + "\n".join(sentences) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    blank = _IS_BLANK[np.minimum(codes, len(_IS_BLANK) - 1)]
    starts, ends = (np.flatnonzero(blank[1:] != blank[:-1]) + 1).reshape(-1, 2).T

    lengths = np.array(list(map(len, sentences)), np.int64)
    sentence_ends = np.cumsum(lengths + 1)
    bounds = np.concatenate(([0], starts.searchsorted(sentence_ends)))
    counts = np.diff(bounds)
    last, sentence_end = bounds[1:][counts > 0] - 1, sentence_ends[counts > 0]
    over = (ends[last] == sentence_end) | (
        (ends[last] == sentence_end - 1) & (codes[sentence_end - 1] == ord("\n"))
    )
    texts = joined.split()
    for place in last[over].tolist():
        texts[place] += AT_END
    return Chunks(texts, starts - np.repeat(sentence_ends - lengths, counts), counts)
