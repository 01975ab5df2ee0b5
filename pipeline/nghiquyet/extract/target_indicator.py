"""The indicator: the words that name what a figure measures."""

from dataclasses import dataclass

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate, Span
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.target_reading import noun_class
from nghiquyet.records import Kind, Target
from nghiquyet.rulebook.rulebook import Rulebook

_NO_NAME = "classifier"  # the class of nouns that count without naming: `người`, `vụ`, `đồng chí`


@dataclass(frozen=True, slots=True)
class _Words:
    """The words in front of a figure, and how they lead to it."""

    span: Span | None
    owned: bool  # the figure is what they have (`huyện có 28 dự án`): they name the owner, not the indicator
    addressed: bool  # the figure is whom they are for (`hỗ trợ cho 318 hộ`)


def indicator_of(
    analysis: Analysis, rulebook: Rulebook, clause: Clause, candidate: Candidate, kind: Kind, head: Target | None
) -> str | None:
    """The words before the figure in its clause, joined with those behind it where the figure splits the name.

    A figure with no words of its own (`, tăng 6,4%`) has the indicator of the figure before it in its sentence.
    """
    front = _front(analysis, rulebook, clause, candidate)
    behind = _behind(analysis, rulebook, candidate, clause.end)
    noun = _counted_noun(analysis, rulebook, candidate)
    named = noun is not None and noun_class(candidate, rulebook) != _NO_NAME
    before = None if front.owned and named else front.span
    if before is None and head is not None and (kind == "change" or (noun is None and behind is None)):
        return head.indicator
    if before is None:
        if behind and (not named or _is_action(analysis, behind)):
            return _text(analysis, behind)
        return _text(analysis, noun, behind) if noun or behind else None
    if kind == "share" and behind and _is_action(analysis, behind):
        return _text(analysis, behind)
    if not _is_action(analysis, before):
        return _text(analysis, before)
    nominal = behind if behind and not _is_action(analysis, behind) else None
    if noun is None:
        return _text(analysis, before, nominal)
    return _text(analysis, before, noun if named and not front.addressed else None, None if front.addressed else nominal)


def _text(analysis: Analysis, *spans: Span | None) -> str:
    return " ".join(analysis.text[start:end].strip() for start, end in filter(None, spans))


def _front(analysis: Analysis, rulebook: Rulebook, clause: Clause, candidate: Candidate) -> _Words:
    """The words in front, without dates and places at their ends, the subject, and the verb of reaching."""
    folded, start, end = analysis.folded, clause.start, candidate.start
    records = [r for table in ("dates", "units") for r in analysis.records[table] if start <= r.start and r.end <= end]
    owned = addressed = False
    while end > start:
        if match := rulebook.before("indicator_tail", folded, end):
            word = match.group().strip().lower()
            owned, addressed = owned or word in ("có", "còn"), addressed or word == "cho"
            end = match.start()
        elif record := next((r for r in records if r.start < end and 0 <= end - r.end <= 1), None):
            end = record.start
        elif match := rulebook.before("in_brackets", folded, end):
            end = match.start()
        else:
            break
    if last := _last(rulebook, "indicator_restart", folded, start, end):
        start = last
    while start < end:
        if record := next((r for r in records if 0 <= r.start - start <= 1), None):
            start = record.end
        elif (match := rulebook.searcher("indicator_head").match(folded, start, end)) and match.end() > start:
            start = match.end()
        else:
            break
    span = (start, end) if start < end and folded[start:end].strip() else None
    return _Words(span, owned, addressed)


def _last(rulebook: Rulebook, fragment: str, folded: str, start: int, end: int) -> int | None:
    """Where the last match of a fragment ends, that leaves words behind it."""
    ends = [m.end() for m in rulebook.searcher(fragment).finditer(folded, start, end) if folded[m.end() : end].strip()]
    return ends[-1] if ends else None


def _behind(analysis: Analysis, rulebook: Rulebook, candidate: Candidate, end: int) -> Span | None:
    """The words behind a counted noun or a figure up to what no longer names it."""
    stretches = [(candidate.end, end)]
    unit = candidate.groups.get("unit")
    if unit and "percent" in candidate.groups and unit[1] < candidate.groups["percent"][0]:
        stretches.insert(0, (unit[1], candidate.groups.get("attains", candidate.groups["percent"])[0]))
    for start, stop in stretches:
        match = rulebook.searcher("indicator_behind").match(analysis.folded, start, stop)
        if match and match.group().strip():
            return match.span()
    return None


def _counted_noun(analysis: Analysis, rulebook: Rulebook, candidate: Candidate) -> Span | None:
    span = candidate.groups.get("unit")
    if span is None or "%" in analysis.folded[slice(*span)]:
        return None
    if rulebook.searcher("measure").fullmatch(analysis.folded, *span):
        return None
    scale = rulebook.searcher("scale").match(analysis.folded, *span)
    return (scale.end() + 1, span[1]) if scale else span


def _is_action(analysis: Analysis, span: Span) -> bool:
    """Whether the first word of a stretch is a verb or leads to one, by its part of speech."""
    word = analysis.word_at(span[0]) or analysis.word_at(span[0] + 1)
    return word is not None and word.pos in ("V", "R")
