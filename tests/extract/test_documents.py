"""The table `documents`, as the guideline asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from spacy.language import Language

from nghiquyet.pipeline import extract
from nghiquyet.records import Document

_DOCUMENTATION = Path(__file__).parents[2] / "docs" / "documents.md"
_ROW = regex.compile(r"\| [^|]+ \| `(documents\.\w+)` \| ([^|]+) \| ([^|]+) \|")
_BOLD = regex.compile(r"(.*?)\*\*(.+?)\*\*(.*)")


def documents(nlp: Language, text: str, published_at: str | None = "2023-05-05") -> list[Document]:
    found = extract(nlp, text, published_at=published_at)["documents"]
    return [record for record in found if isinstance(record, Document)]


def surfaces(nlp: Language, text: str) -> list[str]:
    return [record.surface for record in documents(nlp, text)]


def document_ids(nlp: Language, text: str, published_at: str | None = "2023-05-05") -> list[str | None]:
    return [record.document_id for record in documents(nlp, text, published_at)]


def constructions() -> Iterator[tuple[str, str, str]]:
    for line in _DOCUMENTATION.read_text(encoding="utf-8").splitlines():
        if row := _ROW.fullmatch(line):
            yield row[1], row[2], row[3]


@pytest.mark.parametrize(("rule_id", "example", "expected"), list(constructions()))
def test_documented_construction(nlp: Language, rule_id: str, example: str, expected: str) -> None:
    marked = _BOLD.fullmatch(example)
    assert marked
    before, mention, after = marked.groups()
    found = documents(nlp, before + mention + after)
    record = next((r for r in found if (r.start, r.surface) == (len(before), mention)), None)
    assert record, f"found {[r.surface for r in found]}"
    assert record.rule_id == rule_id
    for field, value in regex.findall(r"`(\w+)=([^`]+)`", expected):
        actual = getattr(record, field)
        assert ("null" if actual is None else str(actual)) == value, field


@pytest.mark.parametrize(
    "text",
    [
        "Các nghị quyết của cấp trên được quán triệt kịp thời.",
        "Nghị quyết Đại hội Đảng bộ huyện đề ra 25 chỉ tiêu.",
        "NQ năm 2022 của cấp mình đã được xây dựng.",
        "Theo báo cáo của UBND huyện, thu ngân sách đạt khá.",
        "Kế hoạch 5 năm được giao cho 12 xã.",
        "Căn nhà số 12/5 đường Trần Phú, tỷ số 3-2.",
        "Đoàn Luật sư tỉnh và Trường Đại học Luật Hà Nội.",
        "Nghị quyết này nêu rõ trách nhiệm.",
    ],
)
def test_generic_words_are_no_documents(nlp: Language, text: str) -> None:
    assert surfaces(nlp, text) == []


def test_each_member_of_a_coordination_is_a_mention(nlp: Language) -> None:
    text = "Thực hiện Nghị quyết số 18-NQ/TW, 19-NQ/TW và 20-NQ/TW của Ban Chấp hành Trung ương."
    found = documents(nlp, text)
    assert [record.number for record in found] == [18, 19, 20]
    assert {record.issuer for record in found} == {"Ban Chấp hành Trung ương"}


def test_the_same_directive_in_two_articles_has_one_id(nlp: Language) -> None:
    dated = "Tỉnh Bến Tre triển khai Chỉ thị số 01-CT/TU, ngày 17-10-2020 của Ban Thường vụ Tỉnh ủy Bến Tre."
    undated = "Ở tỉnh Bến Tre, Chỉ thị số 01-CT/TU của Tỉnh ủy Bến Tre được sơ kết."
    (first,), (second,) = document_ids(nlp, dated, "2021-05-10"), document_ids(nlp, undated, "2022-09-26")
    assert first == second
    assert first is not None
    assert "?" not in first


def test_a_number_of_another_province_or_term_has_another_id(nlp: Language) -> None:
    cited = "Ở tỉnh {0}, Chỉ thị số 01-CT/TU của Tỉnh ủy {0} được sơ kết."
    ids = [
        *document_ids(nlp, cited.format("Bến Tre"), "2021-05-10"),
        *document_ids(nlp, cited.format("Bắc Kạn"), "2021-05-10"),
        *document_ids(nlp, cited.format("Bến Tre"), "2017-05-10"),
    ]
    assert len(set(ids)) == 3


def test_the_id_says_what_the_article_does_not_tell(nlp: Language) -> None:
    text = "Quán triệt Chỉ thị số 09-CT/TU về chuyển đổi số."
    (here,), (elsewhere,) = document_ids(nlp, text), document_ids(nlp, f"{text} Hội nghị kết thúc.")
    assert here is not None
    assert "@?" in here
    assert here != elsewhere


def test_without_a_date_of_its_own_the_article_does_not_tell_the_term(nlp: Language) -> None:
    (document_id,) = document_ids(nlp, "Ban hành Chỉ thị số 09-CT/TW.", None)
    assert document_id is not None
    assert ":?" in document_id


def test_two_numbers_of_one_article_never_share_an_id(nlp: Language) -> None:
    first, second = document_ids(nlp, "Theo Quyết định số 2356 và Quyết định số 2357.")
    assert first != second


def test_a_repeat_carries_the_id(nlp: Language) -> None:
    text = (
        "Chỉ thị số 14-CT/TU, ngày 5/3/2022 của Tỉnh ủy nêu mục tiêu. "
        "Chỉ thị số 14 được quán triệt. Chỉ thị này có hiệu lực ngay."
    )
    ids = document_ids(nlp, text)
    assert len(ids) == 3
    assert len(set(ids)) == 1


def only_id(nlp: Language, text: str, published_at: str) -> str:
    (document_id,) = document_ids(nlp, text, published_at)
    assert document_id is not None
    return document_id


def test_a_dated_directive_has_one_id_whenever_it_is_cited(nlp: Language) -> None:
    text = "Thực hiện Chỉ thị số 05-CT/TW, ngày 15-5-2016 của Bộ Chính trị, các xã thi đua."
    ids = {only_id(nlp, text, day) for day in ("2016-08-01", "2019-03-01", "2024-06-01")}
    assert ids == {"directive:5-CT/TW@vn:2016-2021"}


@pytest.mark.parametrize("published_at", ["2017-02-01", "2024-06-01"])
def test_an_undated_central_number_is_not_given_the_term_of_the_article(
    nlp: Language, published_at: str
) -> None:
    undated = "Các xã thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị."
    assert "@vn:?" in only_id(nlp, undated, published_at)


@pytest.mark.parametrize(
    "told",
    [
        "Chỉ thị số 05-CT/TW của Bộ Chính trị khóa XII",
        "Chỉ thị 05-CT/TW về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    ],
)
def test_the_term_of_the_committee_or_a_known_title_tells_the_time(nlp: Language, told: str) -> None:
    assert only_id(nlp, f"Các xã thực hiện {told}.", "2024-06-01") == "directive:5-CT/TW@vn:2016-2021"


def test_a_state_number_is_of_the_year_of_its_issue(nlp: Language) -> None:
    dated = "Theo Nghị quyết số 35/NQ-CP ngày 16/5/2016 của Chính phủ, doanh nghiệp được hỗ trợ."
    undated = "Theo Nghị quyết 35/NQ-CP của Chính phủ, doanh nghiệp được hỗ trợ."
    with_year = "Theo Nghị định 30/2020/NĐ-CP của Chính phủ."
    assert (
        only_id(nlp, dated, "2017-06-01")
        == only_id(nlp, dated, "2021-06-01")
        == "resolution:35/NQ-CP@vn:2016"
    )
    assert "@vn:?" in only_id(nlp, undated, "2017-06-01")
    assert only_id(nlp, with_year, "2025-06-01") == "decree:30/2020/NĐ-CP@vn:2020"


def test_what_one_mention_leaves_open_another_tells(nlp: Language) -> None:
    text = "Nghị quyết Trung ương 4 được quán triệt. Theo Nghị quyết Trung ương 4 khóa XII, xã làm tốt."
    assert set(document_ids(nlp, text, "2017-06-01")) == {"resolution:plenum-4@vn:XII"}


def test_two_documents_with_one_number_keep_their_ids(nlp: Language) -> None:
    text = "Nghị quyết số 19-NQ/TW ngày 16/6/2022 là mới. Nghị quyết 19-NQ/TW ngày 25/10/2017 là cũ."
    first, second = document_ids(nlp, text, "2023-06-01")
    assert first != second


def test_a_law_has_one_id_by_title_and_year_or_by_number(nlp: Language) -> None:
    text = "Bộ luật Hình sự số 100/2015/QH13; BLHS 2015 và Bộ luật Hình sự năm 2015 được áp dụng."
    assert set(document_ids(nlp, text, "2024-06-01")) == {"law:hình sự@vn:2015"}


def test_the_national_congress_has_one_id(nlp: Language) -> None:
    text = "Nghị quyết Đại hội XIII của Đảng, tức Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII, nêu."
    assert set(document_ids(nlp, text)) == {"resolution:congress-XIII@vn:XIII"}


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Theo Quyết định 551/QĐ ĐHT, lớp mở.", ["551/QĐ-ĐHT"]),
        ("Theo Nghị quyết số 27 NQ/TU và Nghị quyết 18-NQTW.", ["27-NQ/TU", "18-NQ/TW"]),
        ("Theo Nghị định số 105/ 2019/NĐ-CP.", ["105/2019/NĐ-CP"]),
        ("Theo Nghị quyết số 07-NQ/tu, xã làm.", ["07-NQ/TU"]),
        ("Theo Công văn số 15/SGD&ĐT-VP, các trường nghỉ.", ["15/SGD&ĐT-VP"]),
        ("Theo Nghị quyết 76/UBTVQH15.", ["76/UBTVQH15"]),
        ("QUYẾT ĐỊNH SỐ 217-QĐ/TW được quán triệt.", ["217-QĐ/TW"]),
    ],
)
def test_careless_symbols_become_canonical(nlp: Language, text: str, symbols: list[str]) -> None:
    assert [record.symbol for record in documents(nlp, text)] == symbols


@pytest.mark.parametrize(
    ("text", "congresses"),
    [
        ("Nghị quyết Trung ương 4 khóa XI, khóa XII và khóa XIII.", ["XI", "XII", "XIII"]),
        ("Nghị quyết Trung ương 4 (khóa XI), (khóa XII) được học.", ["XI", "XII"]),
        ("Nghị quyết Hội nghị Trung ương 4 khóa XI và khóa XII.", ["XI", "XII"]),
    ],
)
def test_each_term_of_a_plenum_is_a_mention(nlp: Language, text: str, congresses: list[str]) -> None:
    found = documents(nlp, text)
    assert [record.congress for record in found] == congresses
    assert {record.plenum for record in found} == {4}


def test_bills_in_small_letters_count_where_they_are_listed(nlp: Language) -> None:
    text = "Quốc hội xem xét luật quy hoạch; luật du lịch (sửa đổi); luật thủy lợi; thông qua 13 dự án luật."
    assert surfaces(nlp, text) == ["luật quy hoạch", "luật du lịch (sửa đổi)", "luật thủy lợi"]


def test_a_regulation_has_one_id_with_either_code(nlp: Language) -> None:
    day = "ngày 25/10/2018 của Ban Chấp hành Trung ương"
    ids = {only_id(nlp, f"Theo Quy định số 08-{code}/TW {day}.", "2019-01-05") for code in ("QĐi", "QĐ")}
    assert ids == {"regulation:8-QĐ/TW@vn:2016-2021"}


def test_a_decree_is_the_governments_and_a_law_beside_an_older_one_stays_open(nlp: Language) -> None:
    short, full = (f"Theo Nghị định {symbol}, xã làm." for symbol in ("24/2014", "24/2014/NĐ-CP"))
    assert (
        only_id(nlp, short, "2017-05-05")
        == only_id(nlp, full, "2021-05-05")
        == "decree:24/2014/NĐ-CP@vn:2014"
    )
    new, old = document_ids(nlp, "Luật Du lịch giảm 10 điều so với Luật Du lịch 2005.", "2017-07-11")
    assert new != old
