"""What a rule names must exist: verifiers, normalisers, company, a day of publication."""

import datetime
from collections.abc import Iterator

from nghiquyet.extract.verifiers import VERIFIERS
from nghiquyet.normalize.normalisers import NORMALISERS
from nghiquyet.rulebook.problem import Problem
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook
from nghiquyet.rulebook.toml_file import did_you_mean
from nghiquyet.workbench.placed_problem import problem_at


def reference_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """What rules name that does not exist."""
    ids = {compiled.rule.id: compiled.rule.table for compiled in rulebook.rules}
    for compiled in rulebook.rules:
        yield from _of_rule(compiled, ids)


def _of_rule(compiled: CompiledRule, ids: dict[str, str]) -> Iterator[Problem]:
    rule = compiled.rule
    if rule.verify and rule.verify not in VERIFIERS:
        advice = did_you_mean(rule.verify, VERIFIERS) or f"known: {', '.join(sorted(VERIFIERS))}"
        yield problem_at(compiled, "verify", "verifier", f"no verifier {rule.verify!r}", advice)
    for group, name in compiled.pattern.normalisers.items():
        if name not in NORMALISERS:
            yield problem_at(
                compiled, "pattern", "normaliser",
                f"no normaliser {name!r}, which the fragment of {group!r} names",
                did_you_mean(name, NORMALISERS) or f"known: {', '.join(sorted(NORMALISERS))}",
            )  # fmt: skip
    for other in rule.company:
        if ids.get(other) != rule.table:
            known = [id_ for id_, table in ids.items() if table == rule.table]
            message = f"no rule {other!r} in use in this table"
            yield problem_at(compiled, "company", "company", message, did_you_mean(other, known))
    for literal in rule.needs:
        if literal != literal.lower():
            message = f"{literal!r} in `needs` has capitals and is never found"
            yield problem_at(compiled, "needs", "prefilter", message, f"write {literal.lower()!r}")
    if rule.published_at is not None:
        try:
            datetime.date.fromisoformat(rule.published_at[:10])
        except ValueError:
            message = f"{rule.published_at!r} is no ISO date"
            yield problem_at(compiled, "published_at", "key", message, 'write published_at = "2024-05-30"')
