"""Pages of markup: those of corpus/pages, read as they are meant, and what single kinds of markup give."""

import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from tests.read.pages.render import PAGES, meant, render

from nghiquyet.article import CleanArticle, RawArticle, source_span
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.clean.check import check_cleaning
from nghiquyet.read import read_articles
from nghiquyet.rulebook.location import corpus_dir

RULES = CleaningRules.load()
FLOOR = 0.98
TEMPLATES = sorted({article["template"] for article in meant()})


def read_corpus() -> dict[str, CleanArticle]:
    found = {}
    for raw in read_articles([corpus_dir() / "pages"]):
        if isinstance(raw, RawArticle) and raw.is_html:
            article = clean(raw, RULES)
            assert isinstance(article, CleanArticle), article
            found[raw.article_id.removesuffix(".html")] = article
    return found


@pytest.fixture(scope="module")
def pages() -> dict[str, list[tuple[dict[str, Any], CleanArticle]]]:
    read = read_corpus()
    by_template: dict[str, list[tuple[dict[str, Any], CleanArticle]]] = defaultdict(list)
    for article in meant():
        by_template[article["template"]].append((article, read[article["page"]]))
    return by_template


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@pytest.mark.parametrize("template", TEMPLATES)
class TestCorpus:
    def test_words(self, pages: dict[str, list[tuple[dict[str, Any], CleanArticle]]], template: str) -> None:
        for expected, article in pages[template]:
            wanted, found = Counter(expected["text"].split()), Counter(article.text.split())
            common = (wanted & found).total()
            assert share(common, found.total()) >= FLOOR, "precision"
            assert share(common, wanted.total()) >= FLOOR, "recall"

    def test_header(self, pages: dict[str, list[tuple[dict[str, Any], CleanArticle]]], template: str) -> None:
        for expected, article in pages[template]:
            assert article.title == expected["title"]
            assert (article.published_at or "")[:16] == expected["published_at"][:16]
            assert article.author == expected["author"]

    def test_every_sentence_is_found_in_the_source(
        self, pages: dict[str, list[tuple[dict[str, Any], CleanArticle]]], template: str
    ) -> None:
        for expected, article in pages[template]:
            source = (PAGES / f"{expected['page']}.html").read_text(encoding="utf-8")
            for paragraph in article.text.split("\n\n"):
                start = article.text.index(paragraph)
                place = source_span(article.segments, start, start + len(paragraph))
                assert place is not None
                written = unicodedata.normalize("NFC", source[slice(*place)])
                assert written[:1] == paragraph[:1]
                assert written.count("<p") <= 1


def test_the_pages_are_those_of_their_templates() -> None:
    assert dict(render()) == {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
    articles = meant()
    assert len(articles) == 48
    assert len(TEMPLATES) == 16
    assert len({article["template"] for article in articles if article["held_out"]}) == 10


def cleaned(body: str, **header: str) -> CleanArticle:
    article = clean(RawArticle(article_id="a", source="a", body=body, is_html=True, **header), RULES)  # type: ignore[arg-type]
    assert isinstance(article, CleanArticle)
    return article


LEAD = "Sáng 14/3, phụ nữ thị trấn Tân Hưng ra quân trồng hoa dọc kênh, mở đầu tháng thanh niên."
PARAGRAPH = "Hai tuyến đường dài hơn 3 km, do 120 hội viên góp công, góp giống trong nửa tháng qua."


def page(inner: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>"


class TestBody:
    """Where the article stands on a page, told by nothing but how pages are made."""

    def test_a_column_of_notices_with_more_prose_is_not_the_article(self) -> None:
        notices = "".join(f"<div><p>{PARAGRAPH}</p></div>" for _ in range(4))
        article = f"<div><h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p><p>{PARAGRAPH}</p><p>{LEAD}</p></div>"
        body = page(f"<div><div><b>Thông báo</b>{notices}</div>{article}</div>")
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}\n\n{LEAD}"

    def test_leads_under_the_headlines_of_other_articles_are_not_the_article(self) -> None:
        others = "".join(
            f"<div><a href='/{n}'>Tân Hưng ra quân trồng hoa đợt {n}</a><p>{PARAGRAPH}</p></div>"
            for n in range(5)
        )
        body = page(f"<h1>Đường hoa mới ở Tân Hưng</h1><div><p>{LEAD}</p></div><div>{others}</div>")
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}"

    def test_text_between_line_breaks_of_a_cell(self) -> None:
        body = page(
            "<table><tr><td><a href='/'>Trang chủ</a><br>Số người xem: 12"
            f"<td><b>Đường hoa mới ở Tân Hưng</b><br>{LEAD}<br><br>{PARAGRAPH}"
            f"<td><b>TIN MỚI</b><br><a href='/1'>Nông dân xã Hòa Minh được mùa</a><br>{PARAGRAPH}</table>"
        )
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    def test_a_lead_in_the_header_of_the_article_is_kept(self) -> None:
        header = f"<header><h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p></header>"
        body = page(f"<header><p>Trang tin của huyện.</p></header><main>{header}<p>{PARAGRAPH}</p></main>")
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    def test_a_name_that_all_of_the_page_goes_by_tells_nothing(self) -> None:
        widgets = "".join(
            f"<div class='widget'>{inner}</div>"
            for inner in ("<h1>Đường hoa mới ở Tân Hưng</h1>", f"<p>{LEAD}</p><p>{PARAGRAPH}</p>")
        )
        body = page(f"<div>{widgets}<div class='widget'><a href='/1'>Tin khác của huyện</a></div></div>")
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    def test_the_name_of_the_site_is_no_headline(self) -> None:
        head = "<title>Chi tiết tin - Cổng thông tin điện tử huyện Tân Hưng</title>"
        top = "<h1><a href='/'>Cổng thông tin điện tử huyện Tân Hưng</a></h1>"
        body = page(f"{top}<div><h2>Đường hoa mới ở Tân Hưng</h2><p>{LEAD}</p><p>{PARAGRAPH}</p></div>", head)
        assert cleaned(body).title == "Đường hoa mới ở Tân Hưng"

    def test_a_headline_and_a_lead_that_only_their_place_tells(self) -> None:
        body = page(
            f"<div><a href='/'>Liên kết</a></div><div><div>Đường hoa mới ở Tân Hưng</div><div>{LEAD}</div>"
            f"<section><p>{PARAGRAPH}</p><p>{PARAGRAPH} Hết.</p></section></div>"
        )
        article = cleaned(body)
        assert article.title == "Đường hoa mới ở Tân Hưng"
        assert LEAD in article.text


class TestMarkup:
    def test_letters_split_by_tags_stay_together(self) -> None:
        assert (
            cleaned("<p><b>Đ</b>ảng bộ <i>huyện</i>\n  họp.</p><p>Hết.</p>").text
            == "Đảng bộ huyện họp.\n\nHết."
        )

    def test_what_is_hidden_is_not_read(self) -> None:
        hidden = "<p hidden>Ẩn đi.</p><p style='display:none'>Ẩn nữa.</p><template><p>Mẫu.</p></template>"
        assert cleaned(f"<p>{LEAD}</p>{hidden}").text == LEAD

    def test_an_article_in_a_box_with_a_bad_name_is_kept(self) -> None:
        body = page(
            f"<h1>Đường hoa ở Tân Hưng</h1><div class='sidebar-left'><p>{LEAD}</p><p>{PARAGRAPH}</p></div>"
        )
        assert cleaned(body).text == f"Đường hoa ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    def test_a_sentence_that_is_a_link_is_kept(self) -> None:
        body = page(
            f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p><p><a href='#'>{PARAGRAPH}</a></p><p>{LEAD}</p>"
        )
        assert PARAGRAPH in cleaned(body).text

    def test_the_day_in_the_head_of_the_page_is_not_that_of_publication(self) -> None:
        body = page(
            f"<div>Chủ nhật, 22/11/2026</div><div><h1>Đường hoa mới</h1><p>14/03/2023</p><p>{LEAD}</p></div>"
        )
        assert cleaned(body).published_at == "2023-03-14"

    def test_json_ld_is_taken_for_the_time_and_a_person_for_the_author(self) -> None:
        data = {
            "@type": "NewsArticle",
            "datePublished": "2023-03-14T01:05:00Z",
            "author": {"@type": "Person", "name": "Thu Hà"},
        }
        head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        article = cleaned(page(f"<h1>Đường hoa mới</h1><p>{LEAD}</p>", head))
        assert (article.published_at, article.published_at_source) == ("2023-03-14T08:05:00+07:00", "json_ld")
        assert article.author == "Thu Hà"

    def test_old_fonts_in_a_page(self) -> None:
        text = "Hoäi nghò toång keát naêm, ñaùnh giaù coâng taùc xaây döïng Ñaûng cuûa huyeän."
        article = cleaned(page(f"<p>{text}</p>"))
        assert article.text == "Hội nghị tổng kết năm, đánh giá công tác xây dựng Đảng của huyện."
        assert article.encoding == "vni"


def test_a_site_rule_says_where_the_parts_are(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "bao.toml").write_text(
        '[[site]]\nid = "sites.bao"\nnote = "Báo"\nhosts = ["bao.vi.du"]\ntitle = [".t"]\nbody = [".b"]\n'
        'author = [".a"]\npublished_at = [".d"]\ndrop = [".q"]\n',
        encoding="utf-8",
    )
    (tmp_path / "clean").symlink_to(corpus_dir().parent / "rules" / "clean")
    inner = (
        f"<div class=t>Tên bài</div><p class=d>14/03/2023</p><p class=a>Thu Hà</p><div class=b><p>{LEAD}</p>"
        f"<p class=q>Quảng cáo ở đây, xin mời quý khách xem ngay kẻo lỡ dịp may.</p></div><p>{PARAGRAPH}</p>"
    )
    rules = CleaningRules.load(tmp_path)
    raw = RawArticle(
        article_id="a", source="a", body=page(inner), is_html=True, url="https://www.bao.vi.du/1"
    )
    article = clean(raw, rules)
    assert isinstance(article, CleanArticle)
    assert article.text == f"Tên bài\n\n{LEAD}"
    assert (article.published_at, article.published_at_source, article.author) == (
        "2023-03-14",
        "sites.bao",
        "Thu Hà",
    )


def test_the_rules_of_markup_are_what_their_examples_say() -> None:
    assert [str(problem) for problem in check_cleaning(RULES)] == []
