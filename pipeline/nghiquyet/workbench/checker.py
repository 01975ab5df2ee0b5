"""The check of the check: a rule that is spoilt on purpose must be refused by its examples."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import regex

from nghiquyet.extract.propose import SPAN_GROUP
from nghiquyet.pipeline import StageError
from nghiquyet.records import Mention
from nghiquyet.rulebook.example import Example, parse_example
from nghiquyet.rulebook.pattern import INSERT
from nghiquyet.rulebook.problem import Problem
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook
from nghiquyet.workbench.bench import Bench, SampleArticle
from nghiquyet.workbench.examples import mismatches
from nghiquyet.workbench.placed_problem import problem_at

_NAMED = regex.compile(r"\(\?P<(\w+)>")
_REFERRED = regex.compile(r"\(\?P=(\w+)\)|\(\?\((\w+)\)")


def checker_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """Of the chosen rules: a shifted mark and swapped examples that pass, which is a fault of this check;
    and as a warning each group that can be dropped without an example noticing."""
    for compiled in bench.rulebook.rules:
        if compiled.rule.id not in chosen:
            continue
        for example, found in _passing(bench, compiled):
            for fault in _unnoticed(example, found, compiled):
                yield problem_at(
                    compiled, "yes", "checker", f"the check does not notice {fault}", "report it as a fault"
                )
        unproved = sorted(_unproved_groups(bench, compiled))
        if unproved:
            yield problem_at(
                compiled, "yes", "unproved",
                f"no example notices when a group is dropped: {', '.join(unproved)}",
                "mark a value that comes of it in a `yes` example, or write {:fragment} without the name",
                warning=True,
            )  # fmt: skip


def _unnoticed(example: Example, found: list[Mention], compiled: CompiledRule) -> Iterator[str]:
    table, rule_id = compiled.rule.table, compiled.rule.id
    for name, (a, b) in {"begins a character late": (1, 0), "ends a character late": (0, 1)}.items():
        shifted = tuple(replace(span, start=span.start + a, end=span.end + b) for span in example.spans)
        if not list(mismatches(replace(example, spans=shifted), found, table, rule_id)):
            yield f"a mark that {name} in {example.text!r}"
    if not found:
        yield f"that `yes` and `no` are swapped in {example.text!r}"


def _passing(bench: Bench, compiled: CompiledRule) -> list[tuple[Example, list[Mention]]]:
    """The `yes` examples that hold among all rules, with the records."""
    passing = []
    for marked in compiled.rule.yes:
        try:
            example = parse_example(marked)
            analysis = bench.among_all(example.text, compiled.rule.published_at)
        except (ValueError, StageError):  # told with the examples
            continue
        found = [r for r in analysis.records[compiled.rule.table] if r.rule_id == compiled.rule.id]
        if not list(mismatches(example, found, compiled.rule.table, compiled.rule.id)):
            passing.append((example, found))
    return passing


def _unproved_groups(bench: Bench, compiled: CompiledRule) -> Iterator[str]:
    """The named groups without which every `yes` example still holds."""
    examples = [example for example, _ in _passing(bench, compiled)]
    for group, dropped in _without_groups(compiled):
        book = bench.rulebook.only(compiled.rule.id)
        book = book.with_rules(dropped if c is compiled else c for c in book.rules)
        if examples and not any(_broken(bench, example, dropped, book) for example in examples):
            yield group


def _broken(bench: Bench, example: Example, compiled: CompiledRule, book: Rulebook) -> bool:
    article = SampleArticle("", example.text, compiled.rule.published_at)
    try:
        analysis = bench.analyse(article, book)
    except StageError:  # the table's code misses the group
        return True
    found = [r for r in analysis.records[compiled.rule.table] if r.rule_id == compiled.rule.id]
    return bool(list(mismatches(example, found, compiled.rule.table, compiled.rule.id)))


def _without_groups(compiled: CompiledRule) -> Iterator[tuple[str, CompiledRule]]:
    """The rule once without each group that its own pattern names and does not itself refer to.

    Without the span, since every mark proves it.
    """
    pattern = compiled.rule.pattern
    names = {m[1] for m in INSERT.finditer(pattern)} | {m[1] for m in _NAMED.finditer(pattern)}
    referred = {m[1] or m[2] for m in _REFERRED.finditer(pattern)}
    for name in sorted(names - referred - {"", SPAN_GROUP}):
        blind: Any = _BlindPattern(compiled.pattern.regex, name)
        yield name, replace(compiled, pattern=replace(compiled.pattern, regex=blind))


class _BlindPattern:
    """A compiled pattern that does not name one of its groups, as if compiled without it."""

    def __init__(self, pattern: "regex.Pattern[str]", dropped: str) -> None:
        self.match, self.finditer = pattern.match, pattern.finditer
        self.groupindex = {name: number for name, number in pattern.groupindex.items() if name != dropped}
