"""The table `targets`: figures with what they measure."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.clause import Clause, clause_of
from nghiquyet.extract.stretch import covered
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.extract.target_indicator import IndicatorReader, Neighbours
from nghiquyet.extract.target_period import FigureDates, period_of
from nghiquyet.extract.target_reading import direction_of, noun_class, read_figure
from nghiquyet.extract.target_restated import return_percentages
from nghiquyet.extract.target_scope import scope_of
from nghiquyet.extract.target_taxonomy import Taxonomy
from nghiquyet.extract.target_words import comparator_of, governing_direction, status_of
from nghiquyet.normalize.base_units import BaseUnits
from nghiquyet.records import Kind, Status, Target

TARGETS = "nghiquyet_targets"


def _earlier(records: Sequence[Target], sentence: int) -> tuple[Target, ...]:
    """The records of a sentence that are read already."""
    count = next(
        (n for n, record in enumerate(reversed(records)) if record.sentence != sentence), len(records)
    )
    return tuple(records[len(records) - count :])


def _bounded(candidate: Candidate) -> int:
    """Where the figure begins that a comparator bounds: the present one, behind a former one."""
    former = candidate.groups.get("reference")
    return candidate.groups["actual"][0] if former and former[0] == candidate.start else candidate.start


@dataclass(frozen=True, slots=True)
class _Readers:
    """What the figures of one article are read with."""

    analysis: Analysis
    indicators: IndicatorReader
    dates: FigureDates


@Language.factory(TARGETS, assigns=["doc.spans"])
class Targets(TableComponent):
    """Reads each figure, and links it to its indicator, period and scope."""

    table = "targets"

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        super().__init__(nlp, name, rules)
        lists = self.rulebook.lists
        self.base_units = BaseUnits(lists["measures"], lists["scales"])
        self.taxonomy = Taxonomy(lists["indicators"])

    def records(self, analysis: Analysis) -> list[Target]:
        """The targets of one document. A figure without a unit that has none to inherit is dropped."""
        records: list[Target] = []
        readers = _Readers(
            analysis, IndicatorReader(analysis, self.rulebook), FigureDates(analysis, self.rulebook)
        )
        candidates = analysis.accepted.get(self.table, [])
        return_percentages(candidates, analysis, self.rulebook)
        previous = 0
        for index, candidate in enumerate(candidates):
            following = candidates[index + 1] if index + 1 < len(candidates) else None
            neighbours = Neighbours(_earlier(records, analysis.sentence_at(candidate.start)), following)
            unit = candidate.fields.get("unit") or self._inherited_unit(analysis, candidate, neighbours)
            if unit is None:
                candidate.reason = "no unit to inherit"
                analysis.discarded.append(candidate)
            else:
                clause = clause_of(
                    analysis, self.rulebook, candidate.start, candidate.end,
                    previous=previous, following=following.start if following else len(analysis.text),
                )  # fmt: skip
                records.append(self._record(readers, candidate, clause, neighbours, unit))
            previous = candidate.end
        return records

    def _record(
        self, readers: _Readers, candidate: Candidate, clause: Clause, neighbours: Neighbours, unit: str
    ) -> Target:
        analysis = readers.analysis
        book, start, end, head = self.rulebook, candidate.start, candidate.end, neighbours.head
        reading = read_figure(candidate, analysis, book, governing_direction(analysis, book, start))
        kind, direction = reading.kind, reading.direction
        if head and head.kind == "change" and self._coordinated(analysis, head, candidate, kind):
            kind, direction = "change", head.direction
        if head and kind == head.kind == "comparison" and direction is None:
            joint = book.searcher("figure_coordination").fullmatch(analysis.folded, head.end, start)
            direction = head.direction if joint else None
        unit = "%" if unit == "phần trăm" else unit
        indicator = readers.indicators.read(clause, candidate, kind, neighbours)
        status = self._status(analysis, candidate, clause, kind)
        actual = candidate.fields.get("actual")
        value_base, unit_base = (self.base_units.convert(actual, unit) if actual is not None else None) or (
            None,
            None,
        )
        return Target(
            **mention_fields(candidate, analysis),
            **{**known_fields(Target, candidate), "kind": kind, "unit": unit},
            value_base=value_base,
            unit_base=unit_base,
            percent_computed=reading.percent_computed,
            check=reading.check,
            comparator=comparator_of(analysis, book, _bounded(candidate), end),
            direction=direction,
            status=status,
            indicator=indicator,
            indicator_id=self.taxonomy.indicator_id(indicator, unit),
            period=period_of(
                readers.dates, clause, (start, end),
                of_programme=noun_class(candidate, book) == "programme" or status == "goal",
            ),
            scope=scope_of(analysis, book, clause, start),
        )  # fmt: skip

    def _coordinated(self, analysis: Analysis, head: Target, candidate: Candidate, kind: Kind) -> bool:
        """Whether a plain figure continues the change before it: `giảm 14 đầu mối, 38 biên chế`.

        A second count of the same things does not: `tăng 18 vụ; 54 vụ trộm cắp`.
        """
        if kind not in ("count", "rate") or (kind == "rate") != (head.unit == "%"):
            return False
        if kind == "count" and candidate.fields.get("unit") == head.unit:
            return False
        fragments = (
            ("figure_coordination", "percent_coordination") if kind == "rate" else ("figure_coordination",)
        )
        searchers = (self.rulebook.searcher(fragment) for fragment in fragments)
        return any(s.fullmatch(analysis.folded, head.end, candidate.start) for s in searchers)

    def _inherited_unit(self, analysis: Analysis, candidate: Candidate, neighbours: Neighbours) -> str | None:
        """The unit of the figure before or behind, where the words between enumerate.

        `khiển trách 21 đồng chí, cảnh cáo 4`; `xây mới 2, sửa chữa 5 nhà văn hóa`.
        """
        if candidate.fields["actual"] % 1:
            return None
        following, enumerates = neighbours.following, self.rulebook.searcher("figure_enumeration")
        remarks = self.rulebook.searcher("in_brackets")
        earlier = [r for r in neighbours.earlier if r.unit and "%" not in r.unit]
        begin = earlier[0].start if earlier else candidate.start
        closed = [m.span() for m in remarks.finditer(analysis.folded, begin, candidate.start)]
        outside = [r for r in earlier if not covered(closed, r.start)]
        for head in (*earlier[-1:], *outside[-1:]):
            if enumerates.fullmatch(remarks.sub("", analysis.folded[head.end : candidate.start])):
                return head.unit
        if following and following.fields.get("form") == "count" and following.fields.get("unit"):
            ahead = self.rulebook.searcher("enumeration_ahead")
            if ahead.fullmatch(analysis.folded, candidate.end, following.start):
                return str(following.fields["unit"])
        return None

    def _status(self, analysis: Analysis, candidate: Candidate, clause: Clause, kind: Kind) -> Status:
        """The tasks and targets that a programme itself counts are a result."""
        if (
            kind == "count"
            and noun_class(candidate, self.rulebook) == "programme"
            and not direction_of(candidate)
        ):
            return "result"
        return status_of(analysis, self.rulebook, clause, candidate.start, candidate.end)
