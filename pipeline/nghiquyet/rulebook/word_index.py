"""Where a rule may begin: one automaton for all words of a list, or one quick pass of a pattern."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import regex
from ahocorasick_rs import AhoCorasick

from nghiquyet.rulebook.folding import fold, lower
from nghiquyet.rulebook.pattern import compile_pattern
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList


class StartIndex(Protocol):
    """Finds the places at which a rule is tried."""

    def places(self, folded: str, lower: str) -> list[int]:
        """Offsets into a folded text, in order; `lower` is the same text in lower case."""


class PatternIndex:
    """Finds the places at which a pattern matches: the shapes of numbers, which no list has."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._pattern = pattern

    def places(self, folded: str, lower: str) -> list[int]:  # noqa: ARG002
        """Offsets into a folded text, in order."""
        return [match.start() for match in self._pattern.finditer(lower)]


class WordIndex:
    """Finds the places at which a word of a list begins."""

    def __init__(self, words: Iterable[str], *, ignore_case: bool) -> None:
        self._ignore_case = ignore_case
        folded = (fold(word) for word in words)
        self._automaton = AhoCorasick(sorted({lower(word) if ignore_case else word for word in folded}))

    def places(self, folded: str, lower: str) -> list[int]:
        """Offsets into a folded text, in order, at which words begin."""
        text = lower if self._ignore_case else folded
        found = {start for _, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return sorted(start for start in found if start == 0 or not text[start - 1].isalnum())


def start_index(name: str, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]) -> StartIndex:
    """The index of the fragment `name`. Raises ValueError where there is none, `regex.error` if it is bad."""
    fragment = fragments.get(name)
    if fragment is not None and fragment.pattern is not None:
        return PatternIndex(compile_pattern(f"{{:{name}}}", fragments, lists).regex)
    if fragment is None or fragment.list is None or fragment.list not in lists:
        raise ValueError(f"`starts` names no fragment: {name!r}")
    return WordIndex(lists[fragment.list].words_where(fragment.where), ignore_case=fragment.ignore_case)
