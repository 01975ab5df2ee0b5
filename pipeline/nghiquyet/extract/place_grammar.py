"""What a rulebook says of the names of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.resolve.gazetteer import Gazetteer
from nghiquyet.resolve.name_index import name_index
from nghiquyet.rulebook.folding import fold, fold_key
from nghiquyet.rulebook.pattern_before import PatternBefore
from nghiquyet.rulebook.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class PlaceGrammar:
    """The patterns and lists of a rulebook that place names ask for, each compiled once."""

    rulebook: Rulebook

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.load()

    @cached_property
    def surnames(self) -> frozenset[str]:
        return self._words("surnames")

    @cached_property
    def common_names(self) -> frozenset[str]:
        return self._words("common_names")

    @cached_property
    def not_hamlets(self) -> frozenset[str]:
        return self._words("not_hamlets")

    @cached_property
    def list_item(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:name_separator}(?P<name>{:place_words})").regex

    @cached_property
    def separator(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:name_separator}").regex

    @cached_property
    def plural_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L})(?i:{:place_plural}) ")

    @cached_property
    def not_place_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}|{:asks})(?:{:not_place}) ")

    @cached_property
    def leader_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:head_post}")

    @cached_property
    def compound_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:compound_before} ")

    @cached_property
    def name_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?P<word>{:capitalised}) ")

    @cached_property
    def post_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:post} ")

    @cached_property
    def holder_behind(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:holder_behind}").regex

    @cached_property
    def route_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("{:route_before}")

    @cached_property
    def container_gap(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:container_gap}").regex

    def type_row(self, word: str) -> Mapping[str, str]:
        """The row of `place_types.tsv` for a type word."""
        return self.rulebook.lists["place_types"].by_key[fold_key(word)]

    def looks_like_person(self, words: Sequence[str]) -> bool:
        """Whether capitalised words after a type word are rather the name of who holds a post there."""
        return len(words) > 2 and words[0] in self.surnames

    def _words(self, name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in self.rulebook.lists[name].words)


def place_grammar(rulebook: Rulebook) -> PlaceGrammar:
    """The grammar of a rulebook, made once."""
    return rulebook.once(PlaceGrammar)


def known_ends(analysis: Analysis, grammar: PlaceGrammar) -> dict[int, list[int]]:
    """By offset, where the gazetteer's names that begin there end."""
    if analysis.name_ends is None:
        analysis.name_ends = name_index(grammar.gazetteer).ends(analysis.folded)
    return analysis.name_ends


def spoken(name: str) -> str:
    """A name in capitals as it stands in the gazetteer, for `HÀ NỘI`."""
    return name.title() if name.isupper() and " " in name else name
