"""The table `targets`: figures with what they measure."""

from typing import Any

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.clause import clause_of
from nghiquyet.extract.table import TableComponent, mention_fields
from nghiquyet.extract.target_indicator import indicator_of
from nghiquyet.extract.target_links import period_of, scope_of
from nghiquyet.extract.target_reading import read_figure
from nghiquyet.extract.target_words import comparator_of, governing_direction, status_of
from nghiquyet.records import Target

TARGETS = "nghiquyet_targets"


@Language.factory(TARGETS, assigns=["doc.spans"])
class Targets(TableComponent):
    """Reads each figure, and links it to its indicator, period and scope."""

    table = "targets"

    def records(self, analysis: Analysis) -> list[Target]:
        """The targets of one document."""
        candidates = analysis.accepted.get(self.table, [])
        records: list[Target] = []
        for index, candidate in enumerate(candidates):
            records.append(self._record(analysis, candidates, index, records[-1] if records else None))
        return records

    def _record(
        self, analysis: Analysis, candidates: list[Candidate], index: int, before: Target | None
    ) -> Target:
        book, candidate = self.rulebook, candidates[index]
        start, end = candidate.start, candidate.end
        previous = candidates[index - 1].end if index else 0
        following = candidates[index + 1].start if index + 1 < len(candidates) else len(analysis.text)
        clause = clause_of(analysis, book, start, end, previous=previous, following=following)
        head = before if before and before.sentence == analysis.sentence_at(start) else None
        joined = head is not None and book.searcher("coordination").fullmatch(analysis.folded, head.end, start)
        direction = governing_direction(analysis, book, start)
        reading = read_figure(candidate, analysis, book, direction)
        kind, direction = reading.kind, reading.direction
        if joined and head is not None and head.kind == "change" and kind == "count":
            kind, direction = "change", head.direction
        elif kind == "rate" and joined and head is not None and head.kind == "change" and head.unit == "%":
            kind, direction = "change", head.direction
        figures: dict[str, Any] = {
            name: candidate.fields.get(name)
            for name in ("actual", "reference", "upper", "percent", "percent_upper", "unit")
        }
        if figures["unit"] is None and kind != "rate":
            figures["unit"] = head.unit if head else None
        if "phần trăm" == figures["unit"]:
            figures["unit"] = "%"
        return Target(
            **mention_fields(candidate, analysis),
            **figures,
            kind=kind,
            percent_computed=reading.percent_computed,
            check=reading.check,
            comparator=comparator_of(analysis, book, start, end),
            direction=direction,
            status=status_of(analysis, book, clause, start),
            indicator=indicator_of(analysis, book, clause, candidate, kind, head),
            period=period_of(analysis, book, clause, start, end, head),
            scope=scope_of(analysis, book, clause, start, end, head),
        )
