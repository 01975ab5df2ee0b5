"""`nghiquyet rules check`: all that must hold of a rulebook, part by part, with the time that each takes."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from nghiquyet.clean import CleaningRules
from nghiquyet.clean.check import check_cleaning
from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.problem import Problem
from nghiquyet.rulebook.rulebook import rule_problems
from nghiquyet.workbench.bench import Bench
from nghiquyet.workbench.checker import checker_problems
from nghiquyet.workbench.corpus import clean_problems, corpus_problems, gold_problems, prefilter_problems
from nghiquyet.workbench.examples import example_problems
from nghiquyet.workbench.references import reference_problems
from nghiquyet.workbench.speed import speed_problems

Part = Callable[[Bench, AbstractSet[str]], Iterator[Problem]]

PARTS: Mapping[str, Part] = {
    "examples": example_problems,
    "prefilter": prefilter_problems,
    "corpus": corpus_problems,
    "clean articles": clean_problems,
    "gold floors": lambda bench, _: gold_problems(bench),
    "long runs": speed_problems,
    "the check itself": checker_problems,
}
ASIDE = ("long runs", "prefilter")
"""The parts that a second process does meanwhile when all rules are checked: those that extract nothing."""

_OF_NAMED_FILES = {"unfired"}
"""Warnings for whoever writes a rule; the sample is too small to have what each of the others is for."""

_START = "fork" if sys.platform == "linux" else "spawn"
_LOADED: dict[Path | None, Bench] = {}


@dataclass(slots=True)
class CheckReport:
    """What was found wrong, how many rules were checked, and the seconds of each part."""

    problems: list[Problem] = field(default_factory=list)
    rules: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> list[Problem]:
        """The problems for which a rule is refused."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that a maintainer should know of."""
        return [problem for problem in self.problems if problem.severity == "warning"]

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Count the time of a part."""
        started = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - started

    def add(self, part: str, problems: Iterator[Problem]) -> None:
        """Take what a part finds, and its time."""
        with self.timed(part):
            self.problems += problems


def check(rules: Path | None = None, files: Sequence[Path] = ()) -> CheckReport:
    """Check the rules of a folder, of the shipped one by default; only those of `files` where some are named.

    With `files` the examples of all other rules are still tried: a named rule must not take their matches.
    Raises ValueError where no rule stands in the files.
    """
    report = CheckReport()
    with report.timed("load"):
        report.problems += rule_problems(rules)
        if not report.problems:
            try:
                bench, cleaning = Bench.load(rules), CleaningRules.load(rules)
            except RuleError as error:
                report.problems.append(error.problem)
    if report.problems:  # nothing can run on rules that cannot be read
        return report
    chosen = _rules_in(files, bench)
    lines = {id_ for id_, place in cleaning.places.items() if _is_in(place.file, files)}
    if not chosen | lines:
        raise ValueError("no rule in these files; name files of the rules folder")
    report.rules = len(chosen) + len(lines)
    report.add("references", reference_problems(bench.rulebook))
    if report.problems:
        return report
    _LOADED[rules] = bench
    with ProcessPoolExecutor(1, get_context(_START)) as aside:
        ahead = None if files else aside.submit(_check_aside, rules)
        _check_parts(report, bench, chosen, [part for part in PARTS if files or part not in ASIDE])
        with report.timed("cleaning rules"):
            report.problems += [e.problem for e in check_cleaning(cleaning) if e.problem.rule in lines]
        if ahead:
            _join(report, ahead)
            report.problems = [p for p in report.problems if p.kind not in _OF_NAMED_FILES]
    report.problems.sort(key=lambda p: (p.severity, not p.rule, str(p.file), p.line))  # the corpus last
    return report


def check_rules(bench: Bench, ids: AbstractSet[str] | None = None) -> CheckReport:
    """Check the rules of a bench, or those of the ids alone, in this process."""
    chosen = {c.rule.id for c in bench.rulebook.rules} if ids is None else ids
    report = CheckReport(rules=len(chosen))
    report.add("references", reference_problems(bench.rulebook))
    if not report.problems:
        _check_parts(report, bench, chosen, list(PARTS))
    return report


def _check_parts(report: CheckReport, bench: Bench, chosen: AbstractSet[str], parts: Sequence[str]) -> None:
    if "corpus" in parts:
        with report.timed("sample articles"):
            assert bench.sample is not None
    for part in parts:
        report.add(part, PARTS[part](bench, chosen))


def _check_aside(rules: Path | None) -> CheckReport:
    """The parts of a second process, which has what is loaded where it was forked."""
    report = CheckReport()
    bench = _LOADED.get(rules) or Bench.load(rules)
    _check_parts(report, bench, {c.rule.id for c in bench.rulebook.rules}, ASIDE)
    return report


def _join(report: CheckReport, ahead: "Future[CheckReport]") -> None:
    with report.timed("waiting for the second process"):
        other = ahead.result()
    report.problems += other.problems
    report.seconds |= {f"{part} (second process)": seconds for part, seconds in other.seconds.items()}


def _rules_in(files: Sequence[Path], bench: Bench) -> frozenset[str]:
    return frozenset(
        c.rule.id for c in bench.rulebook.rules if c.rule.table in MENTIONS and _is_in(c.place.file, files)
    )


def _is_in(file: Path, files: Sequence[Path]) -> bool:
    """Whether a file is one of those named, or in a folder that is."""
    resolved = file.resolve()
    return not files or any(resolved.is_relative_to(named.resolve()) for named in files)
