"""`nghiquyet bench`: contenders measured by turns in one run, printed as ratios and written as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nghiquyet.batch.run import available_cores

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
