"""The scorer, on cases small enough to count by hand."""

from typing import Any

import pytest

from nghiquyet.evaluate.baseline import fallen, floors
from nghiquyet.evaluate.gold import group_of, score_groups
from nghiquyet.evaluate.report import score_json, score_lines
from nghiquyet.evaluate.score import agree, match, score


def mention(start: int, end: int, **values: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "surface": "x" * (end - start), **values}


def article(article_id: str = "b01", **tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"article_id": article_id, **tables}


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        pytest.param([(0, 10)], [(0, 10)], [(0, 0)], id="the same span"),
        pytest.param([(0, 10)], [(5, 9)], [(0, 0)], id="inside: the shorter one is covered"),
        pytest.param([(0, 10)], [(7, 13)], [(0, 0)], id="half of the shorter one"),
        pytest.param([(0, 10)], [(8, 13)], [], id="less than half of the shorter one"),
        pytest.param([(0, 10)], [(10, 20)], [], id="side by side"),
        pytest.param([(0, 10)], [(0, 4), (4, 10)], [(0, 1)], id="one to one: the longest overlap wins"),
        pytest.param([(0, 4), (4, 10)], [(0, 10)], [(1, 0)], id="one to one the other way"),
        pytest.param([(0, 4), (6, 10)], [(0, 4), (6, 10)], [(0, 0), (1, 1)], id="two and two"),
    ],
)
def test_matching(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    assert match([mention(*span) for span in gold], [mention(*span) for span in predicted]) == pairs


@pytest.mark.parametrize(
    ("name", "gold", "predicted", "same"),
    [
        ("percent", 44.62, 44.62, True),
        ("percent", 40, 40.0, True),
        ("percent", 44.62, 44.6, False),
        ("percent", None, 44.62, False),
        ("percent", None, None, True),
        ("symbol", None, "", True),
        ("unit", "Đảng viên", "đảng viên", True),
        ("canonical", "Huyện uỷ Ba Tri", "huyện ủy Ba Tri", True),
        ("term", "2020–2025", "2020-2025", True),
        ("resolved", True, 1, True),
        ("indicator", "kết nạp đảng viên mới", "Kết nạp đảng viên", True),
        ("indicator", "kết nạp đảng viên", "giao quân", False),
        ("indicator", "thu ngân sách nhà nước", "thu ngân sách", True),
        ("indicator", "tổng thu ngân sách nhà nước", "thu ngân", False),
        ("scope", "kết nạp đảng viên mới", "kết nạp đảng viên", False),
    ],
)
def test_when_two_values_agree(name: str, gold: Any, predicted: Any, same: bool) -> None:
    assert agree(name, gold, predicted) is same


GOLD = article(
    dates=[
        mention(0, 10, value="2024", grain="year"),
        mention(20, 30, value="2024-05", grain="month"),
        mention(40, 50, value="2023", grain="year"),
    ]
)
PREDICTED = article(
    dates=[mention(0, 10, value="2024", grain="year"), mention(20, 30, value="2023-05", grain="day")]
)


def test_spans_records_and_links_are_counted_apart() -> None:
    dates = score([(GOLD, PREDICTED)])["dates"]
    assert (dates.gold, dates.predicted, dates.spans, dates.records) == (3, 2, 2, 1)
    assert dates.span.f1 == pytest.approx(2 * 2 / 5)
    assert (dates.record.precision, dates.record.recall) == (pytest.approx(1 / 2), pytest.approx(1 / 3))
    assert dates.accuracies == {"grain": 0.5}
    assert dates.wrong_keys == {"value": 1}
    assert [(d.kind, d.surface) for d in dates.disagreements] == [
        ("link", "x" * 10),
        ("field", "x" * 10),
        ("missed", "x" * 10),
    ]


def test_nothing_of_nothing_is_zero_and_has_no_link() -> None:
    people = score([(article(), article())])["people"]
    assert (people.span.f1, people.record.f1, people.accuracies) == (0.0, 0.0, {})


def test_the_report_has_a_line_a_table_and_its_links_below() -> None:
    lines = list(score_lines(score([(GOLD, PREDICTED)]), errors=1))
    assert lines[0] == "table       gold  pred  span P      R     F1   rec P      R     F1"
    assert "dates          3     2   1.000  0.667  0.800   0.500  0.333  0.400" in lines
    assert "           grain 0.500 (2)" in lines
    assert "    b01 link xxxxxxxxxx {'grain': ('month', 'day')}" in lines


def test_the_json_has_the_same_figures() -> None:
    dates = score_json(score([(GOLD, PREDICTED)]))["dates"]
    assert dates["links"] == {"grain": [0.5, 2]}
    assert dates["span"] == {"p": 1.0, "r": pytest.approx(2 / 3), "f": pytest.approx(0.8)}


def test_groups_are_the_letters_of_the_ids() -> None:
    assert [group_of(article(name)) for name in ("b01", "n14", "7")] == ["b", "n", ""]
    groups = score_groups([(GOLD, PREDICTED), (article("n01"), article("n01"))])
    assert {group: scores["dates"].gold for group, scores in groups.items()} == {"b": 3, "n": 0}


def test_floors_are_rounded_down() -> None:
    groups = score_groups([(GOLD, PREDICTED), (GOLD, GOLD)])
    assert floors(groups)["b"]["dates"] == {"record_f1": 0.727, "grain": 0.8}  # 8/11 and 4/5


def test_a_figure_under_its_floor_or_gone_has_fallen() -> None:
    groups = score_groups([(GOLD, PREDICTED)])
    assert list(fallen(groups, floors(groups))) == []
    assert list(fallen(groups, {"b": {"dates": {"record_f1": 0.5}}})) == [
        "b: dates.record_f1 is 0.4, its floor is 0.5"
    ]
    assert list(fallen(groups, {"b": {"people": {"unit": 0.5}}})) == [
        "b: people.unit is None, its floor is 0.5"
    ]
    assert list(fallen(groups, {"n": {"dates": {"record_f1": 0.0}}}))
