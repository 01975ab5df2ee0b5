"""The rulebook: every rule, fragment and word list of a rules folder, read and compiled once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import regex
from ahocorasick_rs import AhoCorasick

from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.article_search import ArticleSearch
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.fragments import Fragments, read_layers
from nghiquyet.rulebook.location import rule_folders, rules_dir
from nghiquyet.rulebook.pattern import CompiledPattern, PatternError, compile_pattern
from nghiquyet.rulebook.pattern_before import PatternBefore
from nghiquyet.rulebook.problem import Problem
from nghiquyet.rulebook.rule import Fragment, Rule, RulePlace
from nghiquyet.rulebook.source import find_in_entry, find_key, fragment_line, pattern_excerpt
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE, try_entries
from nghiquyet.rulebook.word_index import StartIndex, StartIndexes
from nghiquyet.rulebook.wordlist import WordList, read_word_lists

Made = TypeVar("Made")


@dataclass(frozen=True)
class CompiledRule:
    """A rule ready to match, with the place it was read from."""

    rule: Rule
    place: RulePlace
    pattern: CompiledPattern
    starts: tuple[StartIndex, ...] = ()

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The literals one of which must occur in the lower-cased folded text."""
        return tuple(fold(literal).lower() for literal in self.rule.needs)


@dataclass(frozen=True)
class Rulebook:
    """The rules in use, in the order of their files; the word lists by name; the digest of it all.

    `fragments` are those that code sees by their bare names: the shared ones and those of any one table.
    """

    rules: tuple[CompiledRule, ...]
    fragments: Mapping[str, Fragment]
    lists: Mapping[str, WordList]
    digest: str
    retired: frozenset[str]
    _indexes: StartIndexes = field(repr=False)
    table: str = ""
    _tables: "Mapping[str, Rulebook]" = field(default_factory=dict, repr=False)
    _searchers: dict[str, "regex.Pattern[str]"] = field(default_factory=dict, repr=False)
    _article_searches: dict[str, ArticleSearch] = field(default_factory=dict, repr=False)
    _enders: dict[str, PatternBefore] = field(default_factory=dict, repr=False)
    _made: dict[Callable[["Rulebook"], Any], Any] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Path | str | None = None) -> "Rulebook":
        """Read a rules folder, once; the shipped one by default. Raises RuleError for the first thing wrong.

        A folder without a gazetteer is laid over the shipped one (`rule_folders`).
        """
        book, errors = _read(rule_folders(folder))
        if errors:
            raise errors[0]
        return book

    def compile(self, pattern: str) -> CompiledPattern:
        """Compile a pattern that uses this rulebook's fragments and lists."""
        return compile_pattern(pattern, self.fragments, self.lists)

    def pattern_before(self, pattern: str) -> PatternBefore:
        """The same for what stands before a place."""
        return PatternBefore(self.compile(f"(?r){pattern}").regex)

    def rules_for(self, lower: str) -> "list[CompiledRule]":
        """The rules that may match a folded text in lower case: one of the literals that they need occurs."""
        literals, automaton = self._needed
        found = {
            literals[number] for number, _, _ in automaton.find_matches_as_indexes(lower, overlapping=True)
        }
        return [rule for rule in self.rules if not rule.needs or not found.isdisjoint(rule.needs)]

    @cached_property
    def _needed(self) -> tuple[Sequence[str], AhoCorasick]:
        literals = sorted({literal for rule in self.rules for literal in rule.needs})
        return literals, AhoCorasick(literals)

    def searcher(self, fragment: str) -> "regex.Pattern[str]":
        """The pattern of one fragment, for the code that asks what words stand where."""
        if fragment not in self._searchers:
            self._searchers[fragment] = self.compile(f"{{:{fragment}}}").regex
        return self._searchers[fragment]

    def article_search(self, fragment: str) -> ArticleSearch:
        """The same for a fragment with `starts`, at the places that these find."""
        if fragment not in self._article_searches:
            starts = tuple(self.start_index(name) for name in self.fragments[fragment].starts)
            self._article_searches[fragment] = ArticleSearch(self.searcher(fragment), starts)
        return self._article_searches[fragment]

    def start_index(self, fragment: str) -> StartIndex:
        """The index of the places where a fragment, mostly a word list, stands."""
        return self._indexes.named(fragment, self.table)

    def before(self, fragment: str, folded: str, end: int) -> "regex.Match[str] | None":
        """The match of a fragment, and blanks after it, that ends at `end` of a folded text."""
        if fragment not in self._enders:
            self._enders[fragment] = self.pattern_before(f"{{:{fragment}}} *")
        return self._enders[fragment].match(folded, end)

    def once(self, make: Callable[["Rulebook"], Made]) -> Made:
        """What `make` makes of this rulebook, made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    def for_table(self, table: str) -> "Rulebook":
        """The same rulebook as the rules of one table see it: its own fragments come before all others."""
        return self._tables[table]

    def only(self, rule_id: str) -> "Rulebook":
        """The same rulebook with one rule and its company alone in its table; other tables keep theirs."""
        table = rule_id.split(".", 1)[0]
        kept = {rule_id, *(id_ for c in self.rules if c.rule.id == rule_id for id_ in c.rule.company)}
        return self.with_rules(c for c in self.rules if c.rule.id in kept or c.rule.table != table)

    def with_rules(self, rules: Iterable[CompiledRule]) -> "Rulebook":
        """The same fragments and lists with other rules."""
        return replace(self, rules=tuple(rules))


def rule_problems(folder: Path | str | None = None) -> list[Problem]:
    """All that keeps the rules of a folder from being used."""
    try:
        return [error.problem for error in _read(rule_folders(folder))[1]]
    except RuleError as error:
        return [error.problem]


@cache
def _read(folders: tuple[Path, ...]) -> tuple[Rulebook, tuple[RuleError, ...]]:
    errors: list[RuleError] = [error for folder in folders for error in _stray_files(folder)]
    fragments = read_layers(folders, sorted(MENTIONS))
    lists = read_word_lists(folders)
    rules: dict[str, CompiledRule] = {}
    retired: set[str] = set()
    indexes = StartIndexes(fragments.all, lists)
    for folder in folders:
        seen: dict[str, RulePlace] = {}
        for item in _entries(folder):
            if isinstance(item, RuleError):
                errors.append(item)
                continue
            rule, place = item
            if rule.id in seen:
                errors.append(_taken(rule, place, seen[rule.id]))
                continue
            seen[rule.id] = place
            if rule.status == "retired":
                retired.add(rule.id)
                rules.pop(rule.id, None)
                continue
            try:
                rules[rule.id] = _compile(rule, place, fragments, lists, indexes)
            except RuleError as error:
                errors.append(error)
    errors += _wrong_starts(folders, fragments, indexes)
    tables: dict[str, Rulebook] = {}
    book = Rulebook(
        tuple(rules.values()),
        fragments.all,
        lists,
        _digest(folders),
        frozenset(retired - rules.keys()),
        indexes,
        _tables=tables,
    )
    tables |= {
        table: replace(
            book,
            table=table,
            fragments=fragments.of(table),
            _searchers={},
            _article_searches={},
            _enders={},
            _made={},
        )
        for table in MENTIONS
    }
    return book, tuple(errors)


def _entries(folder: Path) -> Iterator[tuple[Rule, RulePlace] | RuleError]:
    for path in (path for table in sorted(MENTIONS) for path in sorted((folder / table).glob("[!_]*.toml"))):
        for item in try_entries(path, "rule", Rule, alone=True):
            if not isinstance(item, RuleError) and item[0].table != path.parent.name:
                rule, place = item
                yield RuleError(
                    f"stands in {path.parent.name}/, so its id must begin with {path.parent.name!r}",
                    file=path, line=place.line, rule=rule.id, kind="id",
                    help=f"call it {path.parent.name}.{rule.id.split('.')[1]}, or move it to {rule.table}/",
                )  # fmt: skip
            else:
                yield item


def _compile(
    rule: Rule,
    place: RulePlace,
    fragments: Fragments,
    lists: Mapping[str, WordList],
    indexes: StartIndexes,
) -> CompiledRule:
    visible = fragments.of(rule.table)
    try:
        pattern = compile_pattern(rule.pattern, visible, lists)
    except PatternError as error:
        stands = find_in_entry(place.file, place.line, rule.pattern)
        line, column = stands or (place.line, 1)
        raise RuleError(
            f"pattern: {error.message}", file=place.file, line=line, rule=rule.id, kind="pattern",
            column=column + (error.start if stands else 0), help=error.advice,
            excerpts=(pattern_excerpt(rule.pattern, error.start, error.end),),
        ) from error  # fmt: skip
    try:
        starts = tuple(indexes.named(name, rule.table) for name in rule.starts)
    except ValueError as error:
        raise _wrong_start(str(error), place.file, place.line, rule.id) from error
    return CompiledRule(rule, place, pattern, starts)


def _wrong_starts(
    folders: Sequence[Path], fragments: Fragments, indexes: StartIndexes
) -> Iterator[RuleError]:
    """The `starts` of fragments that name none."""
    for table, local in {"": fragments.shared, **fragments.local}.items():
        for name, fragment in local.items():
            try:
                for start in fragment.starts:
                    indexes.named(start, table)
            except ValueError as error:
                files = [f for folder in folders if (f := folder / table / FRAGMENTS_FILE).is_file()]
                file = next((f for f in reversed(files) if fragment_line(f, name)), files[-1])
                yield _wrong_start(str(error), file, fragment_line(file, name) or 1, name)


def _wrong_start(message: str, file: Path, line: int, name: str) -> RuleError:
    stands, column = find_key(file, line, "starts") or (line, 1)
    return RuleError(
        message, file=file, line=stands, column=column, rule=name, kind="start",
        help="name a fragment that matches where the pattern may begin",
    )  # fmt: skip


def _taken(rule: Rule, place: RulePlace, other: RulePlace) -> RuleError:
    return RuleError(
        f"the id is taken by {other.file}:{other.line}", file=place.file, line=place.line, rule=rule.id,
        kind="id", help="ids are never reused, choose another",
    )  # fmt: skip


def _stray_files(folder: Path) -> Iterator[RuleError]:
    """Rule files that stand where none is read, and a folder that holds nothing."""
    expected = f"rules stand in <table>/<name>.toml, the table being one of {', '.join(sorted(MENTIONS))}"
    folders = {*MENTIONS, *(path.name for path in rules_dir().iterdir() if path.is_dir())}
    found = sorted(path for path in folder.rglob("*") if path.suffix in {".toml", ".tsv"})
    for path in found:
        first, *inner = path.relative_to(folder).parts
        if first not in folders and (inner or first != FRAGMENTS_FILE):
            yield RuleError("this file is not read", file=path, help=expected)
    if not found:
        yield RuleError("no rules in this folder", file=folder, help=expected)


def rules_digest(folder: Path | str | None = None) -> str:
    """The digest of a rules folder, the shipped one by default: what a run was made with."""
    return _digest(rule_folders(folder))


def _digest(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".tsv"}):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
