"""How a figure is to be read: what its words allow, and what its own arithmetic proves."""

from dataclasses import dataclass

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.normalize.arithmetic import (
    Reading,
    Stated,
    decimals,
    difference_agrees,
    percent_agrees,
    percent_change,
    percent_of,
)
from nghiquyet.records import Check, Direction, Kind
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

# What is counted out of all that there are: a fraction of them is a share unless a plan is named.
_WHOLES = frozenset(("place", "organ", "programme", "vote"))
_REACH = 60  # characters behind a figure that may say what it is measured by
_READINGS: tuple[Reading, ...] = ("part", "rise", "fall")


def stated(candidate: Candidate, name: str, analysis: Analysis) -> Stated | None:
    """The number of a group with the decimals it was written with; null where the group did not match."""
    if name not in candidate.groups:
        return None
    start, end = candidate.groups[name]
    return Stated(candidate.fields[name], decimals(analysis.folded[start:end]))


def proved_readings(candidate: Candidate, analysis: Analysis) -> tuple[Reading, ...]:
    """The readings of `actual` and `reference` that the stated percentage or difference proves."""
    actual, reference = stated(candidate, "actual", analysis), stated(candidate, "reference", analysis)
    percent = stated(candidate, "percent", analysis)
    if actual is None or reference is None or percent is None:
        return ()
    return tuple(reading for reading in _READINGS if percent_agrees(actual, reference, percent, reading))


def direction_of(candidate: Candidate) -> Direction | None:
    """The direction that the rule's own words give."""
    return "up" if "up" in candidate.groups else "down" if "down" in candidate.groups else None


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What the figure is, and what its recomputation says."""

    kind: Kind
    direction: Direction | None
    percent_computed: float | None
    check: Check | None


def read_figure(
    candidate: Candidate, analysis: Analysis, rulebook: Rulebook, direction: Direction | None
) -> FigureReading:
    """Settle the kind of a candidate. `direction` is the one that the words before it give, if any."""
    direction = direction_of(candidate) or direction
    form = candidate.fields.get("form")
    proved = proved_readings(candidate, analysis)
    if form == "fraction":
        kind = candidate.fields.get("kind") or _fraction_kind(
            candidate, analysis, rulebook, proved, direction
        )
    elif form == "restated":
        kind = _restated_kind(candidate, analysis, rulebook)
    else:
        kind = candidate.fields["kind"]
    if form in ("elided", "compound") and rulebook.before("direct_rise", analysis.folded, candidate.start):
        kind = "change"
    if kind == "comparison" and candidate.rule_id == "targets.from_to":
        direction = "up" if candidate.fields["actual"] > candidate.fields["reference"] else "down"
    if kind == "progress" or (kind == "share" and direction == "up"):
        direction = None
    return FigureReading(
        kind, direction, _computed(kind, candidate, proved), _check(kind, candidate, analysis, proved)
    )


def _fraction_kind(
    candidate: Candidate,
    analysis: Analysis,
    rulebook: Rulebook,
    proved: tuple[Reading, ...],
    direction: Direction | None,
) -> Kind:
    if _says(rulebook, "compared_with_before", candidate, analysis):
        return "comparison"
    if proved and "part" not in proved:
        return "comparison"
    if "percent" in candidate.fields and direction and (not proved or {"rise", "fall"} & set(proved)):
        return "comparison"
    if _says(rulebook, "plan_words", candidate, analysis):
        return "progress"
    if _says(rulebook, "whole_words", candidate, analysis):
        return "share"
    if candidate.fields["actual"] > candidate.fields["reference"]:
        return "progress"
    if noun_class(candidate, rulebook) in _WHOLES:
        return "share"
    if _unit_is_measure(candidate, analysis, rulebook) or _governed(
        rulebook, "progress_verbs", candidate, analysis
    ):
        return "progress"
    return "share"


def _restated_kind(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> Kind:
    if _says(rulebook, "plan_words", candidate, analysis):
        return "progress"
    if _says(rulebook, "compared_with_before", candidate, analysis):
        return "comparison"
    if "attains" not in candidate.groups or any(
        _says(rulebook, words, candidate, analysis) for words in ("whole_words", "equates")
    ):
        return "share"
    if _governed(rulebook, "whole_lead", candidate, analysis):
        return "share"
    sentence = analysis.sentence_span(analysis.sentence_at(candidate.start))
    planned = (
        rulebook.searcher("plan_words").search(analysis.folded, *sentence)
        or _unit_is_measure(candidate, analysis, rulebook)
        or _governed(rulebook, "progress_verbs", candidate, analysis)
    )
    return "progress" if planned else "share"


def noun_class(candidate: Candidate, rulebook: Rulebook) -> str | None:
    """The class of the counted noun, or of the first of several."""
    nouns = rulebook.lists["counted_nouns"].by_key
    unit = fold_key(str(candidate.fields.get("unit") or ""))
    entry = nouns.get(unit) or nouns.get(unit.split(",")[0])
    return entry["class"] if entry else None


def _says(rulebook: Rulebook, fragment: str, candidate: Candidate, analysis: Analysis) -> bool:
    """Whether the words of a fragment stand inside the span, or right behind it in the same clause."""
    unit = candidate.groups.get("unit", (candidate.start, candidate.start))
    words = rulebook.searcher(fragment)
    beside = ((candidate.start, unit[0]), (unit[1], candidate.end))  # a unit may be `chỉ tiêu` itself
    if any(words.search(analysis.folded, start, end) for start, end in beside if start < end):
        return True
    if f"{fragment}_behind" not in rulebook.fragments:
        return False
    tail = analysis.folded[candidate.end : candidate.end + _REACH]
    return rulebook.searcher(f"{fragment}_behind").match(tail, 0) is not None


def _governed(rulebook: Rulebook, fragment: str, candidate: Candidate, analysis: Analysis) -> bool:
    """Whether the words of a fragment stand shortly before the figure, in its clause."""
    return bool(rulebook.before(fragment, analysis.folded, candidate.start))


def _unit_is_measure(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    if "unit" not in candidate.groups:
        return False
    return bool(rulebook.searcher("measure").fullmatch(analysis.folded, *candidate.groups["unit"]))


def _computed(kind: Kind, candidate: Candidate, proved: tuple[Reading, ...]) -> float | None:
    actual, reference = candidate.fields.get("actual"), candidate.fields.get("reference")
    if actual is None or reference is None:
        return None
    level = kind != "comparison" or (proved == ("part",))
    value = percent_of(actual, reference) if level else percent_change(actual, reference)
    return None if value is None else round(value, 2)


def _check(kind: Kind, candidate: Candidate, analysis: Analysis, proved: tuple[Reading, ...]) -> Check | None:
    if candidate.fields.get("reference") is None or candidate.fields.get("actual") is None:
        return None
    difference = stated(candidate, "difference", analysis)
    if difference is not None:
        actual, reference = stated(candidate, "actual", analysis), stated(candidate, "reference", analysis)
        if actual is None or reference is None:
            return None
        return "consistent" if difference_agrees(actual, reference, difference) else "inconsistent"
    if candidate.fields.get("percent") is None:
        return None
    fitting = {"rise", "fall", "part"} if kind == "comparison" else {"part"}
    return "consistent" if fitting & set(proved) else "inconsistent"
