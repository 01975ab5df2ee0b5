"""The rulebook: every rule, fragment and word list of a rules folder, read and compiled once."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import regex
from pydantic import ValidationError

from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.pattern import CompiledPattern, compile_pattern
from nghiquyet.rulebook.rule import Fragment, Rule, RulePlace
from nghiquyet.rulebook.wordlist import WordList, read_word_list

FRAGMENTS_FILE = "_fragments.toml"


@dataclass(frozen=True)
class CompiledRule:
    """A rule ready to match, with the place it was read from."""

    rule: Rule
    place: RulePlace
    pattern: CompiledPattern

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
        return compile_pattern(pattern, self.fragments, _words(self.lists))

    def only(self, rule_id: str) -> "Rulebook":
        """The same rulebook with one rule alone in its table; the other tables keep theirs."""
        table = rule_id.split(".", 1)[0]
        chosen = tuple(c for c in self.rules if c.rule.id == rule_id or c.rule.table != table)
        return Rulebook(chosen, self.fragments, self.lists, f"{self.digest}:{rule_id}")


@cache
def _load(folder: Path) -> Rulebook:
    fragments = _fragments(folder)
    lists = {path.stem: read_word_list(path) for path in sorted((folder / "lists").glob("*.tsv"))}
    rules: list[CompiledRule] = []
    seen: dict[str, RulePlace] = {}
    for path in sorted(folder.glob("[!_]*/*.toml")):
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
                pattern = compile_pattern(rule.pattern, fragments, _words(lists))
            except (ValueError, regex.error) as error:
                raise RuleError(f"pattern: {error}", file=place.file, line=place.line, rule=rule.id) from error
            rules.append(CompiledRule(rule, place, pattern))
    return Rulebook(tuple(rules), fragments, lists, _digest(folder))


def _words(lists: Mapping[str, WordList]) -> dict[str, tuple[str, ...]]:
    return {name: word_list.words for name, word_list in lists.items()}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = regex.search(r"at line (\d+)", str(error))
        raise RuleError(f"not TOML: {error}", file=path, line=int(line[1]) if line else 1) from error


def _fragments(folder: Path) -> dict[str, Fragment]:
    """The shared fragments and those that a table's folder keeps for its rules; their names are one space."""
    fragments: dict[str, Fragment] = {}
    for path in (folder / FRAGMENTS_FILE, *sorted(folder.glob(f"*/{FRAGMENTS_FILE}"))):
        for name, table in _toml(path).items():
            if name in fragments:
                raise RuleError("a fragment of this name exists already; choose another", file=path, rule=name)
            try:
                fragments[name] = Fragment.model_validate(table)
            except ValidationError as error:
                raise RuleError(_first(error), file=path, rule=name) from error
    return fragments


def _rules(path: Path) -> Iterator[tuple[Rule, RulePlace]]:
    lines = [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip() == "[[rule]]"]
    for number, table in enumerate(_toml(path).get("rule", [])):
        place = RulePlace(file=path, line=lines[number])
        try:
            rule = Rule.model_validate(table)
        except ValidationError as error:
            raise RuleError(_first(error), file=path, line=place.line, rule=table.get("id")) from error
        if rule.table != path.parent.name:
            raise RuleError(
                f"stands in {path.parent.name}/, so its id must begin with {path.parent.name!r}",
                file=path, line=place.line, rule=rule.id,
            )  # fmt: skip
        yield rule, place


def _first(error: ValidationError) -> str:
    detail = error.errors()[0]
    return f"key {'.'.join(map(str, detail['loc']))!r}: {detail['msg']}"


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".tsv"}):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
