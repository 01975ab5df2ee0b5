"""The dates of whole texts: the constructions of docs/dates.md, missing years, and what must not come out."""

import datetime
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from nghiquyet.normalize.calendar import parse_value
from nghiquyet.pipeline import extract, load
from nghiquyet.records import Date

DOCUMENT = Path(__file__).parents[2] / "docs" / "dates.md"
PUBLISHED = "2022-09-26"
_ROW = regex.compile(
    r"\|(?P<construction>[^|]+)\|(?P<example>[^|]+)\|(?P<value>[^|]+)\|(?P<rule> dates\.\w+ )\|"
)
_NO_DATE = regex.compile(r"^\|(?P<construction>[^|]+)\|(?P<example>[^|]+)\|$", regex.MULTILINE)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def dates(nlp: Language, text: str, published_at: str | None = PUBLISHED) -> list[Date]:
    return [d for d in extract(nlp, text, published_at=published_at)["dates"] if isinstance(d, Date)]


def constructions() -> list[tuple[str, ...]]:
    found = _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))
    return [tuple(cell.strip() for cell in match.groups()) for match in found]


def no_dates() -> list[str]:
    section = DOCUMENT.read_text(encoding="utf-8").split("## What is no date")[1].split("\n## ")[0]
    rows = [match["example"].strip() for match in _NO_DATE.finditer(section)]
    return [row for row in rows if row not in {"example", "---"}]


@pytest.mark.parametrize(("construction", "example", "value", "rule"), constructions())
def test_each_construction_yields_its_value(
    nlp: Language, construction: str, example: str, value: str, rule: str
) -> None:
    start, end = example.index("["), example.index("]") - 1
    found = dates(nlp, example.replace("[", "").replace("]", ""))
    assert (start, end, value, rule) in [(d.start, d.end, d.value, d.rule_id) for d in found], construction


@pytest.mark.parametrize("example", no_dates())
def test_what_is_no_date_yields_none(nlp: Language, example: str) -> None:
    assert dates(nlp, example) == []


def test_every_rule_stands_in_the_document(nlp: Language) -> None:
    rules = {c.rule.id for c in nlp.get_pipe("nghiquyet_dates").rulebook.rules if c.rule.table == "dates"}
    assert rules == {rule for *_, rule in constructions()}


@pytest.mark.parametrize(
    ("text", "published_at", "value"),
    [
        ("Ngày 9-1, huyện tổng kết năm 2012, triển khai nhiệm vụ năm 2013", "2013-01-10", "2013-01-09"),
        ("Ngày 20/12, xã họp", "2017-01-05", "2016-12-20"),
        ("dự kiến khai mạc ngày 5/1", "2016-12-20", "2017-01-05"),
        ("Năm 2015, ông Nam về xã; ngày 10/4, ông làm chủ tịch", "2017-06-01", "2015-04-10"),
        (
            "Theo Nghị quyết số 5-NQ/TW, ngày 4/11/2013 của Trung ương, ngày 2/6 xã họp",
            "2017-06-05",
            "2017-06-02",
        ),
        ("đến ngày 29/2, xã thu 5 tỷ", "2017-03-01", "2016-02-29"),
    ],
)
def test_a_missing_year_is_found(nlp: Language, text: str, published_at: str, value: str) -> None:
    assert value in {d.value for d in dates(nlp, text, published_at)}


def test_without_a_day_of_publication_the_year_stays_open(nlp: Language) -> None:
    found = dates(nlp, "Ngày 10/5, xã họp; năm nay thu 5 tỷ; hôm qua trời mưa; quý II thu 2 tỷ", None)
    assert [(d.value, d.start_date, d.end_date, d.resolved) for d in found] == [
        ("XXXX-05-10", None, None, False),
        ("XXXX", None, None, False),
        ("XXXX-XX-XX", None, None, False),
        ("XXXX-Q2", None, None, False),
    ]


def test_days_that_do_not_follow_each_other_are_dates_each(nlp: Language) -> None:
    found = dates(nlp, "Các ngày 5, 12 và 19/7, xã họp")
    assert [d.value for d in found] == ["2022-07-05", "2022-07-12", "2022-07-19"]
    assert [d.surface for d in found] == ["Các ngày 5", "12", "19/7"]


def test_a_shared_year_belongs_to_every_member(nlp: Language) -> None:
    assert [d.value for d in dates(nlp, "ngày 10/3 và ngày 5/4/2020")] == ["2020-03-10", "2020-04-05"]


def test_a_modifier_narrows_and_the_bounds_stay(nlp: Language) -> None:
    (found,) = dates(nlp, "giữa tháng 6/2021")
    assert (found.modifier, found.start_date, found.end_date) == ("mid", "2021-06-01", "2021-06-30")


DAYS = st.dates(min_value=datetime.date(1930, 1, 1), max_value=datetime.date(2049, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    day=DAYS,
    separator=st.sampled_from("/.-"),
    lead=st.sampled_from(["ngày ", "Sáng ", "hôm ", "chiều ngày "]),
)
def test_a_day_is_read_in_every_writing(nlp: Language, day: datetime.date, separator: str, lead: str) -> None:
    (found,) = dates(nlp, f"{lead}{day.day}{separator}{day.month}{separator}{day.year}, xã họp")
    assert (found.value, found.start_date, found.end_date) == (day.isoformat(),) * 3


@settings(max_examples=60, deadline=None)
@given(first=DAYS, last=DAYS)
def test_a_range_is_ordered_or_no_date(nlp: Language, first: datetime.date, last: datetime.date) -> None:
    written = [f"ngày {day.day}/{day.month}/{day.year}" for day in (first, last)]
    for found in dates(nlp, f"từ {written[0]} đến {written[1]}, xã họp"):
        assert found.start_date is not None
        assert found.end_date is not None
        assert found.start_date <= found.end_date


WORDS = [
    "ngày", "tháng", "năm", "quý", "từ", "đến", "nay", "trước", "đầu", "cuối", "sáng", "tuần", "qua",
    "nhiệm kỳ", "giai đoạn", "mùng", "Tết", "rằm", "âm lịch", "cùng", "năm học", "những năm", "và", "3",
    "12", "31", "90", "2/9", "30.4", "10-5", "2016", "2020", "I", "II", "-", "/", ",", "(", ")",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_every_value_is_valid_and_read_back(nlp: Language, text: str) -> None:
    for found in dates(nlp, text):
        period = parse_value(found.value, term=found.grain == "term")
        assert str(period) == found.value
        assert period.exists
        if period.bounds:
            assert (found.start_date, found.end_date) == tuple(day.isoformat() for day in period.bounds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật có hiệu lực từ 1-10-2022, xã phổ biến.", ["2022-10-01"]),
        ("Từ ngày 1-7-2021, Đảng bộ xã có 52 chi bộ.", ["2021-07-01"]),
        ("Từ tháng 5 - 9/2022 xã làm 2 km.", ["2022-05/2022-09"]),
        ("Nhiệm vụ quý IV và năm 2023.", ["2022-Q4", "2023"]),
        ("TỔNG KẾT CÔNG TÁC QUÝ III NĂM 2022", ["2022-Q3"]),
        ("Năm 1945, phong trào lên cao. Ngày 18/8, dân giành chính quyền.", ["1945", "1945-08-18"]),
        ("Ngày 22/9, xã tổng kết năm 2011. Ngày 24/9, đoàn về xã.", ["2022-09-22", "2011", "2022-09-24"]),
        ("Hằng năm, vào ngày 21/10, xã mở hội.", []),
        ("Trước đó, sáng cùng ngày (26.9), xã họp.", ["2022-09-26"]),
        ("Những tháng cuối năm, xã phấn đấu xóa 5 hộ nghèo.", ["2022"]),
    ],
)
def test_what_a_second_reader_found(nlp: Language, text: str, expected: list[str]) -> None:
    assert [record.value for record in dates(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Đến hết năm 2022, có 5 xã.", "end"),
        ("Đến hết quý III/2022, có 5 xã.", None),
        ("Đến hết tháng 8, có 5 xã.", None),
    ],
)
def test_only_a_whole_year_ends_with_het(nlp: Language, text: str, modifier: str | None) -> None:
    assert [record.modifier for record in dates(nlp, text)] == [modifier]


def test_the_same_day_is_not_a_document_s_day_of_issue(nlp: Language) -> None:
    text = "Sáng 20/9, đoàn xem Kế hoạch 83/KH-UBND ngày 12/7/2021 của UBND tỉnh. Chiều cùng ngày, đoàn về."
    assert [d.value for d in dates(nlp, text)] == ["2022-09-20", "2021-07-12", "2022-09-20"]
