"""The page of one article: whole, escaped, and in need of nothing from elsewhere."""

import re
from html.parser import HTMLParser

from nghiquyet.explore.page import render_page
from nghiquyet.records import MENTIONS, Article, Mention, Unit

TEXT = "Họp <script>alert(1)</script> & bàn\n\nHuyện ủy Trà Cú chỉ đạo"


class Reader(HTMLParser):
    """The text inside `main`, and every attribute of its marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.depth, self.text, self.marks, self.tags = 0, "", [], []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += tag == "main"
        if tag == "mark" and self.depth:
            self.marks.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "main"

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def page(*mentions: Mention) -> str:
    records: dict[str, list[Mention]] = {table: [] for table in MENTIONS}
    for mention in mentions:
        records[mention.table].append(mention)
    return render_page(Article(article_id="a/1.txt", title='Họp "mới" <b>', text=TEXT), records)


def district_committee() -> Unit:
    start = TEXT.index("Huyện ủy")
    return Unit(
        start=start,
        end=start + len("Huyện ủy Trà Cú"),
        surface="Huyện ủy Trà Cú",
        rule_id="units.committee",
        unit_type="party",
        canonical='Huyện ủy "Trà Cú" <x>',
    )


def test_the_text_stands_on_the_page_character_for_character() -> None:
    place = district_committee()
    nested = Unit(
        start=place.start + 9,
        end=place.end,
        surface="Trà Cú",
        rule_id="units.place",
        unit_type="admin",
        canonical="Trà Cú",
    )
    assert Reader(page(place, nested)).text == TEXT


def test_fields_are_on_the_mark_that_can_be_focused_and_escaped() -> None:
    [mark] = Reader(page(district_committee())).marks
    assert mark["class"] == "units"
    assert mark["tabindex"] == "0"
    assert 'canonical: Huyện ủy "Trà Cú" <x>' in str(mark["aria-description"])


def test_no_markup_of_the_article_survives_and_no_script_is_there() -> None:
    assert "script" not in Reader(page()).tags


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert not re.search(r"https?:|url\(|@import|<link|src=", page(district_committee()))


def test_each_table_has_a_checkbox_with_its_count() -> None:
    found = re.findall(
        r'<input type="checkbox" id="(\w+)" checked>.*</mark> (\d+)</label>', page(district_committee())
    )
    assert dict(found) == {"documents": "0", "dates": "0", "targets": "0", "units": "1", "people": "0"}
