"""Problems as a good compiler says them, and as JSON for editors and CI."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nghiquyet.rulebook.problem import Excerpt, Problem
from nghiquyet.workbench.check import CheckReport

_SUMMARIES = {
    "beaten": "match in the sample articles and always lose",
    "unfired": "never match in the sample articles",
    "unproved": "have a group that no example notices when it is dropped",
    "starts": "have `starts` that hide a match of the sample articles",
    "start": "are tried everywhere, having no literal first and no `needs`",
}
"""What rules of one kind of warning have in common; the kinds that are summed up when there are many."""


def report_lines(report: CheckReport, *, every_warning: bool) -> Iterator[str]:
    """The report as text: errors in full, warnings in full or summed up by kind, then the times."""
    for problem in report.errors:
        yield from problem_lines(problem)
        yield ""
    yield from _warning_lines(report.warnings, every_warning)
    times = ", ".join(f"{part} {seconds:.1f}" for part, seconds in report.seconds.items())
    if times:
        yield f"seconds: {times}"
    yield f"{len(report.warnings)} warnings; {report.rules} rules, {len(report.errors)} problems"


def report_json(report: CheckReport) -> dict[str, Any]:
    """The report as an object: `problems`, `rules` and `seconds` by part."""
    return {
        "rules": report.rules,
        "problems": [problem_json(problem) for problem in report.problems],
        "seconds": {part: round(seconds, 3) for part, seconds in report.seconds.items()},
    }


def problem_lines(problem: Problem) -> Iterator[str]:
    """`file:line:column: severity[kind]: rule: message`, the texts that it is about, and what to do."""
    subject = f"{problem.rule}: " if problem.rule else ""
    place = f"{shown(problem.file)}:{problem.line}:{problem.column}"
    yield f"{place}: {problem.severity}[{problem.kind}]: {subject}{problem.message}"
    width = max((len(excerpt.title) for excerpt in problem.excerpts), default=0)
    for excerpt in problem.excerpts:
        yield from _excerpt_lines(excerpt, width)
    if problem.help:
        yield f"    help: {problem.help}"


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as an object; its place counts from 1, the offsets of its excerpts from 0."""
    return {
        "file": shown(problem.file),
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "kind": problem.kind,
        "rule": problem.rule,
        "message": problem.message,
        "help": problem.help,
        "excerpts": [
            {"title": e.title, "text": e.text, "start": e.start, "end": e.end, "label": e.label}
            for e in problem.excerpts
        ],
    }


def shown(file: Path) -> str:
    """A path as it is best read: from the current folder where it lies below it."""
    path = file.absolute()
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _excerpt_lines(excerpt: Excerpt, width: int) -> Iterator[str]:
    yield f"    {excerpt.title:{width}}  {excerpt.text}"
    marks = " " * excerpt.start + "^" * max(1, excerpt.end - excerpt.start)
    yield f"    {'':{width}}  {marks} {excerpt.label}".rstrip()


def _warning_lines(warnings: Iterable[Problem], every_warning: bool) -> Iterator[str]:
    kinds: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in warnings:
        kinds[problem.kind].append(problem)
    for kind, problems in kinds.items():
        if every_warning or kind not in _SUMMARIES:
            for problem in problems:
                yield from problem_lines(problem)
            continue
        rules = ", ".join(problem.rule or "" for problem in problems)
        yield f"warning[{kind}]: {len(problems)} rules {_SUMMARIES[kind]} (--warnings tells more): {rules}"
    if kinds:
        yield ""
