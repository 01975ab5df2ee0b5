"""A problem of a rule at the key of it that is at fault."""

from nghiquyet.rulebook.problem import Excerpt, Problem
from nghiquyet.rulebook.rulebook import CompiledRule
from nghiquyet.rulebook.source import find_key


def problem_at(
    compiled: CompiledRule,
    key: str,
    kind: str,
    message: str,
    advice: str,
    *,
    excerpts: tuple[Excerpt, ...] = (),
    warning: bool = False,
) -> Problem:
    """A problem whose place is where the rule has `key`, or where the rule begins."""
    place = compiled.place
    line, column = find_key(place.file, place.line, key) or (place.line, 1)
    return Problem(
        message=message, file=place.file, line=line, column=column, rule=compiled.rule.id, kind=kind,
        severity="warning" if warning else "error", excerpts=excerpts, help=advice,
    )  # fmt: skip
