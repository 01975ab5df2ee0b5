"""`nghiquyet rules explain`: for each candidate of a text what proposed it, and why it won or lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_reading import proved_readings, stated
from nghiquyet.normalize.arithmetic import percent_change, percent_of
from nghiquyet.records import Mention
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook
from nghiquyet.workbench.ranking import advantage, winner_over
from nghiquyet.workbench.report import shown

_IDENTITY = frozenset(("record_id", "article_id", "sentence", "start", "end", "surface", "rule_id"))


@dataclass(frozen=True, slots=True)
class Explanation:
    """One candidate: its outcome (`accepted`, `dropped` by the table's code, `discarded`), and why."""

    candidate: Candidate
    surface: str
    outcome: str
    why: str
    place: str
    note: str
    sources: dict[str, tuple[Any, str]]
    arithmetic: tuple[str, ...]
    record: Mention | None

    def to_json(self) -> dict[str, Any]:
        """The explanation as an object."""
        c = self.candidate
        return {
            "table": c.table, "rule": c.rule_id, "start": c.start, "end": c.end, "surface": self.surface,
            "outcome": self.outcome, "why": self.why, "priority": c.priority, "proved": c.proved,
            "place": self.place, "note": self.note, "arithmetic": list(self.arithmetic),
            "fields": {name: {"value": pair[0], "from": pair[1]} for name, pair in self.sources.items()},
            "record": self.record.to_json() if self.record else None,
        }  # fmt: skip


def explain(analysis: Analysis, rulebook: Rulebook) -> list[Explanation]:
    """Every candidate of an article in the order of the text; on one place the accepted one comes first."""
    rules = {compiled.rule.id: compiled for compiled in rulebook.rules}
    candidates = {id(c): c for c in analysis.candidates}
    candidates |= {id(c): c for found in analysis.accepted.values() for c in found}
    explained = [_explain(c, analysis, rules.get(c.rule_id)) for c in candidates.values()]
    order = ("accepted", "dropped", "discarded")
    return sorted(explained, key=lambda e: (e.candidate.start, order.index(e.outcome), -e.candidate.length))


def explanation_lines(found: list[Explanation], text: str) -> Iterator[str]:
    """Explanations to read, each under the sentence or line that it stands in."""
    line = -1
    for item in found:
        start = text.rfind("\n", 0, item.candidate.start) + 1
        if start != line:
            line, end = start, text.find("\n", start)
            yield from ("", text[start : end if end >= 0 else len(text)])
        yield from _lines(item)


def _explain(candidate: Candidate, analysis: Analysis, compiled: CompiledRule | None) -> Explanation:
    accepted = any(c is candidate for c in analysis.accepted.get(candidate.table, ()))
    record = _record_of(candidate, analysis) if accepted else None
    outcome = "discarded" if not accepted else "accepted" if record else "dropped"
    return Explanation(
        candidate=candidate,
        surface=analysis.text[candidate.start : candidate.end],
        outcome=outcome,
        why=_why(candidate, analysis, outcome),
        place=f"{shown(compiled.place.file)}:{compiled.place.line}" if compiled else "the table's own code",
        note=compiled.rule.note if compiled else "",
        sources=_sources(candidate, analysis, compiled, record),
        arithmetic=_arithmetic(candidate, analysis),
        record=record,
    )


def _record_of(candidate: Candidate, analysis: Analysis) -> Mention | None:
    records = [
        r
        for r in analysis.records[candidate.table]
        if r.rule_id == candidate.rule_id and r.start < candidate.end and candidate.start < r.end
    ]
    return max(records, key=lambda r: min(r.end, candidate.end) - max(r.start, candidate.start), default=None)


def _why(candidate: Candidate, analysis: Analysis, outcome: str) -> str:
    if outcome == "discarded":
        winner = winner_over(candidate, analysis)
        if winner is None:
            return candidate.reason or "not taken"
        taken = analysis.text[winner.start : winner.end]
        return f"lost to {winner.rule_id} {taken!r}: {advantage(winner, candidate)}"
    if outcome == "dropped":
        return candidate.reason or f"won its place, but the code of {candidate.table} made no record of it"
    losers = [c for c in analysis.discarded if winner_over(c, analysis) is candidate]
    proof = "proved by arithmetic; " if candidate.proved else ""
    if not losers:
        return f"{proof}nothing disputes its place"
    return proof + "; ".join(f"beats {c.rule_id}: {advantage(candidate, c)}" for c in losers)


def _sources(
    candidate: Candidate, analysis: Analysis, compiled: CompiledRule | None, record: Mention | None
) -> dict[str, tuple[Any, str]]:
    """The fields of the record, else of the candidate, each with what it came from."""
    sources: dict[str, tuple[Any, str]] = {}
    normalisers = compiled.pattern.normalisers if compiled else {}
    for name, value in candidate.fields.items():
        if name in candidate.groups:
            start, end = candidate.groups[name]
            reader = f" read as {normalisers[name]}" if name in normalisers else ""
            sources[name] = (value, f"group {analysis.text[start:end]!r}{reader}")
        elif compiled and name in compiled.rule.set:
            sources[name] = (value, "`set` of the rule")
        else:
            sources[name] = (value, "`verify` or the code that proposed it")
    for name, value in record.to_json().items() if record else ():
        if name in _IDENTITY or (name in sources and sources[name][0] == value):
            continue
        given = (
            f", instead of {sources[name][0]!r}" if name in sources and sources[name][0] is not None else ""
        )
        sources[name] = (value, f"read from the context by the code of {candidate.table}{given}")
    return {name: pair for name, pair in sources.items() if isinstance(pair[0], str | int | float | bool)}


def _arithmetic(candidate: Candidate, analysis: Analysis) -> tuple[str, ...]:
    """Which readings of a fraction its stated percentage proves, with the figures."""
    if candidate.table != "targets":
        return ()
    actual, reference = stated(candidate, "actual", analysis), stated(candidate, "reference", analysis)
    percent = stated(candidate, "percent", analysis)
    if actual is None or reference is None or percent is None:
        return ()
    proved = proved_readings(candidate, analysis)
    lines = []
    for reading, compute in (("part", percent_of), ("rise", percent_change), ("fall", percent_change)):
        value = compute(actual.value, reference.value)
        if value is None or (reading != "part" and (reading == "rise") != (actual.value >= reference.value)):
            continue
        verdict = "proved" if reading in proved else "not"
        lines.append(f"as a {reading}: {value:.2f}, stated {percent.value:g}: {verdict}")
    return tuple(lines)


def _lines(item: Explanation) -> Iterator[str]:
    c = item.candidate
    sign = {"accepted": "+", "dropped": "~", "discarded": "-"}[item.outcome]
    origin = f"{c.rule_id} (priority {c.priority}, {item.place})"
    yield f"  {sign} {c.table} {item.surface!r} {c.start}:{c.end}  {origin}"
    yield f"      {item.outcome}: {item.why}"
    for arithmetic in item.arithmetic:
        yield f"      arithmetic {arithmetic}"
    if item.outcome != "discarded":
        for name, (value, source) in item.sources.items():
            yield f"      {name} = {value!r}  <- {source}"
