"""The cleaning rules, rules/clean/*.toml: what a line of a page may be, and what its header fields are.

A rule names the zones of a page that it holds in, what becomes of the line, and the lines: whole `phrases`,
or one `pattern` that matches the whole folded line and whose named groups fill the header: `author`,
`credit`, and `day`, `month`, `year`, `hour`, `minute`, `second`, `half`, `zone` of the publication; a line
without the year gives the time of day alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import regex

from nghiquyet.clean.line import Line
from nghiquyet.clean.masthead import read_moment
from nghiquyet.clean.rule import LONGEST_FURNITURE, LineRule, Reading, Zone
from nghiquyet.clean.site_rules import SiteRules
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.location import rule_folders
from nghiquyet.rulebook.pattern import compile_pattern
from nghiquyet.rulebook.rule import Fragment, RulePlace
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE, read_entries, read_fragments
from nghiquyet.rulebook.wordlist import WordList, read_word_lists

_WORDS = (
    ("month", "numerals", "value"),
    ("month", "english_months", "month"),
    ("weekday", "weekdays", "number"),
)
"""Parts of a time that may be words, the list that has them, and its column of numbers."""
_ANY_DAY = {"day": "1", "month": "1", "year": "2000"}

_DATES_KEPT = 10_000
"""Articles of an archive share their days."""


class CleaningRules:
    """The rules in the order of their files, compiled: of those that fit a line the first counts."""

    def __init__(
        self,
        placed: Iterable[tuple[LineRule, RulePlace]],
        fragments: dict[str, Fragment],
        lists: Mapping[str, WordList],
        sites: SiteRules,
    ) -> None:
        """Raises RuleError for a pattern that does not compile and for an id that comes twice."""
        self.sites = sites
        self.fragments = fragments
        self.lists = lists
        self.places: dict[str, RulePlace] = {}
        self.rules: list[LineRule] = []
        self._of_zone: dict[Zone, list[LineRule]] = defaultdict(list)
        self._ends: list[LineRule] = []
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self._phrases: dict[str, list[LineRule]] = {}
        self._shapes: dict[str, regex.Pattern[str]] = {}
        self._read_date_once = lru_cache(maxsize=_DATES_KEPT)(self._read_date)
        for rule, place in placed:
            if rule.id in self.places:
                raise RuleError(
                    "the id is taken; choose another", file=place.file, line=place.line, rule=rule.id
                )
            self.places[rule.id] = place
            self.rules.append(rule)
            for zone in rule.where:
                self._of_zone[zone].append(rule)
            for phrase in rule.phrases:
                self._phrases.setdefault(fold_key(phrase), []).append(rule)
            if rule.effect == "end":
                self._ends.append(rule)
            try:
                if rule.pattern:
                    self._patterns[rule.id] = compile_pattern(rule.pattern, fragments, lists).regex
                if rule.after:
                    self._shape(rule.after)
            except (ValueError, regex.error) as error:
                raise RuleError(str(error), file=place.file, line=place.line, rule=rule.id) from error

    @classmethod
    def load(cls, folder: Path | str | None = None) -> "CleaningRules":
        """Read the cleaning rules of a rules folder, once; the shipped ones by default. Raises RuleError."""
        return _load(rule_folders(folder))

    def read(self, line: Line, zone: Zone, before: Line | None) -> Reading | None:
        """What the first rule that fits `line` in a zone says of it; `before` precedes it."""
        if len(line.text) <= LONGEST_FURNITURE:
            for rule in self._phrases.get(line.key, ()):
                if zone in rule.where:
                    return Reading(rule)
        length = len(line.text)
        for rule in self._of_zone[zone]:
            if length > rule.longest:
                continue
            if (rule.set_right and not line.set_right) or (rule.called_author and not line.called_author):
                continue
            if rule.after is not None and (before is None or not self.is_shape(rule.after, before)):
                continue
            if (reading := self.apply(rule, line)) is not None:
                return reading
        return None

    def read_end(self, line: Line, before: Line | None) -> Reading | None:
        """What `read` says of a line of the foot, if that is that the article is at its end."""
        # most lines fit no rule, and the rules that end an article are few
        if not any(rule.effect == "end" for rule in self._phrases.get(line.key, ())) and not any(
            self.apply(rule, line) for rule in self._ends
        ):
            return None
        reading = self.read(line, "foot", before)
        return reading if reading and reading.rule.effect == "end" else None

    def apply(self, rule: LineRule, line: Line) -> Reading | None:
        """What the pattern of one rule reads off a line, wherever the line stands."""
        if not rule.pattern or len(line.text) > rule.longest:
            return None
        if rule.needs:
            key = line.key
            for literal in rule.needs:
                if literal in key:
                    break
            else:
                return None
        match = self._patterns[rule.id].fullmatch(line.folded)
        if match is None:
            return None
        groups = {name: text for name, text in match.groupdict().items() if text}
        published_at = self._moment(groups) if "year" in groups else None
        time_of_day = self._moment(_ANY_DAY | groups) if "hour" in groups and "year" not in groups else None
        if (groups.keys() & {"year", "hour"}) and not (published_at or time_of_day):
            return None
        written = {name: line.text[slice(*match.span(name))] for name in groups}
        credits = self._shape("name_separator").split(written.get("credit", ""))
        return Reading(
            rule,
            published_at=published_at,
            time_of_day=time_of_day.partition("T")[2] if time_of_day else None,
            author=written.get("author"),
            photo_credits=tuple(name for name in credits if name),
            caption=written.get("caption"),
        )

    def _moment(self, groups: Mapping[str, str]) -> str | None:
        """The time of publication; its month and the day of its week may be words."""
        parts = dict(groups)
        for name, word_list, column in _WORDS:
            if name in parts and (row := self.lists[word_list].by_key.get(fold_key(parts[name]))):
                parts[name] = row[column]
        return read_moment(parts)

    def read_date(self, written: str) -> str | None:
        """The ISO form of a time of publication that is written as a masthead may be, else None."""
        return self._read_date_once(written.strip())

    def _read_date(self, written: str) -> str | None:
        line = Line(written)
        readings = (self.apply(rule, line) for rule in self.rules if "head" in rule.where)
        return next((r.published_at for r in readings if r and r.published_at), None)

    def is_prose(self, line: Line) -> bool:
        """Whether the line is the article's for certain."""
        return len(line.text) > LONGEST_FURNITURE or self.is_shape("prose", line)

    def is_shape(self, fragment: str, line: Line) -> bool:
        """Whether the whole line is of the shape that a fragment gives."""
        return self._shape(fragment).fullmatch(line.folded) is not None

    def _shape(self, fragment: str) -> "regex.Pattern[str]":
        if fragment not in self._shapes:
            self._shapes[fragment] = compile_pattern(f"{{:{fragment}}}", self.fragments, self.lists).regex
        return self._shapes[fragment]


@cache
def _load(folders: tuple[Path, ...]) -> CleaningRules:
    placed: list[tuple[LineRule, RulePlace]] = []
    fragments: dict[str, Fragment] = {}
    for folder in (folder / "clean" for folder in folders):
        files = sorted(folder.glob("[!_]*.toml"))
        own = [entry for file in files for entry in read_entries(file, "line", LineRule)]
        replaced = {rule.id for rule, _ in own}
        placed = [entry for entry in placed if entry[0].id not in replaced] + own
        if (folder / FRAGMENTS_FILE).is_file():
            fragments |= read_fragments([folder / FRAGMENTS_FILE])
    sites = next(
        (folder / "sites" for folder in reversed(folders) if (folder / "sites").is_dir()), folders[0]
    )
    return CleaningRules(placed, fragments, read_word_lists(folders), SiteRules.load(sites))
