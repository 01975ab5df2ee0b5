"""Coverage: which rules fire, and what looks like a figure, a date or a symbol and is nobody's."""

from collections.abc import Callable

import pytest

from nghiquyet.workbench.bench import Bench, SampleArticle
from nghiquyet.workbench.coverage import coverage, coverage_lines, shape_of

DAY = r"""[[rule]]
id = "dates.test_day"
note = "A full date"
pattern = '''ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})'''
set = { grain = "day" }
[[rule]]
id = "dates.test_week"
note = "A week"
pattern = '''tuần (?P<week>\d{1,2})'''
"""


def test_what_no_rule_claims_is_listed_by_shape_the_most_frequent_first(
    bench_of: Callable[..., Bench],
) -> None:
    texts = ["Họp ngày 10/5/2021 theo khoản 3 Điều 5.", "Sửa khoản 12 Điều 7.", "Tầng 4 trống."]
    report = coverage(bench_of(DAY), [SampleArticle(str(n), text) for n, text in enumerate(texts)])
    assert report.fired["dates.test_day"] == 1
    assert "dates.test_week" in report.never
    assert [(shape.shape, shape.count) for shape in report.shapes] == [
        ("khoản 9 điều", 2), ("điều 9", 2), ("tầng 9 trống", 1),
    ]  # fmt: skip
    assert report.shapes[0].sentences[1] == ("1", "Sửa khoản [[12]] Điều 7.")
    assert (report.claimed, report.unclaimed) == (1, 5)
    lines = list(coverage_lines(report, 1))
    assert "     2  khoản 9 điều" in "\n".join(lines)
    assert not any("tầng" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "expression", "shape"),
    [
        ("Số 12-CT/TU của huyện", "12-CT/TU", "số 9-ct/tu của"),
        ("đạt 1.250,5 tấn", "1.250,5", "đạt 9.9,9 tấn"),
        ("12", "12", "9"),
    ],
)
def test_a_shape_is_the_expression_with_the_words_beside_it(text: str, expression: str, shape: str) -> None:
    start = text.index(expression)
    assert shape_of(text, start, start + len(expression)) == shape
