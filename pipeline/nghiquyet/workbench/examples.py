"""The examples beside a rule: each alone and among all rules, and whether it proves what it seems to."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.pipeline import StageError
from nghiquyet.records import MENTIONS, Mention, key_fields
from nghiquyet.rulebook.example import Example, MarkedSpan, parse_example
from nghiquyet.rulebook.folding import fold, fold_key, lower
from nghiquyet.rulebook.problem import Excerpt, Problem
from nghiquyet.rulebook.rulebook import CompiledRule
from nghiquyet.rulebook.source import find_in_entry
from nghiquyet.workbench.bench import Bench, SampleArticle
from nghiquyet.workbench.corpus import FIELDS_EXPECTED
from nghiquyet.workbench.ranking import advantage, winner_over

EXAMPLES_REQUIRED = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one example, before it has a place."""

    kind: str
    message: str
    excerpts: tuple[Excerpt, ...] = ()
    help: str = ""


def example_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """What is wrong with the examples of the chosen rules, and which examples of others those rules break."""
    for compiled in bench.rulebook.rules:
        if compiled.rule.id in chosen:
            yield from _RuleExamples(bench, compiled).problems()
        else:
            yield from _RuleExamples(bench, compiled).stolen_by(chosen)


class _RuleExamples:
    """The examples of one rule, tried alone and among all."""

    def __init__(self, bench: Bench, compiled: CompiledRule) -> None:
        self.bench, self.compiled, self.rule = bench, compiled, compiled.rule
        self.alone = bench.rulebook.only(self.rule.id)
        unfiltered = replace(compiled, rule=self.rule.model_copy(update={"needs": ()}))
        self.unfiltered = self.alone.with_rules(unfiltered if c is compiled else c for c in self.alone.rules)

    def problems(self) -> Iterator[Problem]:
        for message, advice in self._number_of_examples():
            yield self._problem(Finding("examples", message, help=advice), None)
        tries: tuple[tuple[Sequence[str], Callable[[str], Iterator[Finding]]], ...] = (
            (self.rule.yes, self._yes),
            (self.rule.no, self._no),
            (self.rule.todo_yes, lambda marked: _closed(self._yes(marked), "yes")),
            (self.rule.todo_no, lambda text: _closed(self._no(text), "no")),
        )
        for examples, attempt in tries:
            for written in examples:
                try:
                    yield from (self._problem(finding, written) for finding in attempt(written))
                except StageError as error:
                    finding = Finding(
                        "failure",
                        f"{error.stage} fails on this example: {error.cause!r}",
                        (),
                        FIELDS_EXPECTED,
                    )
                    yield self._problem(finding, written)

    def stolen_by(self, thieves: AbstractSet[str]) -> Iterator[Problem]:
        """The `yes` examples that this rule loses to rules of `thieves`."""
        for marked in self.rule.yes:
            try:
                example = parse_example(marked)
                analysis = self.bench.among_all(example.text, self.rule.published_at)
            except (ValueError, StageError):  # told where the rule itself is checked
                continue
            for span in example.spans:
                candidate = _candidate_at(analysis, self.rule.id, span)
                thief = winner_over(candidate, analysis) if candidate else None
                if candidate and thief and thief.rule_id in thieves:
                    yield self._problem(self._theft(example, span, candidate, thief), marked)

    def _number_of_examples(self) -> Iterator[tuple[str, str]]:
        rule = self.rule
        if rule.status == "stable" and min(len(rule.yes), len(rule.no)) < EXAMPLES_REQUIRED:
            yield (
                f"a stable rule has {EXAMPLES_REQUIRED} `yes` and {EXAMPLES_REQUIRED} `no` examples or more; "
                f"this one has {len(rule.yes)} and {len(rule.no)}",
                'write more after what articles say, or set status = "draft" for the time being',
            )
        for key, texts in (("yes", rule.yes), ("no", rule.no)):
            if len({fold_key(text) for text in texts}) < len(texts):
                yield f"two `{key}` examples are the same", "replace one by another construction"

    def _yes(self, marked: str) -> Iterator[Finding]:
        try:
            example = parse_example(marked)
        except ValueError as error:
            yield Finding("mark", str(error), help="write <m field=value other='two words'>span</m>")
            return
        found_alone = self._found(self._analyse_alone(example.text))
        if not example.spans:
            suggestion = _marked(example.text, found_alone)
            yield Finding(
                "accident", "this `yes` example marks no span, so it would pass whatever is found",
                help=f"mark what must be found: {suggestion}" if found_alone else "mark what must be found",
            )  # fmt: skip
            return
        keys = key_fields(self.rule.table)
        for span in example.spans:
            if not span.fields.keys() & set(keys):
                yield Finding(
                    "accident",
                    f"{example.text[span.start : span.end]!r} is marked without a key field: "
                    "any value would pass",
                    help=f"give its {' or '.join(keys)}"
                    + (f": {_marked(example.text, found_alone)}" if found_alone else ""),
                )
        alone = list(mismatches(example, found_alone, self.rule.table, self.rule.id))
        if alone:
            trace = self._trace(self._analyse_alone(example.text), example)
            yield from (
                replace(finding, help="; ".join(filter(None, (finding.help, trace)))) for finding in alone
            )
            return
        analysis = self.bench.among_all(example.text, self.rule.published_at)
        for finding in mismatches(example, self._found(analysis), self.rule.table, self.rule.id):
            yield self._among_all(finding, example, analysis)

    def _among_all(self, finding: Finding, example: Example, analysis: Analysis) -> Finding:
        for span in example.spans:
            candidate = _candidate_at(analysis, self.rule.id, span)
            thief = winner_over(candidate, analysis) if candidate else None
            if candidate and thief:
                return self._theft(example, span, candidate, thief)
        return replace(
            finding, kind="stolen", message=f"alone it holds, among all rules not: {finding.message}"
        )

    def _theft(self, example: Example, span: MarkedSpan, loser: Candidate, thief: Candidate) -> Finding:
        place = next((c.place for c in self.bench.rulebook.rules if c.rule.id == thief.rule_id), None)
        where = f" ({place.file}:{place.line})" if place else ""
        return Finding(
            "stolen",
            f"the match is taken by {thief.rule_id}: {advantage(thief, loser)}",
            (
                Excerpt(example.text, span.start, span.end, "expected", self.rule.id),
                Excerpt(example.text, thief.start, thief.end, "found", thief.rule_id),
            ),
            f"narrow the pattern of {thief.rule_id}{where}, or change one of the two priorities",
        )

    def _no(self, text: str) -> Iterator[Finding]:
        """A `no` example is tried without the prefilter too: silence that only `needs` makes is no proof."""
        try:
            plain = parse_example(text).text
        except ValueError as error:
            yield Finding("mark", str(error))
            return
        found = self._found(self._analyse_alone(plain))
        kind, advice = "no", "narrow the pattern, or drop the example if the match is right"
        if (
            not found
            and self.compiled.needs
            and not any(literal in lower(fold(plain)) for literal in self.compiled.needs)
        ):
            article = SampleArticle("", plain, self.rule.published_at)
            found = self._found(self.bench.analyse(article, self.unfiltered))
            kind = "prefilter"
            advice = "only `needs` keeps the rule from this match: add a literal to it, or narrow the pattern"
        if found:
            excerpts = tuple(Excerpt(plain, r.start, r.end, "found", _fields(r)) for r in found)
            yield Finding(kind, f"the `no` example gives {found[0].surface!r}", excerpts, advice)

    def _analyse_alone(self, text: str) -> Analysis:
        return self.bench.analyse(SampleArticle("", text, self.rule.published_at), self.alone)

    def _found(self, analysis: Analysis) -> list[Mention]:
        return [r for r in analysis.records[self.rule.table] if r.rule_id == self.rule.id]

    def _trace(self, analysis: Analysis, example: Example) -> str:
        """How far the rule came with an example that it does not find."""
        candidates = [c for c in analysis.candidates if c.rule_id == self.rule.id]
        if any(t.rule_id == self.rule.id for t in analysis.timeouts):
            return "the pattern did not finish in time"
        if not candidates:
            hidden = self.compiled.needs and not any(n in analysis.lower for n in self.compiled.needs)
            return (
                "none of its `needs` occurs in the example"
                if hidden
                else "the pattern does not match: shorten it from its end until it does, there is the fault"
            )
        discarded = [c for c in candidates if c.reason]
        if discarded:
            candidate = discarded[0]
            taken = example.text[candidate.start : candidate.end]
            return f"the match {taken!r} was discarded: {candidate.reason}"
        return ""

    def _problem(self, finding: Finding, written: str | None) -> Problem:
        place = self.compiled.place
        found = find_in_entry(place.file, place.line, written) if written else None
        line, column = found or (place.line, 1)
        return Problem(
            message=finding.message, file=place.file, line=line, column=column, rule=self.rule.id,
            kind=finding.kind, excerpts=finding.excerpts, help=finding.help,
        )  # fmt: skip


def _closed(findings: Iterator[Finding], key: str) -> Iterator[Finding]:
    """A known gap that is none any more: nothing is found wrong with its example."""
    if not list(findings):
        yield Finding("todo", f"this `todo_{key}` example passes now", help=f"move it to `{key}`")


def mismatches(example: Example, found: Sequence[Mention], table: str, rule_id: str) -> Iterator[Finding]:
    """In what the records of a rule are not those that its example marks."""
    columns = MENTIONS[table].__dataclass_fields__
    for span in example.spans:
        expected = example.text[span.start : span.end]
        marked = Excerpt(example.text, span.start, span.end, "expected", rule_id)
        record = next((r for r in found if (r.start, r.end) == (span.start, span.end)), None)
        if record is None:
            got = ", ".join(repr(r.surface) for r in found) or "nothing"
            others = tuple(Excerpt(example.text, r.start, r.end, "found", _fields(r)) for r in found)
            yield Finding("yes", f"expected {expected!r}, found {got}", (marked, *others))
            continue
        for name, value in span.fields.items():
            if name not in columns:
                yield Finding(
                    "mark", f"{expected!r} is marked with {name!r}, which is no field of {table}", (marked,),
                    f"fields: {', '.join(columns)}",
                )  # fmt: skip
            elif not _equal(getattr(record, name), value):
                yield Finding(
                    "yes", f"{expected!r}: {name} is {getattr(record, name)!r}, the example says {value!r}",
                    (Excerpt(example.text, record.start, record.end, "found", _fields(record)),),
                    "correct the example, or the group that the value comes from",
                )  # fmt: skip
    marks = {(span.start, span.end) for span in example.spans}
    for record in found:
        if example.spans and (record.start, record.end) not in marks and not _overlapped(record, example):
            yield Finding(
                "unmarked", f"{record.surface!r} is found too and is not marked",
                (Excerpt(example.text, record.start, record.end, "found", _fields(record)),),
                f"mark it if it is right, else narrow the pattern: {_marked(example.text, found)}",
            )  # fmt: skip


def _overlapped(record: Mention, example: Example) -> bool:
    return any(span.start < record.end and record.start < span.end for span in example.spans)


def _candidate_at(analysis: Analysis, rule_id: str, span: MarkedSpan) -> Candidate | None:
    """The discarded candidate of a rule that a marked span was to come of."""
    return next(
        (c for c in analysis.discarded if c.rule_id == rule_id and c.start < span.end and span.start < c.end),
        None,
    )


def _equal(value: Any, written: str) -> bool:
    if isinstance(value, bool):
        return written == str(value).lower()
    if isinstance(value, int | float):
        try:
            return abs(value - float(written)) < 1e-9
        except ValueError:
            return False
    return written == ("null" if value is None else str(value))


def mark(record: Mention, names: Sequence[str]) -> str:
    """A record's span as an example marks it, with those of its fields that have a value."""
    values = ((name, getattr(record, name)) for name in names)
    written = "".join(f" {name}={_written(value)}" for name, value in values if value is not None)
    return f"<m{written}>{record.surface}</m>"


def _written(value: Any) -> str:
    text = (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:.15g}"
        if isinstance(value, float)
        else str(value)
    )
    plain = text and not any(c.isspace() or c in "'\">" for c in text)
    return text if plain else f'"{text}"' if "'" in text else f"'{text}'"


def _marked(text: str, found: Sequence[Mention]) -> str:
    """A text with records marked as an example has them."""
    out, last = "", 0
    for record in sorted(found, key=lambda r: r.start):
        out += text[last : record.start] + mark(record, key_fields(record.table))
        last = record.end
    return out + text[last:]


def _fields(record: Mention) -> str:
    written = ((name, getattr(record, name)) for name in key_fields(record.table))
    return " ".join(f"{name}={_written(value)}" for name, value in written if value is not None)
