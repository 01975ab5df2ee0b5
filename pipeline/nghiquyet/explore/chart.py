"""A series as a drawing: where its points, lines and ticks stand, in the units of the SVG's view box."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil, floor, log10
from typing import Any

WIDTH, HEIGHT = 860.0, 360.0
LEFT, RIGHT, TOP, BOTTOM = 76.0, 24.0, 20.0, 44.0
_DAY_LABELS = 9


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on the drawing; `plan_y` is the height of its plan."""

    figure: Mapping[str, Any]
    x: float
    y: float | None
    plan_y: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its label: a number or a day."""

    place: float
    value: float | date


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn. Lines are lists of `x,y` places, broken where a year ends."""

    points: tuple[Point, ...]
    reached_lines: tuple[str, ...]
    plan_lines: tuple[str, ...]
    value_ticks: tuple[Tick, ...]
    day_ticks: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def draw(figures: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The chart of the figures that have a period, which come in its order; None where there is none."""
    dated = [f for f in figures if f["period_end"] is not None]
    values = [f[name] for f in dated for name in ("value", "plan") if f[name] is not None]
    if not values:
        return None
    first, last = dated[0]["period_end"], dated[-1]["period_end"]
    steps = list(_nice_steps(min(0.0, *values), max(0.0, *values)))
    low, high = steps[0], steps[-1]

    def x(day: date) -> float:
        share = (day - first).days / (last - first).days if last > first else 0.5
        return round(LEFT + 24 + share * (WIDTH - LEFT - RIGHT - 48), 1)

    def y(value: float | None) -> float | None:
        if value is None:
            return None
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    points = [Point(f, x(f["period_end"]), y(f["value"]), y(f["plan"])) for f in dated]
    days = sorted({f["period_end"] for f in dated})
    every = ceil(len(days) / _DAY_LABELS)
    return Chart(
        points=tuple(points),
        reached_lines=tuple(_lines(points, lambda point: point.y)),
        plan_lines=tuple(_lines(points, lambda point: point.plan_y)),
        value_ticks=tuple(Tick(y(step) or 0.0, step) for step in steps),
        day_ticks=tuple(Tick(x(day), day) for day in days[::every]),
    )


def _nice_steps(low: float, high: float) -> Iterator[float]:
    """Four to eight round numbers from below `low` to above `high`."""
    rough = (high - low or 1.0) / 5
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    for count in range(floor(low / step), ceil((high or step) / step) + 1):
        yield round(count * step, 10)


def _adds_up(figure: Mapping[str, Any]) -> bool:
    """Whether the period begins with the year, or is told by its last day alone."""
    start: date = figure["period_start"]
    return (start.month, start.day) == (1, 1) or start == figure["period_end"]


def _lines(points: Sequence[Point], height: Callable[[Point], float | None]) -> Iterator[str]:
    """Figures of one year that add up from its first day are joined; those of a part of it stand alone."""
    adding_up = [point for point in points if _adds_up(point.figure)]
    for _, year in groupby(adding_up, key=lambda point: point.figure["period_end"].year):
        places = [f"{point.x},{height(point)}" for point in year if height(point) is not None]
        if len(places) > 1:
            yield " ".join(places)
