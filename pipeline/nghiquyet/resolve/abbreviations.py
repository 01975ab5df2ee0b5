"""Abbreviations that an article defines: `nông thôn mới (NTM)`."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import regex

from nghiquyet.rulebook.folding import fold

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_LETTER = regex.compile(r"[\p{L}\d]")
_END_OF_CLAUSE = regex.compile(r"[\n.;:()\"]")
_SKIPPED_WORDS = (
    2  # `và`, `các`: words of the long form that the abbreviation leaves out, at most this many in a row
)
_REACH = 12


@dataclass(slots=True)
class Abbreviations:
    """The long forms that an article gives, by abbreviation, as it writes them first."""

    long_forms: dict[str, str] = field(default_factory=dict)

    def expand(self, text: str, kept: Collection[str] = ()) -> str:
        """`text` with each abbreviation that stands as a word of its own spelled out."""
        for short, long in self.long_forms.items():
            if short in text and short not in kept:
                text = regex.sub(rf"(?<![\p{{L}}\d]){regex.escape(short)}(?![\p{{L}}\d])", long, text)
        return text


def defined_abbreviations(text: str, bracketed: "regex.Pattern[str]") -> Abbreviations:
    """Read the definitions of a text; `bracketed` matches a bracketed abbreviation, its group `short`."""
    found: dict[str, str] = {}
    for match in bracketed.finditer(text):
        short = match["short"]
        if short not in found:
            long = _long_form(text[max(0, match.start() - 120) : match.start()], short)
            if long:
                found[short] = long
    return Abbreviations(found)


def field_abbreviations(fields: Sequence[str]) -> dict[str, str]:
    """The long forms, among the fields of an article's organs, of the short ones.

    `Tài nguyên và Môi trường` for `TN-MT`, where the article writes both.
    """
    found = {}
    for short in filter(str.isupper, fields):
        long = next((field for field in fields if _long_form(field, short) == field != short), None)
        if long:
            found[short] = long
    return found


def _long_form(before: str, short: str) -> str | None:
    """The shortest tail of `before` whose words begin with the letters of `short`."""
    before = _END_OF_CLAUSE.split(before)[-1]
    words = list(_WORD.finditer(before))[-_REACH:]
    letters = [_plain(letter) for letter in _LETTER.findall(short)]
    skipped = 0
    while letters and words:
        word = words.pop()
        if _plain(word.group()[0]) == letters[-1]:
            letters.pop()
            start, skipped = word.start(), 0
        elif skipped == _SKIPPED_WORDS or not letters[:-1] or word.end() == len(before):
            return None
        else:
            skipped += 1
    return None if letters else before[start:]


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", fold(letter).upper())[0]
