"""The table `targets`: figures with what they measure."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.clause import Clause, clause_of
from nghiquyet.extract.table import TableComponent, known_fields, mention_fields
from nghiquyet.extract.target_indicator import indicator_of
from nghiquyet.extract.target_links import period_of, scope_of
from nghiquyet.extract.target_reading import direction_of, noun_class, read_figure
from nghiquyet.extract.target_words import comparator_of, governing_direction, status_of
from nghiquyet.records import Kind, Status, Target

TARGETS = "nghiquyet_targets"


@Language.factory(TARGETS, assigns=["doc.spans"])
class Targets(TableComponent):
    """Reads each figure, and links it to its indicator, period and scope."""

    table = "targets"

    def records(self, analysis: Analysis) -> list[Target]:
        """The targets of one document. A figure without a unit that has none to inherit is dropped."""
        records: list[Target] = []
        candidates = analysis.accepted.get(self.table, [])
        ends = [0, *(c.end for c in candidates)]
        starts = [*(c.start for c in candidates), len(analysis.text)]
        for index, candidate in enumerate(candidates):
            head = records[-1] if records and records[-1].sentence == analysis.sentence_at(candidate.start) else None
            unit = candidate.fields.get("unit") or self._inherited_unit(analysis, candidate, head)
            if unit is None:
                candidate.reason = "no unit to inherit"
                analysis.discarded.append(candidate)
                continue
            clause = clause_of(
                analysis, self.rulebook, candidate.start, candidate.end,
                previous=ends[index], following=starts[index + 1],
            )  # fmt: skip
            records.append(self._record(analysis, candidate, clause, head, unit))
        return records

    def _record(
        self, analysis: Analysis, candidate: Candidate, clause: Clause, head: Target | None, unit: str
    ) -> Target:
        book, start, end = self.rulebook, candidate.start, candidate.end
        reading = read_figure(candidate, analysis, book, governing_direction(analysis, book, start))
        kind, direction = reading.kind, reading.direction
        if head and head.kind == "change" and self._coordinated(analysis, head, candidate, kind):
            kind, direction = "change", head.direction
        fields = {**known_fields(Target, candidate), "kind": kind, "unit": "%" if unit == "phần trăm" else unit}
        return Target(
            **mention_fields(candidate, analysis),
            **fields,
            percent_computed=reading.percent_computed,
            check=reading.check,
            comparator=comparator_of(analysis, book, start, end),
            direction=direction,
            status=self._status(analysis, candidate, clause, kind),
            indicator=indicator_of(analysis, book, clause, candidate, kind, head),
            period=period_of(analysis, book, clause, start, end),
            scope=scope_of(analysis, book, clause, start),
        )

    def _coordinated(self, analysis: Analysis, head: Target, candidate: Candidate, kind: Kind) -> bool:
        """Whether a plain figure continues the change before it: `giảm 14 đầu mối, 38 biên chế`."""
        if kind not in ("count", "rate") or (kind == "rate") != (head.unit == "%"):
            return False
        return bool(self.rulebook.searcher("figure_coordination").fullmatch(analysis.folded, head.end, candidate.start))

    def _inherited_unit(self, analysis: Analysis, candidate: Candidate, head: Target | None) -> str | None:
        """The unit of the figure before, where the words between enumerate: `khiển trách 21, cảnh cáo 4`."""
        if head is None or head.unit is None or "%" in head.unit or candidate.fields["actual"] % 1:
            return None
        between = self.rulebook.searcher("figure_enumeration").fullmatch(analysis.folded, head.end, candidate.start)
        return head.unit if between else None

    def _status(self, analysis: Analysis, candidate: Candidate, clause: Clause, kind: Kind) -> Status:
        """The tasks and targets that a programme itself counts are a result."""
        if kind == "count" and noun_class(candidate, self.rulebook) == "programme" and not direction_of(candidate):
            return "result"
        return status_of(analysis, self.rulebook, clause, candidate.start, candidate.end)
