"""Patterns that are tried at a place only where the word that stands there lets them match.

Most words that code asks about are none that its pattern knows. A partial match of the word alone tells so,
and what it tells is remembered, since the same words come again and again.
"""

import regex

_LONGEST_WORD = (
    24  # characters; where no blank is so near, the word below is empty, and an empty one lets all match
)
_MOST_WORDS = 2_000  # remembered of one pattern


class _Judged(dict[str, bool]):
    """Whether a pattern may match where a word is the nearest, by word."""

    def __init__(self, pattern: "regex.Pattern[str]", unseen: tuple[str, ...]) -> None:
        super().__init__()
        self._pattern = pattern
        # What asks for the text on the other side of the place cannot be judged without it.
        self._always = any(sign in pattern.pattern for sign in unseen)

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = may_match = self._always or self._pattern.match(word, partial=True) is not None
        return may_match


class PatternBehind:
    """A pattern for what stands behind a place, of which `match` is guarded."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self.search, self.finditer, self.fullmatch = pattern.search, pattern.finditer, pattern.fullmatch
        self._match = pattern.match
        self._may_match = _Judged(pattern, ("(?<=", "\\B"))

    def match(self, text: str, start: int, end: int | None = None) -> "regex.Match[str] | None":
        """The match that begins at `start` and does not see beyond `end`."""
        stop = start + _LONGEST_WORD
        if end is not None and end < stop:
            stop = end
        if not self._may_match[text[start : text.find(" ", start + 1, stop) + 1]]:
            return None
        return self._match(text, start, end)


class PatternBefore:
    """A pattern with `(?r)` for what stands before a place."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._match = pattern.match
        self._may_match = _Judged(pattern, ("\\B",))

    def match(self, text: str, end: int) -> "regex.Match[str] | None":
        """The match that ends at `end`; it does not see beyond."""
        if not self._may_match[text[text.rfind(" ", end - _LONGEST_WORD, end - 1) : end]]:
            return None
        return self._match(text, 0, end)
