"""The floors under the figures: what the shipped gold has reached once may not be lost unnoticed."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from nghiquyet.evaluate.score import TableScore

BASELINE_FILE = "baseline.json"
_DECIMALS = 1000

Floors = dict[str, dict[str, dict[str, float]]]


def floors(groups: Mapping[str, Mapping[str, TableScore]]) -> Floors:
    """Of each group and table the record F1 and the accuracy of each link, rounded down to three decimals."""
    return {
        group: {
            table: {name: _floor(value) for name, value in _figures(result)}
            for table, result in scores.items()
        }
        for group, scores in groups.items()
    }


def fallen(groups: Mapping[str, Mapping[str, TableScore]], pinned: Floors) -> Iterator[str]:
    """What lies under its floor, said in words. A figure that no longer exists has fallen too."""
    for group, tables in pinned.items():
        for table, figures in tables.items():
            present = dict(_figures(groups[group][table])) if group in groups else {}
            for name, floor in figures.items():
                value = present.get(name)
                if value is None or value < floor:
                    yield f"{group}: {table}.{name} is {value}, its floor is {floor}"


def read_baseline(path: Path) -> Floors:
    """The pinned floors. Raises OSError, or ValueError where the file is no JSON."""
    baseline: Floors = json.loads(path.read_text(encoding="utf-8"))
    return baseline


def write_baseline(path: Path, pinned: Floors) -> None:
    """Pin floors. Raises OSError."""
    path.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _figures(result: TableScore) -> Iterator[tuple[str, float]]:
    yield "record_f1", result.record.f1
    yield from result.accuracies.items()


def _floor(value: float) -> float:
    return math.floor(value * _DECIMALS + 1e-9) / _DECIMALS
