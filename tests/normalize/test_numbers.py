"""Vietnamese number writing: what is written is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.normalize.numbers import read_integer, read_number, read_roman

WHOLE = st.integers(0, 10**12)
DECIMALS = st.integers(0, 9999).map(str)


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


@given(WHOLE, st.sampled_from([".", " "]))
def test_groups_of_three_are_read_back(value: int, mark: str) -> None:
    assert read_number(grouped(value, mark)) == value


@given(WHOLE, DECIMALS, st.sampled_from([".", " "]))
def test_decimals_behind_a_comma_are_read_back(value: int, decimals: str, mark: str) -> None:
    assert read_number(f"{grouped(value, mark)},{decimals}") == float(f"{value}.{decimals}")


@given(WHOLE, st.integers(0, 4))
def test_leading_zeros_are_dropped(value: int, zeros: int) -> None:
    assert read_integer("0" * zeros + str(value)) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("46.346,8", 46346.8),
        ("1.250", 1250),
        ("12 500", 12500),
        ("1,08", 1.08),
        ("2.5", 2.5),
        ("0.88", 0.88),
        ("05", 5),
        ("150,443", 150.443),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize(("written", "value"), [("XIII", 13), ("IV", 4), ("XIX", 19), ("7", 7)])
def test_a_roman_numeral(written: str, value: int) -> None:
    assert read_roman(written) == value
