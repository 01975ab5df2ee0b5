"""The time of publication where no masthead gives it, and the source that is told with it."""

import pytest

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean import CleaningRules, clean

RULES = CleaningRules.load()
PLAIN = "Tên bài báo\n\nHuyện ủy họp bàn việc mới.\n\nHết."


def published(body: str = PLAIN, *, source: str = "a.txt", **header: str) -> tuple[str | None, str | None]:
    article = clean(RawArticle(article_id="a", source=source, body=body, **header), RULES)  # type: ignore[arg-type]
    assert isinstance(article, CleanArticle)
    return article.published_at, article.published_at_source


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://bao.vi.du/2023/03/14/hop", "2023-03-14"),
        ("https://bao.vi.du/hop-14-3-2023.html", "2023-03-14"),
        ("https://bao.vi.du/hop-20230314080512345.htm", "2023-03-14T08:05+07:00"),
        ("https://bao.vi.du/nhiem-ky-2020-2025", None),
        ("https://bao.vi.du/tin-12345678.html", None),
    ],
)
def test_the_address(url: str, day: str | None) -> None:
    assert published(url=url) == (day, "clean.date_in_address" if day else None)


@pytest.mark.parametrize(
    ("source", "day"),
    [("kho/2023-03-14.txt", "2023-03-14"), ("kho/bai_20230314.txt", "2023-03-14"), ("kho/bai_1.txt", None)],
)
def test_the_file_name(source: str, day: str | None) -> None:
    assert published(source=source) == (day, "clean.date_in_file_name" if day else None)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("BTH - Sáng 14/3/2023, Huyện ủy họp bàn.", ("2023-03-14", "clean.date_in_dateline")),
        ("Tân Hưng, ngày 14 tháng 3 năm 2023 - Huyện ủy họp.", ("2023-03-14", "clean.date_in_dateline")),
        ("Huyện ủy cho biết, đến ngày 14/3/2023 đã có 5 xã.", ("2023-03-14", "clean.first_date")),
        ("Theo Kế hoạch số 45-KH/HU ngày 14/3/2023, xã đã họp.", (None, None)),
        ("Sáng 14/3, Huyện ủy họp bàn.", (None, None)),
        ("Kỷ niệm ngày thành lập Đảng (3/2/1930), huyện đã họp.", (None, None)),
    ],
)
def test_the_text(paragraph: str, expected: tuple[str | None, str | None]) -> None:
    assert published(f"Tên bài báo\n\n{paragraph}\n\nHết.") == expected


def test_the_best_evidence_counts() -> None:
    body = "Tên bài báo\n\n15/03/2023 08:05\n\nBTH - Ngày 14/3/2023, Huyện ủy họp bàn."
    assert published(body, url="https://bao.vi.du/2023/03/16/x")[1] == "clean.masthead"
    assert published(body, published_at="17/03/2023") == ("2023-03-17", "given")
    assert published(url="https://bao.vi.du/2023/03/16/x", source="2023-03-14.txt")[0] == "2023-03-16"
