"""The pages of corpus/pages, made from their articles; `python tests/read/pages/render.py` writes them."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from nghiquyet.rulebook.location import corpus_dir

PAGES = corpus_dir() / "pages"
TODAY = "Chủ nhật, 22/11/2026 09:41"
"""What the head of every page shows: the day on which it was fetched, no time of publication."""

_SECTIONS = (
    "Trang chủ", "Thời sự", "Chính trị", "Kinh tế", "Văn hóa", "Xã hội", "Quốc phòng - An ninh", "Pháp luật",
    "Giáo dục", "Y tế", "Du lịch", "Thể thao", "Chuyên đề", "Bạn đọc", "Ảnh", "Video",
)  # fmt: skip
_PAPERS = ("Hòa Minh", "Vĩnh Thạnh", "Đông Giang")
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")

_SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def meant() -> list[dict[str, Any]]:
    """The articles that the pages hold, with the text, title, time and author that a reader should find."""
    articles: list[dict[str, Any]] = json.loads((corpus_dir() / "pages.json").read_text(encoding="utf-8"))
    return articles


def render() -> Iterator[tuple[str, bytes]]:
    """The name and the HTML of every page; what its encoding lacks is written as references."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    environment.filters["parsed"] = datetime.fromisoformat
    environment.filters["nfd"] = lambda text: unicodedata.normalize("NFD", text)
    articles = meant()
    for number, article in enumerate(articles):
        moment = datetime.fromisoformat(article["moment"])
        page = environment.get_template(f"{article['template']}.html.jinja").render(
            article,
            number=1000 + number,
            others=articles[number + 1 :] + articles[:number],
            paper=_PAPERS[number % 3],
            site=f"Cổng thông tin điện tử huyện {_PAPERS[number % 3]}",
            section="Xây dựng Đảng",
            sections=_SECTIONS,
            today_long=TODAY,
            weekday=_WEEKDAYS[moment.weekday()],
            weekday_short=_SHORT_WEEKDAYS[moment.weekday()],
            day=f"{moment:%d}",
            month=f"{moment:%m}",
            year=f"{moment:%Y}",
            hour=f"{moment:%H}",
            minute=f"{moment:%M}",
            iso=moment.isoformat(),
            utc=moment.astimezone(UTC).isoformat(),
        )
        yield f"{article['page']}.html", f"{page}\n".encode(encoding_of(article), "xmlcharrefreplace")


def encoding_of(article: dict[str, Any]) -> str:
    """The encoding that an article's page is in."""
    return str(article.get("encoding", "utf-8"))


if __name__ == "__main__":
    for name, page in render():
        (PAGES / name).write_bytes(page)
