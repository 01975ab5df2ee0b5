"""A pattern for what stands before a place."""

import regex


class PatternBefore:
    """A pattern that is matched from its end, `(?r)`."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._match = pattern.match

    def match(self, text: str, end: int) -> "regex.Match[str] | None":
        """The match that ends at `end`; it does not see beyond."""
        return self._match(text, 0, end)
