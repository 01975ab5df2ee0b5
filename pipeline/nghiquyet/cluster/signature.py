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
_WORD = re.compile(r"\w+")

Signatures = npt.NDArray[np.uint32]
"""One row of `NUMBERS` a text."""


def sign(text: str) -> bytes:
    """The signature of one text; case, punctuation, line breaks and tone placement make no difference."""
    words = _WORD.findall(fold(text).lower())
    stretches = zip(*(words[first:] for first in range(_WORDS_TOGETHER)), strict=False)
    minhash = RMinHash(num_perm=NUMBERS, seed=_SEED)
    minhash.update(list(map(" ".join, stretches)) or [" ".join(words)])
    return np.array(minhash.digest(), dtype="<u4").tobytes()


def read_signatures(written: bytes) -> Signatures:
    """Signatures that were written one after the other, a row each."""
    return np.frombuffer(written, dtype="<u4").reshape(-1, NUMBERS)
