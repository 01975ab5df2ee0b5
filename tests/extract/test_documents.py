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
