"""`nghiquyet rules diff`: the records that a change of rules gains, loses and changes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from nghiquyet.evaluate.score import TableScore, agree, match, score
from nghiquyet.extract.analysis import Analysis
from nghiquyet.records import MENTIONS, Mention, key_fields
from nghiquyet.workbench.bench import Bench, SampleArticle

Event = Literal["gained", "lost", "changed"]
EVENTS: tuple[Event, ...] = ("gained", "lost", "changed")
_NOT_COMPARED = frozenset(("record_id", "article_id", "sentence", "surface"))


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is there now, was there before, or is another than it was.

    `right` says whether its key fields are those of the gold; null in an article without gold.
    """

    event: Event
    article_id: str
    record: Mention
    sentence: str
    offset: int
    before: Mention | None = None
    right: bool | None = None

    @property
    def rule_id(self) -> str:
        """The rule that is answerable: of a lost record the one that gave it."""
        return self.record.rule_id

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """The fields that are not what they were, with both values."""
        if self.before is None:
            return {}
        names = [name for name in self.record.__dataclass_fields__ if name not in _NOT_COMPARED]
        pairs = ((name, getattr(self.before, name), getattr(self.record, name)) for name in names)
        return {name: (old, new) for name, old, new in pairs if old != new}

    def to_json(self) -> dict[str, Any]:
        """The change as an object; `start` and `end` are in the sentence."""
        record = self.record
        return {
            "event": self.event, "rule": self.rule_id, "table": record.table, "article_id": self.article_id,
            "sentence": self.sentence, "start": record.start - self.offset, "end": record.end - self.offset,
            "right": self.right, "record": record.to_json(),
            "differences": {name: list(pair) for name, pair in self.differences.items()},
        }  # fmt: skip


@dataclass(slots=True)
class DiffReport:
    """All changes, the number of articles and records, and the scores of the gold articles before and now."""

    changes: list[Change] = field(default_factory=list)
    articles: int = 0
    records: Counter[str] = field(default_factory=Counter)
    before: Mapping[str, TableScore] = field(default_factory=dict)
    now: Mapping[str, TableScore] = field(default_factory=dict)

    def totals(self, table: str) -> dict[Event, int]:
        """How many records of a table were gained, lost and changed."""
        counts = Counter(change.event for change in self.changes if change.record.table == table)
        return {event: counts[event] for event in EVENTS}

    def to_json(self) -> dict[str, Any]:
        """The report as an object."""
        return {
            "articles": self.articles,
            "tables": {table: {"records": self.records[table], **self.totals(table)} for table in MENTIONS},
            "gold": {
                table: {"before": self.before[table].record.f1, "now": self.now[table].record.f1}
                for table in self.now
            },
            "changes": [change.to_json() for change in self.changes],
        }


def diff(before: Bench, now: Bench, articles: Iterable[SampleArticle]) -> DiffReport:
    """Compare what two rulebooks give for articles."""
    report = DiffReport()
    gold: list[tuple[Mapping[str, Any], Analysis, Analysis]] = []
    for article in articles:
        old, new = before.analyse(article), now.analyse(article)
        report.articles += 1
        report.records.update({table: len(records) for table, records in new.records.items()})
        for table in MENTIONS:
            report.changes += _changes(article, table, old, new)
        if article.folder == "gold" and article.labels is not None:
            gold.append((article.labels, old, new))
    if gold:
        report.before = score((labels, _json(old)) for labels, old, _ in gold)
        report.now = score((labels, _json(new)) for labels, _, new in gold)
    report.changes.sort(key=lambda c: (c.rule_id, EVENTS.index(c.event)))
    return report


def diff_lines(report: DiffReport, most: int) -> Iterator[str]:
    """The report to read: by rule its changes, `most` of each event in full, then the totals."""
    rules = Counter(change.rule_id for change in report.changes)
    for rule_id in rules:
        changes = [change for change in report.changes if change.rule_id == rule_id]
        counts = Counter(change.event for change in changes)
        yield f"{rule_id}: " + ", ".join(f"{counts[event]} {event}" for event in EVENTS if counts[event])
        for event in EVENTS:
            of_event = [change for change in changes if change.event == event]
            for change in of_event[:most]:
                yield from _change_lines(change)
            if len(of_event) > most:
                yield f"    … {len(of_event) - most} more {event} (--all prints them)"
        yield ""
    yield f"{'table':10} {'records':>8} {'gained':>7} {'lost':>7} {'changed':>8}   gold record F1"
    for table in MENTIONS:
        totals = report.totals(table)
        columns = f"{totals['gained']:7} {totals['lost']:7} {totals['changed']:8}"
        line = f"{table:10} {report.records[table]:8} {columns}"
        if report.now:
            old, new = report.before[table].record.f1, report.now[table].record.f1
            line += f"   {old:.3f} -> {new:.3f}{f' ({new - old:+.3f})' if round(new - old, 3) else ''}"
        yield line
    yield f"{report.articles} articles, {len(report.changes)} changes"


def _change_lines(change: Change) -> Iterator[str]:
    sign = {"gained": "+", "lost": "-", "changed": "~"}[change.event]
    start, end = change.record.start - change.offset, change.record.end - change.offset
    said = f"{change.sentence[:start]}[[{change.sentence[start:end]}]]{change.sentence[end:]}"
    gold = "" if change.right is None else "  (gold: right)" if change.right else "  (gold: not so)"
    yield f"  {sign} {change.article_id}: {' '.join(said.split())}{gold}"
    if change.event == "changed":
        for name, (old, new) in change.differences.items():
            yield f"      {name}: {old!r} -> {new!r}"
    else:
        named = {name: getattr(change.record, name) for name in key_fields(change.record.table)}
        yield "      " + " ".join(f"{name}={value!r}" for name, value in named.items() if value is not None)


def _changes(article: SampleArticle, table: str, old: Analysis, new: Analysis) -> Iterator[Change]:
    before, now = _unlike(old.records[table], new.records[table])
    pairs = match([r.to_json() for r in before], [r.to_json() for r in now])
    for i, j in pairs:
        yield _change("changed", article, now[j], new, before[i])
    paired_before, paired_now = {i for i, _ in pairs}, {j for _, j in pairs}
    for j, record in enumerate(now):
        if j not in paired_now:
            yield _change("gained", article, record, new)
    for i, record in enumerate(before):
        if i not in paired_before:
            yield _change("lost", article, record, old)


def _unlike(before: Sequence[Mention], now: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The records of either side that the other does not have just so."""
    both = {_key(record) for record in before} & {_key(record) for record in now}
    return [r for r in before if _key(r) not in both], [r for r in now if _key(r) not in both]


def _key(record: Mention) -> str:
    return repr({name: value for name, value in record.to_json().items() if name not in _NOT_COMPARED})


def _change(
    event: Event, article: SampleArticle, record: Mention, analysis: Analysis, before: Mention | None = None
) -> Change:
    start, end = analysis.sentence_span(analysis.sentence_at(record.start))
    end = max(end, record.end)
    sentence = analysis.text[start:end].rstrip()
    right = None
    if article.folder == "gold" and article.labels is not None:
        right = _agrees(record, article.labels.get(record.table) or [])
    return Change(event, article.article_id, record, sentence, start, before, right)


def _agrees(record: Mention, gold: Sequence[Mapping[str, Any]]) -> bool:
    found = record.to_json()
    return any(
        all(agree(name, gold[i].get(name), found.get(name)) for name in key_fields(record.table))
        for i, _ in match(gold, [found])
    )


def _json(analysis: Analysis) -> dict[str, list[dict[str, Any]]]:
    return {table: [record.to_json() for record in records] for table, records in analysis.records.items()}
