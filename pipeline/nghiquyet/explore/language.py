"""The two languages of the pages: their words, and how they write numbers and days."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DEFAULT = "vi"
_PERIOD = re.compile(r"(\d{4})(?:-(Q[1-4]|H[12])|-(\d\d)(?:-(\d\d))?)?")
_FIRST_MONTHS = re.compile(r"(\d{4})-01/\1-(\d\d)")
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

    def period(self, value: str | None) -> str:
        """A period as it is said: `quý I/2024` for `2024-Q1`; what has no place on the calendar as it is."""
        value = value or ""
        if from_january := _FIRST_MONTHS.fullmatch(value):
            year, month = from_january.groups()
            return self.say("period_first_months", int(month), year)
        first, _, last = value.partition("/")
        if last:
            return self.say("period_between", self.period(first), self.period(last))
        found = _PERIOD.fullmatch(value)
        if not found:
            return value
        year, part, month, day = found.groups()
        if day:
            return f"{int(day)}/{int(month)}/{year}" if self.code == "vi" else value
        if month:
            return self.say("period_month", int(month), year)
        return self.say(f"period_{part or 'year'}", year)


@cache
def languages() -> Mapping[str, Language]:
    """The languages by code."""
    return {
        code: Language(code, words)
        for code, words in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items()
    }
