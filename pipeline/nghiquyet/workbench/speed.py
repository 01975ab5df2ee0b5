"""How long patterns take: on the sample, and on runs that make a bad one explode."""

import time
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import regex

from nghiquyet.rulebook.example import parse_example
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.problem import Problem
from nghiquyet.rulebook.rulebook import CompiledRule
from nghiquyet.workbench.bench import Bench
from nghiquyet.workbench.pattern_start import begins_definitely
from nghiquyet.workbench.placed_problem import problem_at

RUN_LENGTH = 4000
SLOW_SECONDS = 0.25
"""Over this on a run, a pattern is no longer linear: those that are take a few milliseconds."""

_RUNS = ("1", "1.", "1 ", "1/", "a", "a ", "A ", "Á", " ", "(", ", ", "- ", "%")
_PARTS = regex.compile(r"\d+|\p{L}+|[ ]+|\p{P}+")


def speed_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """The chosen rules that explode, and as warnings those that are tried at every place of every article."""
    texts = [fold(article.text) for article in bench.articles]
    size = sum(map(len, texts)) or 1
    for compiled in bench.rulebook.rules:
        if compiled.rule.id not in chosen:
            continue
        slow = slow_run(compiled)
        if slow:
            run, seconds = slow
            yield problem_at(
                compiled, "pattern", "slow",
                f"takes over {seconds:.2g} s on {len(run):,} characters of {_short(run)!r}",
                "make repeated parts exclude each other, no (a+)+, no .*.*; bound them as in {1,40}",
            )  # fmt: skip
        elif not compiled.rule.needs and not compiled.starts and not _definite(compiled):
            seconds = min(_seconds(compiled, texts) for _ in range(2))
            yield problem_at(
                compiled, "pattern", "start",
                "the pattern begins with no literal and has no `needs`: it is tried everywhere, "
                f"{1e3 * seconds / size * 1e5:.1f} ms in 100,000 characters of the sample",
                "give `needs` or `starts`, or begin with a literal or a word list after (?<!\\p{L})",
                warning=True,
            )  # fmt: skip


def slow_run(compiled: CompiledRule) -> tuple[str, float] | None:
    """A run of characters on which a pattern is not linear, with the seconds; null where there is none.

    Runs are those of `_RUNS` and the examples of the rule with one of their parts blown up.
    """
    for run in (*((unit * RUN_LENGTH)[:RUN_LENGTH] for unit in _RUNS), *_blown_up(compiled)):
        if _timed(compiled, run) >= SLOW_SECONDS and _timed(compiled, run) >= SLOW_SECONDS:
            return run, SLOW_SECONDS
    return None


def _blown_up(compiled: CompiledRule) -> Iterator[str]:
    for marked in compiled.rule.yes[:1]:
        try:
            text = fold(parse_example(marked).text)
        except ValueError:
            continue
        for part in _PARTS.finditer(text):
            filling = part.group() * (RUN_LENGTH // len(part.group()))
            yield text[: part.start()] + filling + text[part.end() :]
            yield text[: part.start()] + filling
        yield (text + " ") * (RUN_LENGTH // len(text))


def _timed(compiled: CompiledRule, text: str) -> float:
    """Seconds for all matches in a text, `SLOW_SECONDS` at most."""
    started = time.process_time()
    try:
        for _ in compiled.pattern.regex.finditer(text, timeout=SLOW_SECONDS):
            if time.process_time() - started > SLOW_SECONDS:
                break
    except TimeoutError:
        return SLOW_SECONDS
    return min(time.process_time() - started, SLOW_SECONDS)


def _seconds(compiled: CompiledRule, texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        for _ in compiled.pattern.regex.finditer(text):
            pass
    return time.process_time() - started


def _definite(compiled: CompiledRule) -> bool:
    return begins_definitely(compiled.pattern.regex.pattern)


def _short(run: str) -> str:
    return run if len(run) <= 60 else f"{run[:40]}…{run[-12:]}"
