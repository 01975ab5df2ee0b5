"""`nghiquyet rules coverage`: which rules fire how often, and what in the articles no rule claims."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.workbench.bench import Bench, SampleArticle, records_of

CLAIMABLE = "claimable"
"""The shared fragment that says what a rule might claim: figures, dates, symbols."""

EXAMPLES_KEPT = 3
_DIGITS = regex.compile(r"\d+")
_WORD_BEFORE = regex.compile(r"(?r)\p{L}[\p{L}\p{M}]*[^\p{L}\d\n.;]{0,3}")
_WORD_BEHIND = regex.compile(r" ?\p{L}[\p{L}\p{M}]*")


@dataclass(slots=True)
class Shape:
    """Unclaimed expressions that look alike: how many, and sentences with the span marked."""

    shape: str
    count: int = 0
    sentences: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class CoverageReport:
    """How often each rule proposed and how often it gave a record; what no rule claimed, by shape."""

    articles: int = 0
    claimed: int = 0
    proposed: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    never: list[str] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    @property
    def unclaimed(self) -> int:
        """How many expressions no rule claimed."""
        return sum(shape.count for shape in self.shapes)

    def to_json(self) -> dict[str, Any]:
        """The report as an object."""
        return {
            "articles": self.articles, "claimed": self.claimed, "unclaimed": self.unclaimed,
            "rules": {id_: {"candidates": n, "records": self.fired[id_]} for id_, n in self.proposed.items()},
            "never": self.never,
            "shapes": [
                {
                    "shape": shape.shape, "count": shape.count,
                    "sentences": [{"article_id": id_, "sentence": text} for id_, text in shape.sentences],
                }
                for shape in self.shapes
            ],
        }  # fmt: skip


def coverage(bench: Bench, articles: Iterable[SampleArticle]) -> CoverageReport:
    """Run the rules over articles and see what they claim and what they leave."""
    report = CoverageReport()
    shapes: dict[str, Shape] = {}
    claimable = bench.rulebook.searcher(CLAIMABLE)
    for article in articles:
        analysis = bench.analyse(article)
        report.articles += 1
        report.proposed.update(candidate.rule_id for candidate in analysis.candidates)
        report.fired.update(record.rule_id for record in records_of(analysis))
        claimed = {place for record in records_of(analysis) for place in range(record.start, record.end)}
        for found in claimable.finditer(analysis.folded):
            if claimed.isdisjoint(range(*found.span())):
                name = shape_of(analysis.folded, *found.span())
                shape = shapes.setdefault(name, Shape(name))
                shape.count += 1
                if len(shape.sentences) < EXAMPLES_KEPT:
                    shape.sentences.append((article.article_id, _sentence(analysis, *found.span())))
            else:
                report.claimed += 1
    report.never = [c.rule.id for c in bench.rulebook.rules if not report.proposed[c.rule.id]]
    report.shapes = sorted(shapes.values(), key=lambda shape: (-shape.count, shape.shape))
    return report


def coverage_lines(report: CoverageReport, most: int) -> Iterator[str]:
    """The report to read: rules by how often they fire, then the `most` frequent shapes that none claims."""
    yield f"{'records':>8} {'matches':>8}  rule"
    for rule_id, proposed in report.proposed.most_common():
        yield f"{report.fired[rule_id]:8} {proposed:8}  {rule_id}"
    if report.never:
        yield f"\nnever matched ({len(report.never)}): {', '.join(report.never)}"
    whole = report.claimed + report.unclaimed
    yield f"\n{report.articles} articles, {report.claimed} of {whole} figures, dates and symbols claimed"
    yield f"unclaimed shapes, 9 for any number, the most frequent first ({len(report.shapes)} in all):"
    for shape in report.shapes[:most]:
        yield f"\n{shape.count:6}  {shape.shape}"
        for article_id, sentence in shape.sentences:
            yield f"        {article_id}: {sentence}"


def shape_of(folded: str, start: int, end: int) -> str:
    """An expression with the words beside it, numbers as 9: `khoản 9 điều`."""
    before = _WORD_BEFORE.match(folded, endpos=start)
    behind = _WORD_BEHIND.match(folded, end)
    stretch = folded[before.start() if before else start : behind.end() if behind else end]
    return " ".join(_DIGITS.sub("9", stretch.lower()).split())


def _sentence(analysis: Analysis, start: int, end: int) -> str:
    first, last = analysis.sentence_span(analysis.sentence_at(start))
    text = analysis.text
    said = f"{text[max(first, start - 90) : start]}[[{text[start:end]}]]{text[end : min(last, end + 60)]}"
    return " ".join(said.split())
