"""A word with what the models say of it."""

from typing import NamedTuple


class TaggedWord(NamedTuple):
    """A word of a sentence, as underthesea cuts and tags it.

    `start` and `end` are code points into the sentence as given: `sentence[start:end]` is what was written,
    and `text` underthesea's normalised form of it. `pos` is a part of speech ("N", "Np", …), `entity` a BIO
    tag ("O", "B-PER", "I-LOC", …).
    """

    start: int
    end: int
    text: str
    pos: str
    entity: str
