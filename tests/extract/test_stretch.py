"""Records by where they stand: a search by halving finds what a look at each would."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.extract.stretch import holding, overlapping, starting_in, within


@dataclass(frozen=True)
class Mark:
    start: int
    end: int


places = st.integers(0, 40)


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    """Marks in the order of the text that do not overlap."""
    edges = sorted(draw(st.sets(places, max_size=12)))
    return [Mark(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@given(marks(), places, places)
def test_a_stretch(records: list[Mark], start: int, end: int) -> None:
    assert list(starting_in(records, start, end)) == [r for r in records if start <= r.start < end]
    assert within(records, start, end) == [r for r in records if start <= r.start < end and r.end <= end]
    if start < end:
        overlap = [r for r in records if r.start < end and start < r.end]
        assert list(overlapping(records, start, end)) == overlap


@given(marks(), places)
def test_a_place(records: list[Mark], offset: int) -> None:
    assert holding(records, offset) == next((r for r in records if r.start <= offset < r.end), None)
