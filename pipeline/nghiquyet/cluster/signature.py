"""The signature of a text: of two texts, as many numbers agree as they share of their five-word stretches."""

import re

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from nghiquyet.rulebook.folding import fold

NUMBERS = 64
SIGNATURE_BYTES = 4 * NUMBERS

_SEED = 42
_WORDS_TOGETHER = 5
_BETWEEN_WORDS = re.compile(r"[^\w ]+")

Signatures = npt.NDArray[np.uint32]
"""One row of `NUMBERS` a text."""


def sign(text: str) -> bytes:
    """The signature of one text; case, punctuation, line breaks and tone placement make no difference."""
    minhash = RMinHash(num_perm=NUMBERS, seed=_SEED)
    minhash.update(_stretches(" ".join(_BETWEEN_WORDS.sub(" ", fold(text).lower()).split()).encode()))
    return np.array(minhash.digest(), dtype="<u4").tobytes()


def _stretches(words: bytes) -> list[bytes]:
    """All runs of so many words, the words having one blank between them; of fewer words the whole."""
    blanks = np.flatnonzero(np.frombuffer(words, np.uint8) == ord(" ")).tolist()
    bounds = [-1, *blanks, len(words)]
    ends = bounds[_WORDS_TOGETHER:]
    return [words[start + 1 : end] for start, end in zip(bounds[: len(ends)], ends, strict=True)] or [words]


def read_signatures(written: bytes) -> Signatures:
    """Signatures that were written one after the other, a row each."""
    return np.frombuffer(written, dtype="<u4").reshape(-1, NUMBERS)
