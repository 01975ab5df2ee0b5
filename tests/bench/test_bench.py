"""`nghiquyet bench`: contenders measured by turns in one run, printed as ratios and written as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nghiquyet.batch.run import available_cores
from nghiquyet.bench import compare as bench

CONTENDERS = ["one worker", "one worker, ner off"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, object]]:
    """What a short benchmark printed, and what it wrote."""
    folder = tmp_path_factory.mktemp("bench")
    done = subprocess.run(
        [sys.executable, "-m", "nghiquyet", "bench", "--articles", "50", "--naive-articles", "1",
         "--rounds", "1", "--json", "figures.json"],
        cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout, json.loads((Path(folder) / "figures.json").read_text(encoding="utf-8"))


def test_every_contender_has_its_ratio_to_the_naive_script(figures: tuple[str, dict[str, object]]) -> None:
    _, found = figures
    [naive] = found["naive"]
    assert set(CONTENDERS) <= set(found["runs"])
    for contender, [run] in found["runs"].items():
        assert found["ratios"][contender] == [run["articles_per_second"] / naive]
        assert 0 < run["first_records"] < run["seconds"]
        assert run["peak_bytes"] > 50_000_000


def test_the_stages_are_those_of_the_pipeline(figures: tuple[str, dict[str, object]]) -> None:
    _, found = figures
    assert {"nghiquyet_words", "nghiquyet_propose", "nghiquyet_targets"} <= set(found["stages"])
    assert all(milliseconds >= 0 for milliseconds in found["stages"].values())


def test_what_is_printed_names_the_cores_and_each_contender(figures: tuple[str, dict[str, object]]) -> None:
    printed, _ = figures
    first, *rest = printed.splitlines()
    assert first.startswith("50 articles of ")
    assert f"{available_cores()} cores" in first
    assert [line.split("  ")[0] for line in rest[:3]] == [
        "naive script",
        "one worker",
        f"{available_cores()} workers",
    ]


def test_files_that_are_given_are_what_is_measured_and_ratios_are_of_one_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the machine slows down from round to round, so do both sides of a ratio."""
    given = [f"Bài số {number}" for number in range(60)]
    (tmp_path / "given.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in given))
    measured: dict[str, list[list[str]]] = {"naive": [], "batch": []}

    def measure(module: str, articles: Path, *_: object) -> dict[str, float]:
        texts = [json.loads(line)["text"] for line in articles.read_text(encoding="utf-8").splitlines()]
        measured[module].append(texts)
        slow = 1 if len(measured["naive"]) <= 2 else 2
        return {
            "seconds": slow * 2.0, "articles_per_second": 60.0 / slow, "first_records": 3.0,
            "peak_bytes": 300e6, "growth_bytes": 1e6,
        }  # fmt: skip

    monkeypatch.setattr(bench, "_measure", measure)
    monkeypatch.setattr(bench, "stage_shares", lambda _: {"analysis": 1.0, "nghiquyet_words": 3.0})
    figures = bench.compare([str(tmp_path / "given.jsonl")], articles=50, naive_articles=10, rounds=2)

    assert measured["batch"] == [given[:50]] * 2 * len(figures["runs"])
    assert sorted(measured["naive"][0] + measured["naive"][1]) == sorted(given[:50:5])
    assert figures["naive"] == [2.5, 1.25]
    assert figures["ratios"]["one worker"] == [24.0, 24.0]
    [printed] = [line for line in bench.lines(figures) if line.startswith("one worker  ")]
    assert "30.0 / 45.0, 24.0 / 24.0 times; first records after 3.0 s; 300 MB a worker, 1 of" in printed
    assert "nghiquyet_words            3.00 ms an article,  75%" in [*bench.lines(figures)][-2]
