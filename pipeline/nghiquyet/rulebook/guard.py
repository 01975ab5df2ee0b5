"""Patterns that are tried at a place only where the word that stands there lets them match.

Most words that code asks about are none that its pattern knows. A partial match of the word alone tells so.
It costs as much as several searches, so it is asked of the words that come again and again, and remembered.
"""

import regex

_LONGEST_WORD = 24  # characters; where no blank is so near, the word below is empty, and lets all match
_OFTEN = 6  # times that a word is met before it is judged
_MOST_JUDGED, _MOST_COUNTED = 2_000, 5_000  # words of one pattern


class _Words:
    """Of the words that stand next to the places of one pattern, those beside which it cannot match."""

    def __init__(self, pattern: "regex.Pattern[str]", unseen: tuple[str, ...]) -> None:
        self._pattern = pattern
        # What asks for the text on the other side of the place cannot be judged without it.
        self._can_judge = not any(sign in pattern.pattern for sign in unseen)
        self._excluding: dict[str, bool] = {}
        self._met: dict[str, int] = {}

    def exclude(self, word: str) -> bool:
        """Whether the pattern cannot match beside `word`; False too for a word that is rare."""
        excluded = self._excluding.get(word)
        return self._meet(word) if excluded is None else excluded

    def _meet(self, word: str) -> bool:
        times = self._met[word] = self._met.get(word, 0) + 1
        if times >= _OFTEN and self._can_judge and len(self._excluding) < _MOST_JUDGED:
            del self._met[word]
            self._excluding[word] = self._pattern.match(word, partial=True) is None
            return self._excluding[word]
        if len(self._met) > _MOST_COUNTED:
            self._met.clear()
        return False


class PatternBehind:
    """A pattern for what stands behind a place, of which `match` is guarded."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self.search, self.finditer, self.fullmatch = pattern.search, pattern.finditer, pattern.fullmatch
        self._match = pattern.match
        self._exclude = _Words(pattern, ("(?<=", "\\B")).exclude

    def match(self, text: str, start: int, end: int | None = None) -> "regex.Match[str] | None":
        """The match that begins at `start` and does not see beyond `end`."""
        stop = start + _LONGEST_WORD
        if end is not None and end < stop:
            stop = end
        if self._exclude(text[start : text.find(" ", start + 1, stop) + 1]):
            return None
        return self._match(text, start, end)


class PatternBefore:
    """A pattern with `(?r)` for what stands before a place."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._match = pattern.match
        self._exclude = _Words(pattern, ("\\B",)).exclude

    def match(self, text: str, end: int) -> "regex.Match[str] | None":
        """The match that ends at `end`; it does not see beyond."""
        if self._exclude(text[text.rfind(" ", end - _LONGEST_WORD, end - 1) : end]):
            return None
        return self._match(text, 0, end)
