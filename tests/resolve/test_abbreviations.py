"""Abbreviations that an article defines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.resolve.abbreviations import defined_abbreviations
from nghiquyet.rulebook.rulebook import Rulebook

BRACKETED = Rulebook.load().compile("{:before_abbreviation}").regex


@pytest.mark.parametrize(
    ("text", "long_forms"),
    [
        ("xây dựng nông thôn mới (NTM)", {"NTM": "nông thôn mới"}),
        ("Hội Liên hiệp Phụ nữ (LHPN) huyện", {"LHPN": "Liên hiệp Phụ nữ"}),
        ("Ủy ban Kiểm tra (UBKT) Tỉnh ủy", {"UBKT": "Ủy ban Kiểm tra"}),
        ("chuyển đổi số (CĐS) ở huyện", {"CĐS": "chuyển đổi số"}),
        (
            "phòng chống thiên tai và tìm kiếm cứu nạn (PCTT-TKCN)",
            {"PCTT-TKCN": "phòng chống thiên tai và tìm kiếm cứu nạn"},
        ),
        ("một huyện vùng cao (NTM)", {}),
        ("thành phố (HCM)", {}),
    ],
)
def test_long_forms(text: str, long_forms: dict[str, str]) -> None:
    assert defined_abbreviations(text, BRACKETED).long_forms == long_forms


def test_only_whole_words_are_spelled_out() -> None:
    abbreviations = defined_abbreviations("cựu chiến binh (CCB)", BRACKETED)
    assert abbreviations.expand("Hội CCB huyện, CCBX") == "Hội cựu chiến binh huyện, CCBX"
    assert abbreviations.expand("Hội CCB", kept=["CCB"]) == "Hội CCB"


@given(st.text(alphabet="aăbCĐ ()(NTM)-\n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for short, long in defined_abbreviations(text, BRACKETED).long_forms.items():
        assert f"({short})" in text
        assert long in text
