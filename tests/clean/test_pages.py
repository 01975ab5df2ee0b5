"""Pages of markup: those of corpus/pages, read as they are meant, and what single kinds of markup give."""

import json
import unicodedata
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.read.pages.render import PAGES, encoding_of, meant, render

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
            source = (PAGES / f"{expected['page']}.html").read_text(encoding=encoding_of(expected))
            for paragraph in article.text.split("\n\n"):
                start = article.text.index(paragraph)
                place = source_span(article.segments, start, start + len(paragraph))
                assert place is not None
                written = unicodedata.normalize("NFC", unescape(source[slice(*place)]))
                assert written[:1] == paragraph[:1]
                assert written.count("<p") <= 1


def test_the_pages_are_those_of_their_templates() -> None:
    assert dict(render()) == {path.name: path.read_bytes() for path in PAGES.glob("*.html")}
    articles = meant()
    assert len(articles) == 63
    assert len(TEMPLATES) == 21
    assert len({article["template"] for article in articles if article["held_out"]}) == 15


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

    def test_leads_of_other_articles_in_the_same_element_are_cut_off_at_their_heading(self) -> None:
        others = "".join(
            f"<h5><a href='/{n}'>Tân Hưng ra quân trồng hoa đợt {n}</a></h5><p>{PARAGRAPH}</p>"
            for n in range(3)
        )
        body = page(
            f"<div><h2>Đường hoa mới ở Tân Hưng</h2><p>{LEAD}</p><p><a href='/9'>Hòa Minh trồng hoa</a></p>"
            f"<p>{PARAGRAPH} Hết.</p><h4>TIN CÙNG CHỦ ĐỀ</h4>{others}</div>"
        )
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH} Hết."

    @pytest.mark.parametrize("banner", ["Cổng thông tin điện tử huyện Hòa Minh", "BÁO HÒA MINH ĐIỆN TỬ"])
    @pytest.mark.parametrize("title", ["In bài viết - {}", "{}", "Bản in | {}"])
    @pytest.mark.parametrize("headline", ["<div class='print-title'>{}</div>", "<p><b>{}</b></p>"])
    def test_a_print_view_has_the_name_of_the_site_over_the_headline(
        self, banner: str, title: str, headline: str
    ) -> None:
        body = page(
            f"<div class='print-page'><p><b>{banner.upper()}</b></p><p>Ngày in: 23/11/2026 09:41</p>"
            f"{headline.format('Đường hoa mới ở Tân Hưng')}<p>Ngày đăng: 14/03/2023 08:05</p>"
            f"<div class='print-summary'>{LEAD}</div><div class='print-content'><p>{PARAGRAPH}</p></div>"
            "</div>",
            f"<title>{title.format(banner)}</title>",
        )
        article = cleaned(body)
        assert article.text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"
        assert article.published_at == "2023-03-14T08:05+07:00"

    def test_an_article_about_a_site_has_its_name_in_the_headline(self) -> None:
        headline = "Cổng thông tin điện tử huyện Hòa Minh có giao diện mới"
        body = page(f"<h1>{headline}</h1><p>14/03/2023</p><p>{LEAD}</p>", f"<title>{headline}</title>")
        assert cleaned(body).title == headline

    @pytest.mark.parametrize(
        "bullet", ["·&nbsp;&nbsp;&nbsp; ", "\uf0b7 ", "§&nbsp;&nbsp; ", "<span>·<span>&nbsp; </span></span>"]
    )
    def test_the_bullets_of_word_processors_are_no_words(self, bullet: str) -> None:
        body = page(f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p><p>{bullet}{PARAGRAPH}</p>")
        assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    @pytest.mark.parametrize("start", ["- ", "+ ", "• ", "o ", "§ 5 "])
    def test_what_people_type_before_a_point_stays(self, start: str) -> None:
        body = page(f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p><p>{start}{PARAGRAPH}</p>")
        assert cleaned(body).text.endswith(f"\n\n{start}{PARAGRAPH}")

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

    def test_a_floating_box_of_another_article_is_not_the_article(self) -> None:
        for excerpt in ("Hòa Minh trồng hoa dọc các tuyến đường, mở đầu tháng thanh niên...", PARAGRAPH):
            other = f"<li><a href='/1'>Hòa Minh trồng hoa</a><p>{excerpt}</p></li>"
            box = f"<div><div>Xem thêm</div><ul>{other}</ul></div>"
            body = page(
                f"<h1>Đường hoa mới ở Tân Hưng</h1><div><p>{LEAD}</p>{box}<p>{PARAGRAPH} Hết.</p></div>"
            )
            assert cleaned(body).text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH} Hết."

    def test_links_over_the_first_paragraph_do_not_make_it_another_articles(self) -> None:
        links = "<ul class='related'><li><a href='/1'>Hòa Minh trồng hoa dọc kênh</a></li></ul>"
        inner = f"{links}<div><p>{LEAD}</p><p><b>Việc khó còn lại</b></p><p>{PARAGRAPH}</p></div>"
        assert "Việc khó còn lại" in cleaned(page(f"<h1>Đường hoa mới ở Tân Hưng</h1>{inner}")).text

    def test_the_way_from_the_front_page_is_no_headline(self) -> None:
        head = "<title>Trang chi tiết - Đường hoa mới ở Tân...</title>"
        top = "<h2>Tin tức &gt; Chi tiết tin</h2>"
        text = f"<div><p>{LEAD}</p><h3>Việc khó còn lại</h3><p>{PARAGRAPH}</p></div>"
        body = page(f"{top}<div><div>Đường hoa mới ở Tân Hưng</div>{text}</div>", head)
        assert cleaned(body).title == "Đường hoa mới ở Tân Hưng"


class TestHeader:
    """Who wrote an article and when, as markup and the lines about the headline say it."""

    def article(self, under_headline: str, head: str = "", foot: str = "") -> CleanArticle:
        text = f"<div><p>{LEAD}</p><p>{PARAGRAPH}</p></div>"
        inner = f"<h1>Đường hoa mới ở Tân Hưng</h1>{under_headline}{text}{foot}"
        return cleaned(page(f"<div>Thứ hai, 23/11/2026, 19:06</div><div>{inner}</div>", head))

    @pytest.mark.parametrize(
        "under_headline",
        [
            "<p>T4, 04/12/2023 - 08:05</p>",
            "<p>Được đăng bởi quantri vào T4, 04/12/2023 - 08:05</p>",
            "<p>Thứ Tư, 12/4/2023 | 8:5</p>",
            "<p>Thứ Tư, 12/04/2023, 08:05 (Cập nhật lần cuối: 26/05/2023, 08:12)</p>",
            "<p>Ngày đăng: 12/04/2023 08:05 | Lượt xem: 123 | Người đăng: quantri</p>",
            "<p>Tháng Tư 12, 2023 8:05 sáng</p>",
            "<p><time datetime='2023-04-12T08:05+07:00'>3 năm trước</time></p>",
            "<p><span class='published' title='2023-04-12T08:05+07:00'>3 năm trước</span></p>",
            "<p><span class='date'>12/04/2023</span> <span class='time'>08:05</span></p>",
            "<p>Ngày 12/04/2023</p><p>lúc 8h05</p>",
            "<span property='dc:date dc:created' content='2023-04-12T08:05+07:00'></span><p>04/12/2023</p>",
        ],
    )
    def test_the_time_beside_the_headline(self, under_headline: str) -> None:
        assert self.article(under_headline).published_at == "2023-04-12T08:05+07:00"

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [
            ("12/04/2023", "2023-04-12"),
            ("12/04/2023 08:05", "2023-04-12T08:05+07:00"),
            ("", "2023-04-12T00:00:00+07:00"),
        ],
    )
    def test_midnight_in_the_head_gives_way_to_what_the_page_shows_of_that_day(
        self, shown: str, expected: str
    ) -> None:
        head = "<meta property='article:published_time' content='2023-04-12T00:00:00+07:00'>"
        assert self.article(f"<p>{shown}</p>", head).published_at == expected

    @pytest.mark.parametrize(
        ("foot", "author"),
        [
            ("<div><div>Tác giả:&nbsp;</div><div>Cầm Hương</div></div>", "Cầm Hương"),
            ("<p align=right>Hoành Sơn (thực hiện)</p>", "Hoành Sơn"),
            ("<p>Rơ Chăm H’Linh</p>", "Rơ Chăm H’Linh"),
            ("<p>Thu Hà - Ảnh: Lê Tâm</p>", "Thu Hà"),
            ("<span itemprop='author'>Thu Hà</span>", "Thu Hà"),
            ("<span itemprop='author'>Ban Biên tập Cổng thông tin</span>", None),
            ("<div class='comments'><b>Bình luận (1)</b><span itemprop='author'>Thu Hà</span></div>", None),
        ],
    )
    def test_the_author_under_the_text(self, foot: str, author: str | None) -> None:
        assert self.article("", foot=foot).author == author

    @pytest.mark.parametrize(
        ("foot", "author"),
        [
            ("<p>Được đăng bởi Thu Hà vào lúc 16:12</p>", "Thu Hà"),
            ("<p>Người đăng: Nguyễn Thu Hà</p><p>vào lúc 16:12</p>", "Nguyễn Thu Hà"),
            ("<p>Người đăng: quantri</p><p>lúc 4:12 CH</p>", None),
            ("<p align=right>Lê Tâm</p><p>Người đăng: Nguyễn Thu Hà</p><p>vào lúc 16:12</p>", "Lê Tâm"),
        ],
    )
    def test_a_blog_has_the_day_over_the_headline_and_the_time_under_the_text(
        self, foot: str, author: str | None
    ) -> None:
        inner = f"<h2>Thứ Tư, 12 tháng 4, 2023</h2><h3>Đường hoa mới ở Tân Hưng</h3><div>{LEAD}</div>{foot}"
        head = "<meta property='og:title' content='Đường hoa mới ở Tân Hưng'>"
        article = cleaned(page(f"<h1><a href='/'>Công đoàn</a></h1><div>{inner}</div>", head))
        assert (article.published_at, article.author) == ("2023-04-12T16:12+07:00", author)
        assert article.text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}"

    @pytest.mark.parametrize(
        ("thing", "published_at"),
        [
            ("itemtype='http://schema.org/BlogPosting'", "2023-04-12T16:12:00+07:00"),
            ("class='hentry'", "2023-04-12T16:12:00+07:00"),
            ("", None),
        ],
    )
    def test_the_foot_of_what_is_marked_as_an_article_is_its_own(
        self, thing: str, published_at: str | None
    ) -> None:
        stated = (
            "<abbr class='published' itemprop='datePublished' title='2023-04-12T16:12:00+07:00'>16:12</abbr>"
        )
        inner = f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p><div class='post-footer'>{stated}</div>"
        assert cleaned(page(f"<div {thing}>{inner}</div>")).published_at == published_at

    def test_comments_within_what_is_marked_as_an_article_have_times_of_their_own(self) -> None:
        comment = "<div class='comments'><abbr class='published' title='2023-04-13'>hôm qua</abbr></div>"
        inner = f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p>{comment}"
        assert cleaned(page(f"<div class='hentry'>{inner}</div>")).published_at is None

    def test_a_comment_has_a_time_of_its_own(self) -> None:
        comment = (
            "<div itemtype='http://schema.org/Comment'><time itemprop='datePublished'>13/04/2023</time></div>"
        )
        inner = f"<h1>Đường hoa mới ở Tân Hưng</h1><p>{LEAD}</p>{comment}"
        article = cleaned(page(f"<div itemtype='http://schema.org/Article'>{inner}</div>"))
        assert article.published_at_source != "markup"

    @pytest.mark.parametrize(
        ("name", "author"),
        [
            ("Khánh Linh", "Khánh Linh"),
            ("LÊ TÂM - T. MINH", "LÊ TÂM - T. MINH"),
            ("quantri", None),
            ("Báo Hòa Minh", None),
        ],
    )
    def test_a_name_before_the_time_in_an_element_that_is_called_the_author_s(
        self, name: str, author: str | None
    ) -> None:
        line = f"<div><span class='author'>{name}</span> <span class='date'>12/04/2023 - 08:05</span></div>"
        article = self.article(line)
        assert (article.author, article.published_at) == (author, "2023-04-12T08:05+07:00")
        assert article.text == f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"

    @pytest.mark.parametrize(
        ("name", "author"),
        [("Nguyễn Thu Hà", "Nguyễn Thu Hà"), ("VNPT", None), ("Quản trị", None), ("Báo Hòa Minh", None)],
    )
    def test_a_meta_tag_is_believed_where_it_names_a_person(self, name: str, author: str | None) -> None:
        assert self.article("", f"<meta name='author' content='{name}'>").author == author


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


SITE = "<title>Trang thông tin điện tử huyện Hòa Minh</title>"
MENU = "".join(f"<li><a href='/{n}'>Mục số {n}</a></li>" for n in range(7))
TOP = f"<div><div>Chủ nhật, 22/11/2026 9:41</div><ul>{MENU}</ul></div>"
HEADLINE = "<div><span style='color: red'><b>Đường hoa mới ở Tân Hưng</b></span></div>"
DATE = "<div>14/03/2023 08:05</div>"
TOOLS = "<div><a href='#'>In trang</a> | <a href='#'>Gửi email</a></div>"
BODY = f"<div><p>{LEAD}</p><p>{PARAGRAPH}</p></div>"
ARTICLE = f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}"


class TestNeighbours:
    """What stands beside an article on pages that name it nowhere: told as a reader of the page tells it."""

    @pytest.mark.parametrize(
        "box", ["<b class='panel-heading'>BÍ THƯ - CHỦ TỊCH HUYỆN</b>", "<h3>HỘP THƯ CỦA LÃNH ĐẠO HUYỆN</h3>"]
    )
    def test_a_box_beside_the_article_does_not_name_it(self, box: str) -> None:
        column = f"<div>{box}<p>Đường dây nóng: 0219 3820 119</p></div>"
        main = f"<div>{HEADLINE}<div>{DATE}{TOOLS}</div>{BODY}</div>"
        article = cleaned(page(f"{TOP}<div>{column}{main}</div>", SITE))
        assert (article.text, article.published_at) == (ARTICLE, "2023-03-14T08:05+07:00")

    def test_a_heading_over_an_author_and_the_date_stays_the_headline(self) -> None:
        under = f"<div><b>Thu Hà</b><div>Công tác tại Ban Tuyên giáo Huyện ủy</div>{DATE}{BODY}</div>"
        body = page(f"{TOP}<div><h1>Đường hoa mới ở Tân Hưng</h1>{under}</div>", SITE)
        assert cleaned(body).title == "Đường hoa mới ở Tân Hưng"

    def test_a_heading_stays_the_headline_over_a_line_between_its_tools_and_the_date(self) -> None:
        tools = "<div>Chia sẻ</div><div>Zalo</div><div>Cỡ chữ</div>"
        under = f"<div><div>Chuyên đề nông thôn mới</div>{DATE}{BODY}</div>"
        body = page(f"{TOP}<div><h1>Đường hoa mới ở Tân Hưng</h1>{tools}{under}</div>", SITE)
        assert cleaned(body).title == "Đường hoa mới ở Tân Hưng"

    @pytest.mark.parametrize(
        "logo", ["<a href='/'>Tạp chí Nông thôn Hòa Minh</a>", "Tạp chí Nông thôn Hòa Minh"]
    )
    def test_the_name_of_a_magazine_over_the_menu_is_no_headline(self, logo: str) -> None:
        head = "<title>Tạp chí Nông thôn Hòa Minh - Cơ quan của Hội Nông dân - Số 5/2014</title>"
        body = page(f"<div><h1>{logo}</h1>{TOP}</div><div>{HEADLINE}{DATE}{BODY}</div>", head)
        article = cleaned(body)
        assert (article.text, article.published_at) == (ARTICLE, "2023-03-14T08:05+07:00")

    @pytest.mark.parametrize("date", [DATE, ""])
    def test_a_point_that_a_colon_ends_is_no_headline(self, date: str) -> None:
        points = (
            f"<p>{PARAGRAPH} Khối lượng giao cho các xã như sau:</p>+ Hội An: 38 m3<br>+ Long Kiến: 24 m3"
        )
        cells = "".join(
            f"<tr><td>{cell}</td></tr>" for cell in (HEADLINE, date, TOOLS, f"<b>{LEAD}</b>", points)
        )
        article = cleaned(page(f"{TOP}<table>{cells}</table>", SITE))
        assert article.title == "Đường hoa mới ở Tân Hưng"
        assert article.text.startswith(f"Đường hoa mới ở Tân Hưng\n\n{LEAD}\n\n{PARAGRAPH}")

    @pytest.mark.parametrize(
        "picture",
        [
            "<figure><img src='a'><figcaption>{}</figcaption></figure>",
            "<div><img src='a'><span class='image-caption'>{}</span></div>",
            "<table><tr><td><img src='a'></td></tr><tr><td><i>{}</i></td></tr></table>",
            "<center><img src='a'><br><i>{}</i></center>",
        ],
    )
    def test_a_picture_before_or_after_the_body_keeps_its_caption(self, picture: str) -> None:
        caption = "Hội viên trồng hoa dọc kênh"
        figure = picture.format(caption)
        before = cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{TOOLS}{figure}{BODY}</div>", SITE))
        assert before.text == ARTICLE.replace("\n\n", f"\n\n{caption}\n\n", 1)
        byline = "<p align='right'>Thu Hà</p>"
        after = cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{TOOLS}{BODY}{figure}{byline}</div>", SITE))
        assert (after.text, after.author) == (f"{ARTICLE}\n\n{caption}", "Thu Hà")

    def test_what_stands_beside_an_icon_is_no_caption(self) -> None:
        button = "<div><img src='a' width='16'> Bấm vào đây để nghe bản tin này</div>"
        assert cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{button}{BODY}</div>", SITE)).text == ARTICLE

    def test_a_caption_is_no_lead(self) -> None:
        figure = "<figure><img src='a'><figcaption>Hội viên trồng hoa dọc kênh</figcaption></figure>"
        assert cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{figure}{BODY}</div>", SITE)).lead == LEAD

    @pytest.mark.parametrize("name", ["PHƯƠNG LINH", "PGS, TS. LÊ VĂN TÂM", "Đại tá Lê Văn Tâm"])
    def test_an_author_and_his_office_under_the_date(self, name: str) -> None:
        author = f"<div>{name}<br><em>Phó Trưởng ban Tuyên giáo Huyện ủy Hòa Minh</em></div>"
        inner = f"<div>{HEADLINE}{DATE}{TOOLS}{author}<p>{LEAD}</p><p>{PARAGRAPH}</p></div>"
        article = cleaned(page(TOP + inner, SITE))
        assert (article.text, article.author) == (ARTICLE, name)

    @pytest.mark.parametrize(
        "fields",
        [
            "<!--[-->14/03/2023<!--]--> <!--[-->08:05<!--]--><span>Cập nhật: 15/03/2023 09:00</span>",
            "<span>14/03/2023</span><span>08:05</span>",
            "<span>Thứ Ba</span><span>14/03/2023</span><span>08:05</span><span>Lượt xem: 12</span>",
            "<span>Cập nhật: 15/03/2023 09:00</span> <span>Đăng ngày 14/03/2023 08:05</span>",
            "8:5' 14/3/2023",
        ],
    )
    def test_a_style_sheet_keeps_the_fields_of_a_date_apart(self, fields: str) -> None:
        article = cleaned(page(f"{TOP}<div>{HEADLINE}<div>{fields}</div>{BODY}</div>", SITE))
        assert (article.text, article.published_at) == (ARTICLE, "2023-03-14T08:05+07:00")

    @pytest.mark.parametrize("foot", ["5/5 - (3 bình chọn)", "- Quảng cáo -", "Đánh giá bài viết: 5/5"])
    def test_a_byline_is_found_over_ratings_and_advertisements(self, foot: str) -> None:
        body = f"<div><p>{LEAD}</p><p>{PARAGRAPH}</p><p align='right'>Thu Hà</p><p>{foot}</p></div>"
        article = cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{body}</div>", SITE))
        assert (article.text, article.author) == (ARTICLE, "Thu Hà")

    @pytest.mark.parametrize("label", ["NGUỒN", "Nguồn", "VIA"])
    def test_a_button_of_the_source_is_no_author(self, label: str) -> None:
        source = f"<div align='right'><span>{label}</span><a href='#'>Báo Hòa Minh</a></div>"
        assert cleaned(page(f"{TOP}<div>{HEADLINE}{DATE}{BODY}{source}</div>", SITE)).author is None


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
