"""What the words of the calendar mean, by the lists and fragments of the rulebook."""

from collections.abc import Mapping
from typing import cast

import regex

from nghiquyet.normalize.calendar import Outlook, Unit
from nghiquyet.normalize.numbers import read_roman
from nghiquyet.records import Modifier
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook


class CalendarWords:
    """The word lists and patterns that dates are read with, compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self.first_point = self._pattern("{:first_point}|{:dated_month}")
        self.last_point = self._pattern("{:last_point}|{:full_day_point}|{:dated_month}|{:dotted_day}")
        self.list_number = self._pattern("{:list_number}")
        self.list_stretch = self._pattern("{:list_stretch}")
        self.framing = self._pattern("{:framing}")
        self.citing = self._pattern("{:citing}")
        self.joining = self._pattern("{:joining}")
        self.outlook_before = self._pattern(r"(?<!\p{L}){word:outlook_before}")
        self.outlook_after = self._pattern(r"^ ?{word:outlook_after}")

    def _pattern(self, pattern: str) -> "regex.Pattern[str]":
        return self._rulebook.compile(pattern).regex

    def _row(self, name: str, word: str) -> Mapping[str, str]:
        return self._rulebook.lists[name].by_key[fold_key(word)]

    def number(self, words: str) -> int:
        """`mười một`, `11` and `XI` → 11; `Giêng` → 1."""
        entry = self._rulebook.lists["numerals"].by_key.get(fold_key(words))
        return int(entry["value"]) if entry else read_roman(words)

    def steps(self, word: str) -> int:
        """How many units away a deictic word points: `trước` → -1."""
        return int(self._row("deictics", word)["steps"])

    def origin(self, word: str) -> str:
        """What a deictic word is counted from: `publication`, `sentence` or `course`."""
        return self._row("deictics", word)["origin"]

    def modifier(self, word: str) -> Modifier | None:
        """The part of a period that a word names: `giữa` → `mid`."""
        return cast(Modifier | None, self._row("period_parts", word)["modifier"] or None)

    def unit(self, word: str) -> Unit:
        """The unit of the calendar that a word names: `tuần` → week."""
        return Unit(self._row("calendar_units", word)["unit"])

    def weekday(self, word: str) -> int:
        """The ISO number of a weekday: `chủ nhật` → 7."""
        return int(self._row("weekdays", word)["number"])

    def stem(self, word: str) -> int:
        """The place of a heavenly stem: `Giáp` → 0."""
        return int(self._row("heavenly_stems", word)["order"])

    def branch(self, word: str) -> int:
        """The place of an earthly branch: `Tý` → 0."""
        return int(self._row("earthly_branches", word)["order"])

    def outlook(self, word: str) -> Outlook:
        """Where a word looks: `dự kiến` → ahead."""
        return Outlook(self._row("outlooks", word)["outlook"])
