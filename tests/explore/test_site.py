"""The explorer's answers, without a browser."""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from http.client import HTTPResponse
from pathlib import Path

import pytest

from explore.synthetic import write_run
from nghiquyet.explore.chart import draw
from nghiquyet.explore.language import languages
from nghiquyet.explore.server import HOST, listen
from nghiquyet.records import MENTIONS, TABLES, allowed_values


def get(address: str, **headers: str) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.urlopen(urllib.request.Request(address, headers=headers))
    return answer


def test_answers_are_for_this_machine_alone(site: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        get(f"{site}/", Host="evil.example")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(site: str, method: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(urllib.request.Request(f"{site}/records", method=method))


def test_no_script_may_run_and_nothing_comes_from_elsewhere(site: str) -> None:
    policy = get(f"{site}/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    ["/article", "/article?id=none", "/series?id=none", "/records?table=errors", "/records?table=x'--", "/x"],
)
def test_an_address_that_leads_nowhere_says_so(site: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        get(f"{site}{path}")
    assert "Không có trang này" in error.value.read().decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "9" * 40, "%D9%A3"])
def test_any_page_number_is_answered(site: str, page: str) -> None:
    assert get(f"{site}/records?page={page}").status == 200


@pytest.mark.parametrize("q", ["%25", "_", "%27", "%00", "%5C", "+", "%F0%9F%98%80"])
def test_any_search_is_answered(site: str, q: str) -> None:
    for table in (*MENTIONS, "articles"):
        assert get(f"{site}/records?table={table}&q={q}&unit={q}&document={q}&period={q}").status == 200
    assert get(f"{site}/documents?q={q}").status == 200


def test_a_taken_port_gives_way_to_a_free_one() -> None:
    first = listen(0)
    first.listen()
    second = listen(first.getsockname()[1])
    assert second.getsockname()[1] != first.getsockname()[1]
    assert first.getsockname()[0] == second.getsockname()[0] == HOST
    first.close()
    second.close()


def test_a_long_list_has_pages(explore: Callable[[Path], str], tmp_path: Path) -> None:
    write_run(tmp_path, articles=30, districts=3)
    site = explore(tmp_path)
    first, last = (get(f"{site}/records?page={page}").read().decode() for page in (1, 6))
    assert "Trang 1 trên 6" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_both_languages_say_everything() -> None:
    vietnamese, english = (languages()[code].words for code in ("vi", "en"))
    assert vietnamese.keys() == english.keys()
    assert all(vietnamese[key].count("%s") == english[key].count("%s") for key in vietnamese)
    shown = {f.name for cls in MENTIONS.values() for f in fields(cls)} - {
        "record_id", "article_id", "sentence", "start", "end", "rule_id",
    }  # fmt: skip
    codes = {
        f"code_{value}"
        for cls in MENTIONS.values()
        for f in fields(cls)
        for value in allowed_values(cls.__annotations__.get(f.name))
        if value.isalpha()
    }
    assert shown | codes | set(TABLES) <= vietnamese.keys()


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1250.0, "1.250", "1,250"),
        (44.62, "44,62", "44.62"),
        (12, "12", "12"),
        (3870e9, "3.870.000.000.000", "3,870,000,000,000"),
        (None, "", ""),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(
    value: float | None, vietnamese: str, english: str
) -> None:
    assert languages()["vi"].number(value) == vietnamese
    assert languages()["en"].number(value) == english


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        ("2024-Q1", "quý I/2024", "Q1 2024"),
        ("2024-H2", "6 tháng cuối năm 2024", "second half of 2024"),
        ("2023-01/2023-09", "9 tháng đầu năm 2023", "first 9 months of 2023"),
        ("2023-03/2023-05", "tháng 3/2023 – tháng 5/2023", "3/2023 to 5/2023"),
        ("2020/2025", "năm 2020 – năm 2025", "2020 to 2025"),
        ("2024-09-30", "30/9/2024", "2024-09-30"),
        ("199X", "199X", "199X"),
        ("XXXX-05-10", "XXXX-05-10", "XXXX-05-10"),
        ("2016-Q9", "2016-Q9", "2016-Q9"),
        (None, "", ""),
    ],
)
def test_periods_are_said_as_each_language_says_them(
    period: str | None, vietnamese: str, english: str
) -> None:
    assert languages()["vi"].period(period) == vietnamese
    assert languages()["en"].period(period) == english


def figure(
    period_end: date, value: float | None, plan: float | None = None, start: date | None = None
) -> dict[str, object]:
    start = start or date(period_end.year, 1, 1)
    return {"period_start": start, "period_end": period_end, "value": value, "plan": plan}


def test_a_chart_joins_the_figures_of_a_year_that_add_up() -> None:
    chart = draw(
        [
            figure(date(2023, 3, 31), 32, 150),
            figure(date(2023, 6, 30), 71, 150),
            figure(date(2023, 6, 30), None, 40, start=date(2023, 4, 1)),
            figure(date(2024, 3, 31), 29, 145),
        ]
    )
    assert chart is not None
    assert [len(line.split()) for line in chart.reached_lines] == [2]
    assert [len(line.split()) for line in chart.plan_lines] == [2]
    assert [tick.value for tick in chart.value_ticks] == [0, 50, 100, 150]
    assert all(chart.left <= point.x <= chart.right for point in chart.points)


@pytest.mark.parametrize("values", [[0.0], [-5.0], [1e12, 3.0], [0.001], [7.0, 7.0]])
def test_a_chart_can_be_drawn_of_any_figures(values: list[float]) -> None:
    chart = draw([figure(date(2024, 3, 31), value) for value in values])
    assert chart is not None
    assert all(chart.top <= (point.y or 0) <= chart.bottom for point in chart.points)


def test_figures_without_a_period_have_no_chart() -> None:
    assert draw([{"period_start": None, "period_end": None, "value": 3.0, "plan": None}]) is None
