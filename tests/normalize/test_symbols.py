"""Symbols of documents are written in the order of the Party or of the State."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.normalize.ordinals import read_congress, read_ordinal, write_roman
from nghiquyet.normalize.symbols import Symbol, read_serial


@pytest.mark.parametrize(
    ("symbol", "side", "written"),
    [
        (Symbol("01", "CT", "TU"), "party", "01-CT/TU"),
        (Symbol("19", "NQ", "TW"), "party", "19-NQ/TW"),
        (Symbol("35", "NQ", "HĐND"), "state", "35/NQ-HĐND"),
        (Symbol("30", "NĐ", "CP", 2020), "state", "30/2020/NĐ-CP"),
        (Symbol("19", "NQ", "CP", 2017, "-"), "state", "19-2017/NQ-CP"),
        (Symbol("43", None, "QH15", 2022), "state", "43/2022/QH15"),
        (Symbol("271", None, "UBND-KT"), "state", "271/UBND-KT"),
        (Symbol("160", None, None, 2013), "state", "160/2013"),
    ],
)
def test_written(symbol: Symbol, side: str, written: str) -> None:
    assert symbol.written("party" if side == "party" else "state") == written


@pytest.mark.parametrize(("serial", "number"), [("03", 3), ("30a", 30), ("1600", 1600)])
def test_the_number_of_a_serial(serial: str, number: int) -> None:
    assert read_serial(serial) == number


@given(st.integers(0, 999_999), st.integers(0, 4))
def test_leading_zeros_do_not_count(number: int, zeros: int) -> None:
    assert read_serial("0" * zeros + str(number)) == number


@given(st.integers(1, 39))
def test_roman_numerals_are_read_as_written(value: int) -> None:
    assert read_ordinal(write_roman(value)) == value
    assert read_congress(str(value)) == write_roman(value)


@pytest.mark.parametrize(("words", "value"), [("bảy", 7), ("mười ba", 13), ("XIII", 13), ("04", 4)])
def test_ordinals_in_words(words: str, value: int) -> None:
    assert read_ordinal(words) == value
