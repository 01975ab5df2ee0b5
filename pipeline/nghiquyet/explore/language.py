"""The two languages of the pages: their words, and how they write numbers and days."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DEFAULT = "vi"
_WORDS = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `code` is that of HTML's `lang`."""

    code: str
    words: Mapping[str, str]

    def say(self, key: str, *values: object) -> str:
        """The words of a key, with values in their gaps. Raises KeyError."""
        return self.words[key] % values if values else self.words[key]

    def code_word(self, value: object) -> str:
        """What a stored code means; itself where it is no code."""
        return self.words.get(f"code_{value}", str(value))

    def number(self, value: float | None) -> str:
        """A number with grouped thousands: `1.234,5` in Vietnamese, `1,234.5` in English."""
        if value is None:
            return ""
        written = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
        if self.code != "vi":
            return written
        return written.translate({ord(","): ".", ord("."): ","})

    def day(self, value: date | None) -> str:
        """A day: `12/4/2023` in Vietnamese, ISO in English."""
        if value is None:
            return ""
        return f"{value.day}/{value.month}/{value.year}" if self.code == "vi" else value.isoformat()


@cache
def languages() -> Mapping[str, Language]:
    """The languages by code."""
    return {
        code: Language(code, words)
        for code, words in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items()
    }
