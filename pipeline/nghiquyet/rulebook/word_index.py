"""Where a rule may begin: one automaton for the words of all lists, or one quick pass of a pattern."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol

import regex
from ahocorasick_rs import AhoCorasick

from nghiquyet.rulebook.folding import fold, lower
from nghiquyet.rulebook.pattern import compile_pattern
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList


class StartIndex(Protocol):
    """Finds the places at which a rule is tried."""

    def pass_over(self, folded: str, lower: str) -> "dict[StartIndex, list[int]]":
        """Offsets into a folded text, in order, of this and of every index that the same pass serves.

        `lower` is the same text in lower case.
        """


class PatternIndex:
    """Finds the places at which a pattern matches: the shapes of numbers, which no list has."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._pattern = pattern

    def pass_over(self, folded: str, lower: str) -> dict[StartIndex, list[int]]:  # noqa: ARG002
        """Offsets into a folded text, in order."""
        return {self: [match.start() for match in self._pattern.finditer(lower)]}


class WordIndex:
    """Finds the places at which a word of a list begins."""

    def __init__(self, words: Iterable[str], *, ignore_case: bool, scan: "WordScan | None" = None) -> None:
        folded = (fold(word) for word in words)
        self.words = frozenset(lower(word) if ignore_case else word for word in folded)
        self._scan = scan or WordScan(ignore_case=ignore_case)
        self._scan.add(self)

    def places(self, folded: str, lower: str) -> list[int]:
        """Offsets into a folded text, in order, at which words of this index begin."""
        return self.pass_over(folded, lower)[self]

    def pass_over(self, folded: str, lower: str) -> dict[StartIndex, list[int]]:
        """The same of every index of the scan."""
        return self._scan.places(lower if self._scan.ignore_case else folded)


class WordScan:
    """One pass over a text for the words of many indexes."""

    def __init__(self, *, ignore_case: bool) -> None:
        self.ignore_case = ignore_case
        self.indexes: list[WordIndex] = []

    def add(self, index: WordIndex) -> None:
        """Look for the words of one more index from now on."""
        self.indexes.append(index)
        for made in ("_words", "_indexes_of", "_automaton"):
            self.__dict__.pop(made, None)

    @cached_property
    def _words(self) -> list[str]:
        return sorted(set().union(*(index.words for index in self.indexes)))

    @cached_property
    def _indexes_of(self) -> list[list[WordIndex]]:
        return [[index for index in self.indexes if word in index.words] for word in self._words]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words)

    def places(self, text: str) -> dict[StartIndex, list[int]]:
        """Of each index the offsets, in order, at which its words begin."""
        found: dict[StartIndex, set[int]] = {index: set() for index in self.indexes}
        indexes_of = self._indexes_of
        for word, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start == 0 or not text[start - 1].isalnum():
                for index in indexes_of[word]:
                    found[index].add(start)
        return {index: sorted(starts) for index, starts in found.items()}


class StartIndexes:
    """The indexes that rules name in `starts`; those of words share a pass."""

    def __init__(self, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]) -> None:
        self._fragments, self._lists = fragments, lists
        self._found: dict[str, StartIndex] = {}
        self._scans = {ignore_case: WordScan(ignore_case=ignore_case) for ignore_case in (False, True)}

    def named(self, name: str, table: str) -> StartIndex:
        """The index of a fragment, of one of the table's own before all others.

        Raises ValueError where there is none, `regex.error` if it is bad.
        """
        if f"{table}.{name}" in self._fragments:
            name = f"{table}.{name}"
        if name not in self._found:
            self._found[name] = self._index(name)
        return self._found[name]

    def _index(self, name: str) -> StartIndex:
        fragment = self._fragments.get(name)
        if fragment is not None and fragment.pattern is not None:
            return PatternIndex(compile_pattern(f"{{:{name}}}", self._fragments, self._lists).regex)
        if fragment is None or fragment.list is None or fragment.list not in self._lists:
            raise ValueError(f"`starts` names no fragment: {name!r}")
        words = self._lists[fragment.list].words_where(fragment.where)
        return WordIndex(words, ignore_case=fragment.ignore_case, scan=self._scans[fragment.ignore_case])
