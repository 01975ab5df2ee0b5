"""The benchmark itself: the naive script and this pipeline by turns, in one run, on the same articles."""

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from nghiquyet.article import RawArticle
from nghiquyet.batch.run import available_cores
from nghiquyet.bench.corpus import ComposedCorpus
from nghiquyet.bench.stages import stage_shares
from nghiquyet.extract.stage import TOGETHER
from nghiquyet.read import read_articles

STAGE_ARTICLES = 200
FEWEST_CHUNKS = 10
LARGEST_CHUNK = 2 * TOGETHER
"""Chunks of the measured runs are small and many, so that workers end at about the same time."""
MEGABYTE = 1_000_000


def compare(inputs: Sequence[str], *, articles: int, naive_articles: int, rounds: int) -> dict[str, Any]:
    """All figures, by contender and round; each contender is a process of its own."""
    cores = available_cores()
    contenders = {
        "one worker": (1, "full"),
        f"{cores} workers": (cores, "full"),
        "one worker, ner off": (1, "off"),
        f"{cores} workers, ner off": (cores, "off"),
    }
    figures: dict[str, Any] = {"cores": cores, "python": platform.python_version(), "rounds": rounds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [json.dumps(article, ensure_ascii=False) for article in _articles(inputs, articles)]
        (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
        few = lines[:: max(len(lines) // naive_articles, 1)][:naive_articles]  # of all parts of the corpus
        for half, part in (("before", few[::2]), ("after", few[1::2])):
            (folder / f"{half}.jsonl").write_text("\n".join(part), encoding="utf-8")
        figures["articles"] = len(lines)
        figures["characters"], figures["naive_characters"] = _mean_length(lines), _mean_length(few)
        chunk = min(LARGEST_CHUNK, len(lines) // FEWEST_CHUNKS)
        naive: list[float] = []
        runs: dict[str, list[dict[str, float]]] = {contender: [] for contender in contenders}
        for number in range(rounds):
            # the machine's speed drifts: half of the naive script's articles come before the others
            seconds = _naive_seconds(folder, "before")
            for contender, (workers, ner) in contenders.items():
                out = folder / f"{contender}-{number}"
                runs[contender].append(_measure("batch", folder / "all.jsonl", out, workers, ner, chunk))
            seconds += _naive_seconds(folder, "after")
            naive.append(len(few) / seconds)
        figures["naive"] = naive
        figures["runs"] = runs
        figures["ratios"] = {
            contender: [run["articles_per_second"] / base for run, base in zip(found, naive, strict=True)]
            for contender, found in runs.items()
        }
        figures["stages"] = stage_shares([json.loads(line) for line in lines[:STAGE_ARTICLES]])
    return figures


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures as a reader wants them: least and median of the rounds."""
    naive = figures["naive"]
    yield (
        f"{figures['articles']:,} articles of {figures['characters']:,.0f} characters, "
        f"{figures['cores']} cores, "
        f"{figures['rounds']} rounds: least / median"
    )
    yield (
        f"naive script           {min(naive):7.1f} / {median(naive):.1f} articles a second, "
        f"of {figures['naive_characters']:,.0f} characters"
    )
    for contender, runs in figures["runs"].items():
        rates, ratios = [run["articles_per_second"] for run in runs], figures["ratios"][contender]
        first = max(run["first_records"] for run in runs)
        peak = max(run["peak_bytes"] for run in runs) / MEGABYTE
        growth = max(run["growth_bytes"] for run in runs) / MEGABYTE
        yield (
            f"{contender:22} {min(rates):7.1f} / {median(rates):.1f}, "
            f"{min(ratios):.1f} / {median(ratios):.1f} times; first records after {first:.1f} s; "
            f"{peak:.0f} MB a worker, {growth:.0f} of them in the second half"
        )
    total = sum(figures["stages"].values())
    for stage, milliseconds in sorted(figures["stages"].items(), key=lambda item: -item[1]):
        yield f"    {stage:24} {milliseconds:6.2f} ms an article, {milliseconds / total:4.0%}"


def _articles(inputs: Sequence[str], count: int) -> Iterator[dict[str, str]]:
    if not inputs:
        yield from ComposedCorpus().articles(count)
        return
    found = (item for item in read_articles(inputs) if isinstance(item, RawArticle))
    for item in islice(found, count):
        header = {"published_at": item.published_at} if item.published_at else {}
        yield {"article_id": item.article_id, "text": item.body, **header}


def _mean_length(lines: Sequence[str]) -> float:
    return sum(len(json.loads(line)["text"]) for line in lines) / len(lines)


def _naive_seconds(folder: Path, half: str) -> float:
    return _measure("naive", folder / f"{half}.jsonl", folder / "naive.parquet")["seconds"]


def _measure(module: str, *arguments: object) -> dict[str, float]:
    command = [sys.executable, "-m", f"nghiquyet.bench.{module}", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures
