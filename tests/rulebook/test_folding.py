"""Folding: spellings that Vietnamese treats alike become the same, and no offset moves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.rulebook.folding import fold, fold_key


@given(st.text().map(lambda text: unicodedata.normalize("NFC", text)))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Huyện uỷ Hoà Bình", "Huyện ủy Hòa Bình"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoẻ, loá, thuý", "khỏe, lóa, thúy"),
        ("quý II, hoàng hôn, toàn", "quý II, hoàng hôn, toàn"),
        ("01–CT∕TU", "01-CT/TU"),
        ("“Đồng khởi mới”", '"Đồng khởi mới"'),
        ("Ðảng bộ", "Đảng bộ"),
        ("5\u00a0xã", "5 xã"),
    ],
)
def test_spellings_that_are_alike_fold_together(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_key_also_folds_case_and_blanks() -> None:
    assert fold_key("  Huyện   Uỷ ") == "huyện ủy"
