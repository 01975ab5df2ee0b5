"""The scorer: how far predicted mentions agree with gold ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nghiquyet.records import MENTIONS, key_fields, link_fields
from nghiquyet.rulebook.folding import fold_key

Annotation = Mapping[str, Any]


@dataclass(slots=True)
class Disagreement:
    """One mention that the two sides do not agree on."""

    article_id: str
    kind: str
    surface: str
    detail: Any


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the predicted and of the gold mentions agree; each figure is 0 where it is undefined."""

    matched: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted mentions that agree."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold mentions that agree."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(slots=True)
class TableScore:
    """Counts of one table; the figures are derived from them."""

    gold: int = 0
    predicted: int = 0
    spans: int = 0
    records: int = 0
    wrong_keys: Counter[str] = field(default_factory=Counter)
    links_right: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def span(self) -> Agreement:
        """The matches alone."""
        return Agreement(self.spans, self.predicted, self.gold)

    @property
    def record(self) -> Agreement:
        """The matches whose key fields are all equal."""
        return Agreement(self.records, self.predicted, self.gold)

    @property
    def accuracies(self) -> dict[str, float]:
        """Of each link, the share of matched mentions on which it agrees, where either side has a value."""
        return {link: self.links_right[link] / count for link, count in self.links.items() if count}


def agree(name: str, gold: Any, predicted: Any) -> bool:
    """Whether two values of a field count as the same."""
    if gold in (None, "") or predicted in (None, ""):
        return gold in (None, "") and predicted in (None, "")
    if isinstance(gold, bool) or isinstance(predicted, bool):
        return bool(gold == predicted)
    if isinstance(gold, int | float) or isinstance(predicted, int | float):
        try:
            return abs(float(gold) - float(predicted)) < 1e-6
        except (TypeError, ValueError):
            return False
    if name == "indicator":
        a, b = set(fold_key(gold).split()), set(fold_key(predicted).split())
        return len(a & b) * 2 > max(len(a), len(b))
    return fold_key(str(gold)) == fold_key(str(predicted))


def match(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> list[tuple[int, int]]:
    """Pairs of indices, one to one, that overlap by half of the shorter span; longest overlap first."""
    overlaps = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            overlap = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if overlap > 0 and overlap * 2 >= min(g["end"] - g["start"], p["end"] - p["start"]):
                overlaps.append((-overlap, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(overlaps):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def score(pairs: Iterable[tuple[Annotation, Annotation]]) -> dict[str, TableScore]:
    """Score articles given as (gold, predicted), by table."""
    scores = {table: TableScore(links=Counter(dict.fromkeys(link_fields(table), 0))) for table in MENTIONS}
    for gold, predicted in pairs:
        for table, result in scores.items():
            _score_table(table, result, gold, predicted)
    return scores


def _score_table(table: str, result: TableScore, gold: Annotation, predicted: Annotation) -> None:
    gold_mentions, mentions = gold.get(table) or [], predicted.get(table) or []
    pairs = match(gold_mentions, mentions)
    result.gold += len(gold_mentions)
    result.predicted += len(mentions)
    result.spans += len(pairs)
    article_id = str(gold["article_id"])
    for i, j in pairs:
        g, p = gold_mentions[i], mentions[j]
        wrong = {k: (g.get(k), p.get(k)) for k in key_fields(table) if not agree(k, g.get(k), p.get(k))}
        result.records += not wrong
        result.wrong_keys.update(wrong.keys())
        for link in link_fields(table):
            if g.get(link) not in (None, "") or p.get(link) not in (None, ""):
                result.links[link] += 1
                right = agree(link, g.get(link), p.get(link))
                result.links_right[link] += right
                if not right:
                    detail = {link: (g.get(link), p.get(link))}
                    result.disagreements.append(Disagreement(article_id, "link", g["surface"], detail))
        if wrong:
            result.disagreements.append(Disagreement(article_id, "field", g["surface"], wrong))
    matched_gold, matched = {i for i, _ in pairs}, {j for _, j in pairs}
    result.disagreements += [
        Disagreement(article_id, "missed", m["surface"], m["start"])
        for i, m in enumerate(gold_mentions)
        if i not in matched_gold
    ] + [
        Disagreement(article_id, "extra", m["surface"], m["start"])
        for j, m in enumerate(mentions)
        if j not in matched
    ]
