"""The taxonomy of indicators: the longest phrase wins, whole words only, null where nothing fits."""

import pytest

from nghiquyet.extract.target_taxonomy import Taxonomy
from nghiquyet.rulebook.rulebook import Rulebook

INDICATORS = Rulebook.load().lists["indicators"]
TAXONOMY = Taxonomy(INDICATORS)


@pytest.mark.parametrize(
    ("indicator", "unit", "indicator_id"),
    [
        ("Kết nạp", "đảng viên", "party_admission"),
        ("thi hành kỷ luật", "đảng viên", "party_discipline"),
        ("Thu ngân sách", "tỷ đồng", "budget_revenue"),
        ("xã đạt chuẩn nông thôn mới", "xã", "new_rural_communes"),
        ("hộ cận nghèo", "%", "near_poverty"),
        ("giao quân", "thanh niên", "conscription"),
        ("tham gia bảo hiểm y tế", "%", "health_insurance"),
        ("tai nạn giao thông", "vụ", "traffic_accidents"),
        ("chăm sóc", "chậu hoa", None),
        (None, "%", None),
    ],
)
def test_an_indicator_is_known_by_its_words(
    indicator: str | None, unit: str, indicator_id: str | None
) -> None:
    assert TAXONOMY.indicator_id(indicator, unit) == indicator_id


def test_ids_and_phrases_are_one_to_one() -> None:
    ids = [row["id"] for row in INDICATORS.rows]
    assert len(ids) == len(set(ids))
    phrases = [p.strip() for row in INDICATORS.rows for p in row["phrases"].split(";")]
    assert sorted({p for p in phrases if phrases.count(p) > 1}) == []
    assert all(phrases)
