"""Percentages that restate a fraction over a figure between: `điều tra 9/12 vụ, bắt 20 người, đạt 75%`."""

from collections.abc import Iterable
from itertools import pairwise

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_reading import stated
from nghiquyet.normalize.arithmetic import percent_agrees
from nghiquyet.rulebook.rulebook import Rulebook


def return_percentages(candidates: Iterable[Candidate], analysis: Analysis, rulebook: Rulebook) -> None:
    """Give each fraction the percentage that its arithmetic proves; the figure next to that is a count."""
    for fraction, figure in pairwise(candidates):
        if _is_of(fraction, figure, analysis, rulebook):
            for name in ("percent", "attains"):
                fraction.groups[name] = figure.groups.pop(name)
            fraction.fields["percent"] = figure.fields.pop("percent")
            figure.fields |= {"form": "count", "kind": "count"}
            figure.end = figure.groups["unit"][1]


def _is_of(fraction: Candidate, figure: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether a percentage is that of the fraction before its figure.

    Among whole numbers chance may have it so: there the figure must tell whom or where the fraction concerns.
    """
    if fraction.fields.get("form") != "fraction" or "percent" in fraction.fields:
        return False
    if figure.fields.get("form") != "restated" or not {"attains", "unit"} <= figure.groups.keys():
        return False
    if "percent_upper" in figure.groups or "reference" in figure.fields:
        return False
    between = rulebook.searcher("figure_of_fraction").fullmatch(analysis.folded, fraction.end, figure.start)
    actual, reference, percent = (
        stated(candidate, name, analysis)
        for candidate, name in ((fraction, "actual"), (fraction, "reference"), (figure, "percent"))
    )
    if between is None or actual is None or reference is None or percent is None:
        return False
    return percent_agrees(actual, reference, percent, "part") and bool(percent.places or between["concerned"])
