"""Words found again in the sentence they were cut from."""

import pytest

from nghiquyet.tokenize.reference import align


@pytest.mark.parametrize(
    ("words", "sentence", "written"),
    [
        (["Huyện ủy", "họp"], "Huyện  uỷ họp", ["Huyện  uỷ", "họp"]),
        (["[ Các", "xã ]"], "[Các xã]", ["[Các", "xã]"]),
        (["ngành", "y tế"], "nghành y tế", ["nghành", "y tế"]),
        (["Hà"], "Ha\u0300", ["Ha"]),
        ([], " ", []),
    ],
)
def test_align(words: list[str], sentence: str, written: list[str]) -> None:
    assert [sentence[start:end] for start, end in align(words, sentence)] == written
