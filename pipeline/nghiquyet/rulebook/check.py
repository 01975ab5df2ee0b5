"""Checks of the rulebook: what makes a rule safe to ship. The command and the tests call the same code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from nghiquyet.extract.propose import PROPOSE
from nghiquyet.extract.verifiers import VERIFIERS
from nghiquyet.normalize.normalisers import NORMALISERS
from nghiquyet.pipeline import analyse
from nghiquyet.records import MENTIONS, Mention
from nghiquyet.rulebook.example import Example, MarkedSpan, parse_example
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook

EXAMPLES_REQUIRED = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a rule, with its place and what to do."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message}"


def check_rules(nlp: Language, rulebook: Rulebook, ids: frozenset[str] | None = None) -> Iterator[Problem]:
    """Every problem of the rules named by `ids`, of all rules by default."""
    for compiled in rulebook.rules:
        if ids is None or compiled.rule.id in ids:
            for message in _problems(nlp, rulebook, compiled):
                yield Problem(str(compiled.place.file), compiled.place.line, compiled.rule.id, message)


def _problems(nlp: Language, rulebook: Rulebook, compiled: CompiledRule) -> Iterator[str]:
    rule = compiled.rule
    if rule.table not in MENTIONS:
        yield f"no table {rule.table!r}; tables: {', '.join(MENTIONS)}"
        return
    if rule.verify and rule.verify not in VERIFIERS:
        yield f"no verifier {rule.verify!r}; known: {', '.join(sorted(VERIFIERS))}"
        return
    unknown = set(compiled.pattern.normalisers.values()) - set(NORMALISERS)
    if unknown:
        yield f"no normaliser {', '.join(sorted(unknown))}; known: {', '.join(sorted(NORMALISERS))}"
        return
    if rule.status == "stable" and (len(rule.yes) < EXAMPLES_REQUIRED or len(rule.no) < EXAMPLES_REQUIRED):
        yield f"a stable rule has at least {EXAMPLES_REQUIRED} `yes` and {EXAMPLES_REQUIRED} `no` examples"
    alone = rulebook.only(rule.id)
    for marked in rule.yes:
        yield from _yes_problems(nlp, alone, rulebook, compiled, marked)
    for text in rule.no:
        found = _records(nlp, alone, compiled, parse_example(text))
        if found:
            yield f"`no` example {text!r} gives {found[0].surface!r}: narrow the pattern or drop the example"
    for marked in rule.todo_yes:
        if not list(_yes_problems(nlp, alone, rulebook, compiled, marked)):
            yield f"`todo_yes` example {marked!r} passes now: move it to `yes`"
    for text in rule.todo_no:
        if not _records(nlp, alone, compiled, parse_example(text)):
            yield f"`todo_no` example {text!r} passes now: move it to `no`"


def _yes_problems(
    nlp: Language, alone: Rulebook, rulebook: Rulebook, compiled: CompiledRule, marked: str
) -> Iterator[str]:
    try:
        example = parse_example(marked)
    except ValueError as error:
        yield str(error)
        return
    if not example.spans:
        yield f"`yes` example {marked!r} marks no span: put <m field=value>…</m> round it"
    for book, where in ((alone, "alone"), (rulebook, "among all rules")):
        found = _records(nlp, book, compiled, example)
        for span in example.spans:
            yield from (f"`yes` example {example.text!r}, {where}: {m}" for m in _span_problems(example, span, found))


def _span_problems(example: Example, span: MarkedSpan, found: list[Mention]) -> Iterator[str]:
    expected = example.text[span.start : span.end]
    record = next((r for r in found if (r.start, r.end) == (span.start, span.end)), None)
    if record is None:
        got = ", ".join(repr(r.surface) for r in found) or "nothing"
        yield f"expected {expected!r}, found {got}"
        return
    for name, value in span.fields.items():
        if not hasattr(record, name):
            yield f"{expected!r} is marked with {name!r}, which is no field of {record.table}"
        elif not _equal(getattr(record, name), value):
            yield f"{expected!r}: {name} is {getattr(record, name)!r}, the example says {value!r}"


def _equal(value: Any, written: str) -> bool:
    if isinstance(value, bool):
        return written == str(value).lower()
    if isinstance(value, int | float):
        try:
            return abs(value - float(written)) < 1e-9
        except ValueError:
            return False
    return written == ("null" if value is None else str(value))


def _records(nlp: Language, book: Rulebook, compiled: CompiledRule, example: Example) -> list[Mention]:
    """What the rule finds in an example, by this rulebook."""
    proposer: Any = nlp.get_pipe(PROPOSE)
    kept, proposer.rulebook = proposer.rulebook, book
    try:
        analysis = analyse(nlp, example.text, published_at=compiled.rule.published_at)
    finally:
        proposer.rulebook = kept
    return [r for r in analysis.records[compiled.rule.table] if r.rule_id == compiled.rule.id]
