"""The taxonomy of indicators: which of those that news keeps reporting a figure measures."""

from collections import defaultdict
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.wordlist import WordList


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words that name an indicator: each part must occur."""

    indicator_id: str
    parts: frozenset[str]

    @property
    def length(self) -> int:
        """Number of characters of all parts."""
        return sum(len(part) for part in self.parts)


class Taxonomy:
    """The indicators of a word list with the columns `id`, `name` and `phrases`."""

    def __init__(self, indicators: WordList) -> None:
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        for row in indicators.rows:
            for phrase in row["phrases"].split(";"):
                named = _Phrase(row["id"], frozenset(_words(part) for part in phrase.split("+")))
                self._phrases[max(named.parts, key=len)].append(named)
        self._parts = sorted(
            {part for named in self._phrases.values() for phrase in named for part in phrase.parts}
        )
        self._automaton = AhoCorasick(self._parts)

    def indicator_id(self, indicator: str | None, unit: str | None) -> str | None:
        """The id of the longest phrase whose words stand in the indicator and the unit, if any does."""
        words = _words(f"{indicator or ''} {unit or ''}")
        matches = self._automaton.find_matches_as_indexes(words, overlapping=True)
        found = {self._parts[index] for index, _, _ in matches}
        named = [
            phrase
            for part in sorted(found)
            for phrase in self._phrases.get(part, ())
            if phrase.parts <= found
        ]
        return max(named, key=lambda phrase: phrase.length).indicator_id if named else None


def _words(text: str) -> str:
    """The words of a text without marks, a blank round each: no word is found inside another."""
    spaced = "".join(char if char.isalnum() or char in "/%" else " " for char in fold_key(text))
    return f" {' '.join(spaced.split())} "
