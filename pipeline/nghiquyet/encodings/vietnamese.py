"""How far a text is Vietnamese: how many of its marked words are syllables of the language."""

import unicodedata
from typing import NamedTuple

import regex

LONGEST_SAMPLE = 40_000
"""Characters that are looked at."""

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_ASCII = regex.compile(r"[\x00-\x7f]*")
_TONES = regex.compile(r"[\u0300\u0301\u0303\u0309\u0323]")


class Likeness(NamedTuple):
    """Words that hold letters beyond ASCII, and how many of them are Vietnamese syllables."""

    syllables: int
    words: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there are no such words."""
        return self.syllables / self.words if self.words else 0.0


def likeness(text: str, syllable: "regex.Pattern[str]") -> Likeness:
    """Count the words of a text; `syllable` matches a syllable in lower case without its tone mark."""
    words = [word for word in _WORD.findall(text[:LONGEST_SAMPLE]) if not _ASCII.fullmatch(word)]
    known: dict[str, bool] = {}
    for word in words:
        if word not in known:
            known[word] = _is_syllable(word, syllable)
    return Likeness(sum(known[word] for word in words), len(words))


def _is_syllable(word: str, syllable: "regex.Pattern[str]") -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    plain, tones = _TONES.subn("", apart)
    return tones <= 1 and syllable.fullmatch(unicodedata.normalize("NFC", plain)) is not None
