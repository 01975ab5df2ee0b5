"""The rulebook: every rule, fragment and word list of a rules folder, read and compiled once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import regex
from ahocorasick_rs import AhoCorasick

from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.pattern import CompiledPattern, compile_pattern
from nghiquyet.rulebook.rule import Fragment, Rule, RulePlace
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE, read_entries, read_fragments
from nghiquyet.rulebook.word_index import StartIndex, StartIndexes
from nghiquyet.rulebook.wordlist import WordList, read_word_list


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
    """The rules that are not retired, in the order of their files; the word lists by name; the digest of it all."""

    rules: tuple[CompiledRule, ...]
    fragments: Mapping[str, Fragment]
    lists: Mapping[str, WordList]
    digest: str

    @classmethod
    def load(cls, folder: Path | str | None = None) -> "Rulebook":
        """Read a rules folder, once; the shipped one by default. Raises RuleError."""
        return _load(Path(folder) if folder else rules_dir())

    def compile(self, pattern: str) -> CompiledPattern:
        """Compile a pattern that uses this rulebook's fragments and lists."""
        return compile_pattern(pattern, self.fragments, self.lists)

    @cached_property
    def _fragment_patterns(self) -> "dict[str, regex.Pattern[str]]":
        return {}

    def rules_for(self, lower: str) -> "list[CompiledRule]":
        """The rules that may match a folded text, given in lower case: one of the literals that they need occurs."""
        literals, automaton = self._needed
        found = {literals[number] for number, _, _ in automaton.find_matches_as_indexes(lower, overlapping=True)}
        return [rule for rule in self.rules if not rule.needs or not found.isdisjoint(rule.needs)]

    @cached_property
    def _needed(self) -> tuple[Sequence[str], AhoCorasick]:
        literals = sorted({literal for rule in self.rules for literal in rule.needs})
        return literals, AhoCorasick(literals)

    def searcher(self, fragment: str) -> "regex.Pattern[str]":
        """The pattern of one fragment, for the code that asks what words stand where."""
        return self._fragment_pattern(f"{{:{fragment}}}")

    def before(self, fragment: str, folded: str, end: int) -> "regex.Match[str] | None":
        """The match of a fragment, and blanks after it, that ends at `end` of a folded text."""
        return self._fragment_pattern(f"(?r){{:{fragment}}} *").match(folded, endpos=end)

    def _fragment_pattern(self, pattern: str) -> "regex.Pattern[str]":
        if pattern not in self._fragment_patterns:
            self._fragment_patterns[pattern] = self.compile(pattern).regex
        return self._fragment_patterns[pattern]

    def only(self, rule_id: str) -> "Rulebook":
        """The same rulebook with one rule and its company alone in its table; the other tables keep theirs."""
        table = rule_id.split(".", 1)[0]
        kept = {rule_id, *(id_ for c in self.rules if c.rule.id == rule_id for id_ in c.rule.company)}
        chosen = tuple(c for c in self.rules if c.rule.id in kept or c.rule.table != table)
        return Rulebook(chosen, self.fragments, self.lists, f"{self.digest}:{rule_id}")


@cache
def _load(folder: Path) -> Rulebook:
    tables = [folder / table for table in sorted(MENTIONS)]
    local = (table / FRAGMENTS_FILE for table in tables)
    fragments = read_fragments((folder / FRAGMENTS_FILE, *(path for path in local if path.is_file())))
    lists = {path.stem: read_word_list(path) for path in sorted((folder / "lists").glob("*.tsv"))}
    rules: list[CompiledRule] = []
    indexes = StartIndexes(fragments, lists)
    seen: dict[str, RulePlace] = {}
    for path in (path for table in tables for path in sorted(table.glob("[!_]*.toml"))):
        for rule, place in _rules(path):
            if rule.id in seen:
                other = seen[rule.id]
                raise RuleError(
                    f"the id is taken by {other.file}:{other.line}; ids are never reused, choose another",
                    file=place.file, line=place.line, rule=rule.id,
                )  # fmt: skip
            seen[rule.id] = place
            if rule.status == "retired":
                continue
            try:
                pattern = compile_pattern(rule.pattern, fragments, lists)
                starts = tuple(indexes.named(name) for name in rule.starts)
            except (ValueError, regex.error) as error:
                raise RuleError(
                    f"pattern: {error}", file=place.file, line=place.line, rule=rule.id
                ) from error
            rules.append(CompiledRule(rule, place, pattern, starts))
    return Rulebook(tuple(rules), fragments, lists, rules_digest(folder))


def _rules(path: Path) -> Iterator[tuple[Rule, RulePlace]]:
    for rule, place in read_entries(path, "rule", Rule):
        if rule.table != path.parent.name:
            raise RuleError(
                f"stands in {path.parent.name}/, so its id must begin with {path.parent.name!r}",
                file=place.file, line=place.line, rule=rule.id,
            )  # fmt: skip
        yield rule, place


def rules_digest(folder: Path | str | None = None) -> str:
    """The digest of a rules folder, the shipped one by default: what a run was made with."""
    folder = Path(folder) if folder else rules_dir()
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".tsv"}):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
