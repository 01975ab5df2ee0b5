"""Where the words of a list stand in a text: one automaton for the whole list."""

from collections.abc import Iterable, Mapping

from ahocorasick_rs import AhoCorasick

from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList


class WordIndex:
    """Finds the places at which a word of a list begins, whatever its case."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(sorted({fold(word).lower() for word in words}))

    def places(self, lower: str) -> list[int]:
        """Offsets into a folded text in lower case, in order, at which a word begins and no longer one goes on."""
        found = {start for _, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True)}
        return sorted(start for start in found if start == 0 or not lower[start - 1].isalnum())


def word_index(name: str, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]) -> WordIndex:
    """The index of the list fragment `name`. Raises ValueError where it is none."""
    fragment = fragments.get(name)
    if fragment is None or fragment.list not in lists:
        raise ValueError(f"`starts` names no fragment of a list: {name!r}")
    return WordIndex(lists[fragment.list].words_where(fragment.where))
