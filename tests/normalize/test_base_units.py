"""Base units: rows add up whatever scale word or spelling they were written with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.normalize.base_units import BaseUnits
from nghiquyet.rulebook.rulebook import Rulebook

LISTS = Rulebook.load().lists
UNITS = BaseUnits(LISTS["measures"], LISTS["scales"])


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        (1.2, "nghìn tỷ đồng", (1.2e12, "đồng")),
        (118.64, "tỉ đồng", (118_640_000_000.0, "đồng")),
        (46346.8, "m²", (46346.8, "m2")),
        (4, "triệu m 2", (4e6, "m2")),
        (6.2, "km", (6200.0, "m")),
        (25, "tấn", (25000.0, "kg")),
        (21.5, "triệu đồng/người/năm", (21_500_000.0, "đồng/người/năm")),
        (5, "triệu đồng/m²", (5_000_000.0, "đồng/m2")),
        (7, "nghìn lượt khách", (7000.0, "lượt khách")),
        (12, "đảng viên", (12.0, "đảng viên")),
        (40, "%", None),
        (7.5, "%/năm", None),
        (30, "triệu", None),
    ],
)
def test_a_figure_in_its_base_unit(value: float, unit: str, base: tuple[float, str] | None) -> None:
    assert UNITS.convert(value, unit) == base


@given(st.integers(1, 10**6))
def test_a_scale_word_is_what_it_multiplies(value: int) -> None:
    assert UNITS.convert(value, "nghìn tỷ đồng") == UNITS.convert(value * 1000, "tỷ đồng")
