"""Checks of the cleaning rules: the examples beside each rule."""

from collections.abc import Iterator

import regex

from nghiquyet.clean.line import Line
from nghiquyet.clean.rule import LineRule, Reading
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.clean.site_rules import BlockRule
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.example import parse_example
from nghiquyet.rulebook.folding import fold_key

EXAMPLES_REQUIRED = 2


def check_cleaning(rules: CleaningRules) -> Iterator[RuleError]:
    """Every problem of the rules, with its place."""
    for rule in rules.rules:
        place = rules.places[rule.id]
        for message in _problems(rules, rule):
            yield RuleError(message, file=place.file, line=place.line, rule=rule.id)
    for block, place in rules.sites.placed_blocks:
        for message in _name_problems(block):
            yield RuleError(message, file=place.file, line=place.line, rule=block.id)


def _name_problems(block: BlockRule) -> Iterator[str]:
    if block.names is None:
        return
    if min(len(block.yes), len(block.no)) < EXAMPLES_REQUIRED:
        yield f"a rule of names has {EXAMPLES_REQUIRED} `yes` and {EXAMPLES_REQUIRED} `no` examples"
    for name in block.yes:
        if not regex.fullmatch(block.names, name):
            yield f"`yes` example {name!r} does not match"
    for name in block.no:
        if regex.fullmatch(block.names, name):
            yield f"`no` example {name!r} matches: narrow the rule or drop the example"


def _problems(rules: CleaningRules, rule: LineRule) -> Iterator[str]:
    if len(rule.no) < EXAMPLES_REQUIRED or (rule.pattern and len(rule.yes) < EXAMPLES_REQUIRED):
        yield f"a rule has {EXAMPLES_REQUIRED} `no` examples, and a pattern {EXAMPLES_REQUIRED} `yes`"
    for marked in rule.yes:
        try:
            example = parse_example(marked)
        except ValueError as error:
            yield str(error)
            continue
        reading = rules.apply(rule, Line(example.text))
        if reading is None:
            yield f"`yes` example {example.text!r} does not match"
            continue
        expected = {name: value for span in example.spans for name, value in span.fields.items()}
        if (found := _fields(reading)) != expected:
            yield f"`yes` example {example.text!r} gives {found}, not {expected}"
    for text in rule.no:
        if rules.apply(rule, Line(text)) or fold_key(text) in map(fold_key, rule.phrases):
            yield f"`no` example {text!r} matches: narrow the rule or drop the example"


def _fields(reading: Reading) -> dict[str, str]:
    found = {
        "published_at": reading.published_at,
        "time_of_day": reading.time_of_day,
        "author": reading.author,
        "photo_credits": "; ".join(reading.photo_credits),
    }
    return {name: value for name, value in found.items() if value}
