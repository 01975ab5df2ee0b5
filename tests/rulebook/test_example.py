"""Examples: a text with its mentions marked."""

import pytest

from nghiquyet.rulebook.example import MarkedSpan, parse_example


def test_marks_give_spans_and_fields_of_the_plain_text() -> None:
    example = parse_example(
        "Kết nạp <m actual=61 unit='đảng viên'>61 đảng viên</m>, thu <m unit=\"tỷ đồng\">5 tỷ đồng</m>"
    )
    assert example.text == "Kết nạp 61 đảng viên, thu 5 tỷ đồng"
    assert example.spans == (
        MarkedSpan(8, 20, {"actual": "61", "unit": "đảng viên"}),
        MarkedSpan(26, 35, {"unit": "tỷ đồng"}),
    )


def test_a_text_without_marks_has_no_spans() -> None:
    assert parse_example("Nghị quyết 35/NQ-CP").spans == ()


@pytest.mark.parametrize("marked", ["<m actual=1>1 xã", "1 xã</m>", "<m actual=>1 xã</m>"])
def test_a_malformed_mark_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="not closed or its fields are malformed"):
        parse_example(marked)
