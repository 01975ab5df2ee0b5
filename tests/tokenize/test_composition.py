"""Spans of composed text in the text as written."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.tokenize.composition import written_spans

letters = st.sampled_from("aeđưx\u0300\u0301\u0302\u0323\u0344\u1100\u1161\u11a8\u0958\u212b\u09c7\u09be.")


def test_decomposed_letters() -> None:
    assert written_spans("ba\u0302\u0301c", [(0, 1), (1, 2), (2, 3)]) == [(0, 1), (1, 4), (4, 5)]


def test_mark_that_does_not_compose() -> None:
    assert written_spans("e\u0302\u0301\u0301", [(0, 1), (1, 2)]) == [(0, 3), (3, 4)]


def test_one_code_point_taken_apart() -> None:
    assert written_spans("\u0958a", [(0, 1), (1, 2), (2, 3)]) == [(0, 1), (0, 1), (1, 2)]


@given(st.text(letters, max_size=12))
def test_every_code_point_is_covered_in_order(written: str) -> None:
    composed = unicodedata.normalize("NFC", written)
    spans = written_spans(written, [(place, place + 1) for place in range(len(composed))])
    assert spans == sorted(spans)
    assert all(start < end for start, end in spans)
    assert {place for start, end in spans for place in range(start, end)} == set(range(len(written)))
    assert written_spans(written, [(0, len(composed))] if composed else []) == (
        [(0, len(written))] if written else []
    )
