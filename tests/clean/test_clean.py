"""Cleaning: which lines of a page are the article, and what its header says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.read import read_articles
from nghiquyet.records import ErrorRow
from nghiquyet.rulebook.location import corpus_dir

RULES = CleaningRules.load()

HEADLINE = "Tân Hưng thêm hai tuyến đường hoa"
LEAD = "BTH - Sáng 14/3, phụ nữ thị trấn Tân Hưng ra quân trồng hoa dọc kênh, mở đầu tháng thanh niên."
PARAGRAPH = "Hai tuyến đường dài hơn 3 km, do 120 hội viên góp công, góp giống trong nửa tháng qua."
LAST = "Trong quý II, các chi hội nhận chăm sóc thêm 5 đoạn đường liên ấp."


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def cleaned(body: str, **given_fields: str | bool) -> CleanArticle:
    raw = RawArticle(article_id="a", source="a.txt", body=body, **given_fields)  # type: ignore[arg-type]
    article = clean(raw, RULES)
    assert isinstance(article, CleanArticle)
    return article


def paragraphs(body: str, **given_fields: str | bool) -> list[str]:
    return cleaned(body, **given_fields).text.split("\n\n")


class TestPages:
    def test_a_provincial_paper(self) -> None:
        caption = "Hội viên trồng hoa ven kênh. Ảnh: Thu Hà"
        copy = "Hội viên trồng hoa ven kênh. Ảnh:\u00a0Thu Hà"
        top = page(HEADLINE, "14/03/2023 - 08:05", LEAD, caption, copy, "Chung tay làm đẹp")
        article = cleaned(page(top, PARAGRAPH, LAST, "Thanh Bình", "Chia sẻ bài viết", "BÌNH LUẬN"))
        assert article.text == page(HEADLINE, LEAD, caption, "Chung tay làm đẹp", PARAGRAPH, LAST)
        assert article.title == HEADLINE
        assert article.published_at == "2023-03-14T08:05+07:00"
        assert article.published_at_source == "clean.masthead"
        assert article.author == "Thanh Bình"
        assert article.photo_credits == ("Thu Hà",)
        assert article.lead == LEAD

    def test_a_district_portal(self) -> None:
        top = f"Sign In\n\n{HEADLINE}\n\n08:05 14/03/2023\n{LEAD}\n\n\u00a0"
        article = cleaned(page(top, LAST, "Diệu Linh", "Tag:", "File đính kèm"))
        assert article.text == page(HEADLINE, LEAD, LAST)
        assert (article.published_at, article.author) == ("2023-03-14T08:05+07:00", "Diệu Linh")

    def test_a_provincial_portal(self) -> None:
        body = (
            "PublishingPortal - Block_Toolbar\n\n14/03/2023\nTăng cỡ chữ Giảm cỡ chữ\n"
            f"{HEADLINE}\n{LEAD}\n\n PublishingPortal - Block_Xem\n\nHoa nở ven kênh\n\n{LAST}/.\n\nHương Trà"
        )
        article = cleaned(body)
        assert article.text == page(HEADLINE, LEAD, "Hoa nở ven kênh", f"{LAST}/.")
        assert (article.title, article.published_at, article.author) == (HEADLINE, "2023-03-14", "Hương Trà")


class TestMasthead:
    @pytest.mark.parametrize(
        ("masthead", "published_at"),
        [
            ("14/03/2023 - 08:05", "2023-03-14T08:05+07:00"),
            ("08:05 14/03/2023", "2023-03-14T08:05+07:00"),
            ("14/03/2023", "2023-03-14"),
            ("Thứ Ba, 14/03/2023 08:05 GMT+7", "2023-03-14T08:05+07:00"),
            ("Cập nhật: 14/03/2023 08:05", "2023-03-14T08:05+07:00"),
            ("14/03/2023 | 08:05", "2023-03-14T08:05+07:00"),
            ("2023-03-14T08:05:00+07:00", "2023-03-14T08:05:00+07:00"),
        ],
    )
    def test_its_usual_shapes(self, masthead: str, published_at: str) -> None:
        article = cleaned(page(HEADLINE, masthead, LEAD, LAST))
        assert article.published_at == published_at
        assert article.text == page(HEADLINE, LEAD, LAST)

    def test_the_date_under_the_headline_beats_the_one_over_it(self) -> None:
        article = cleaned(page("Thứ Hai, 23/11/2026", HEADLINE, "14/03/2023", LEAD, LAST))
        assert article.published_at == "2023-03-14"

    def test_the_day_of_publication_beats_that_of_a_change(self) -> None:
        article = cleaned(page(HEADLINE, "Cập nhật: 20/03/2023", "Ngày đăng: 14/03/2023", LEAD, LAST))
        assert article.published_at == "2023-03-14"
        assert article.published_at_source == "clean.published_label"

    def test_it_may_stand_under_the_lead_when_it_has_a_time(self) -> None:
        assert cleaned(page(HEADLINE, LEAD, "08:05 14/03/2023", PARAGRAPH, LAST)).published_at is not None
        chronicle = page(HEADLINE, LEAD, "14/03/2023", PARAGRAPH, "20/03/2023", LAST)
        assert cleaned(chronicle).text == chronicle

    def test_a_day_that_does_not_exist_is_no_masthead(self) -> None:
        article = cleaned(page(HEADLINE, "31/02/2023", LEAD, LAST))
        assert article.published_at is None
        assert "31/02/2023" in article.text

    def test_a_name_under_the_date_is_the_author(self) -> None:
        article = cleaned(page(HEADLINE, "14/03/2023", "Nguyễn Thanh Bình", LEAD, LAST))
        assert (article.author, article.lead) == ("Nguyễn Thanh Bình", LEAD)


class TestBylines:
    @pytest.mark.parametrize(
        ("byline", "author", "photo_credits"),
        [
            ("Bài, ảnh: T. Bình", "T. Bình", ("T. Bình",)),
            ("Tin và ảnh: Thu Hà - Thanh Bình", "Thu Hà - Thanh Bình", ("Thu Hà", "Thanh Bình")),
            ("Bài: Thu Hà - Ảnh: Thanh Bình", "Thu Hà", ("Thanh Bình",)),
            ("THANH BÌNH", "THANH BÌNH", ()),
            ("(Theo TTXVN)", "TTXVN", ()),
            ("Nhóm PV", "Nhóm PV", ()),
        ],
    )
    def test_they_become_fields(self, byline: str, author: str, photo_credits: tuple[str, ...]) -> None:
        article = cleaned(page(HEADLINE, LEAD, LAST, byline))
        assert (article.author, article.photo_credits) == (author, photo_credits)
        assert article.text == page(HEADLINE, LEAD, LAST)

    def test_names_in_a_list_stay(self) -> None:
        body = page(HEADLINE, LEAD, "Danh sách khen thưởng:", "Trần Thị Mai", "Lê Văn Tám")
        assert "Trần Thị Mai" in cleaned(body).text
        assert "Lê Văn Tám" in cleaned(body).text

    def test_who_said_a_quotation_stays(self) -> None:
        speaker = "(Chủ tịch Hội Liên hiệp Phụ nữ thị trấn nói tại lễ ra quân)"
        assert speaker in paragraphs(page(HEADLINE, LEAD, "“Trồng là phải chăm”.", speaker, "Thu Hà"))


class TestCaptions:
    def test_the_copy_with_the_credit_stays(self) -> None:
        caption = "Hoa nở ven kênh Tân Hưng"
        assert paragraphs(page(HEADLINE, LEAD, f"{caption}.", f"{caption}. Ảnh: Thu Hà", LAST)) == [
            HEADLINE, LEAD, f"{caption}. Ảnh: Thu Hà", LAST,
        ]  # fmt: skip
        assert paragraphs(page(HEADLINE, LEAD, f"{caption} (Ảnh: Thu Hà)", caption, LAST))[2] == (
            f"{caption} (Ảnh: Thu Hà)"
        )

    def test_cells_of_a_table_are_no_copies(self) -> None:
        body = page(HEADLINE, LEAD, "Tân Hưng", "12", "12", "Vĩnh Hưng", "12", LAST)
        assert cleaned(body).text == body

    def test_what_a_caption_shows_is_no_credit(self) -> None:
        assert cleaned(page(HEADLINE, LEAD, "Ảnh: nông dân thu hoạch lúa", LAST)).photo_credits == ()


class TestFoot:
    def test_what_readers_wrote_is_not_the_article(self) -> None:
        comments = ("BÌNH LUẬN (2)", "Dũng", "Đường đẹp quá, mong xã mình cũng làm.", "Gửi bình luận")
        assert paragraphs(page(HEADLINE, LEAD, PARAGRAPH, LAST, "Thu Hà", *comments)) == [
            HEADLINE, LEAD, PARAGRAPH, LAST,
        ]  # fmt: skip

    def test_headlines_of_other_articles_are_not_the_article(self) -> None:
        links = ("Tin liên quan", "Tân Hưng: Được mùa lúa đông xuân", "Thêm một cây cầu mới")
        assert paragraphs(page(HEADLINE, LEAD, LAST, *links)) == [HEADLINE, LEAD, LAST]

    def test_a_box_in_the_middle_cuts_nothing_off(self) -> None:
        assert paragraphs(page(HEADLINE, LEAD, "BÌNH LUẬN", PARAGRAPH, LAST)) == [
            HEADLINE,
            LEAD,
            PARAGRAPH,
            LAST,
        ]
        body = page(HEADLINE, LEAD, "Xem thêm: Được mùa lúa", PARAGRAPH, LAST)
        assert cleaned(body).text == body


class TestGivenFields:
    def test_a_clean_text_stays_as_it_is(self) -> None:
        text = f"{HEADLINE}\n{LEAD}\n\n{LAST} Ảnh: Thu Hà\n\nThanh Bình\n"
        article = cleaned(text, is_clean=True)
        assert article.text == text
        assert (article.title, article.lead, article.author) == (HEADLINE, LEAD, None)

    def test_a_given_title_is_found_below_the_menu(self) -> None:
        article = cleaned(page("Giới thiệu", "Liên hệ", HEADLINE.upper(), LEAD, LAST), title=HEADLINE)
        assert (article.title, article.text) == (HEADLINE.upper(), page(HEADLINE.upper(), LEAD, LAST))

    def test_a_given_title_that_the_page_lacks_comes_first(self) -> None:
        article = cleaned(page("14/03/2023", LEAD, LAST), title=HEADLINE)
        assert article.text == page(HEADLINE, LEAD, LAST)
        assert (article.title, article.lead, article.published_at) == (HEADLINE, LEAD, "2023-03-14")

    def test_a_given_date_and_author_beat_the_page(self) -> None:
        body = page(HEADLINE, "14/03/2023", LEAD, LAST, "Thu Hà")
        article = cleaned(body, published_at="15/03/2023 09:00", author="Thanh Bình")
        assert (article.published_at, article.published_at_source) == ("2023-03-15T09:00+07:00", "given")
        assert article.author == "Thanh Bình"

    def test_a_given_date_that_is_none_is_a_warning(self) -> None:
        article = cleaned(page(HEADLINE, "14/03/2023", LEAD, LAST), published_at="hôm qua")
        assert article.published_at == "2023-03-14"
        (warning,) = article.warnings
        assert (warning.stage, warning.error, warning.fatal) == ("clean", "bad_date", False)
        assert "'hôm qua'" in warning.message

    def test_a_page_without_an_article_is_an_error(self) -> None:
        raw = RawArticle(article_id="a", source="a.txt", body="Sign In\n\nChia sẻ bài viết\n\nBÌNH LUẬN")
        error = clean(raw, RULES)
        assert isinstance(error, ErrorRow)
        assert (error.stage, error.error, error.fatal) == ("clean", "nothing_left", True)


def test_the_text_is_in_nfc() -> None:
    body = unicodedata.normalize("NFD", page(HEADLINE, LEAD, LAST))
    assert cleaned(body).text == page(HEADLINE, LEAD, LAST)


LINES = st.sampled_from(
    [HEADLINE, LEAD, PARAGRAPH, LAST, "14/03/2023 - 08:05", "Thu Hà", "BÌNH LUẬN", "Tag:", "Chia sẻ",
     " \u00a0", "", "Bài, ảnh: Thu Hà", "Hoa nở ven kênh. Ảnh: Thu Hà", "Tin liên quan", "12"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join), st.sampled_from(["", HEADLINE, "Tít khác"]))
def test_whatever_the_page_no_sentence_is_lost_and_every_segment_is_in_it(body: str, title: str) -> None:
    article = clean(RawArticle(article_id="a", source="a", body=body, title=title or None), RULES)
    sentences = {line for line in (LEAD, PARAGRAPH, LAST) if line in body}
    if isinstance(article, ErrorRow):
        assert not sentences
        return
    for start, source_start, length, source_length in article.segments:
        written = body[source_start : source_start + source_length]
        assert article.text[start : start + length] == written
    if "BÌNH LUẬN" not in body:
        assert sentences <= set(article.text.split("\n\n"))


def test_the_sample_articles_are_cleaned_to_the_last_line() -> None:
    read = list(read_articles([corpus_dir() / "articles"]))
    articles = [clean(raw, RULES) for raw in read if isinstance(raw, RawArticle)]
    assert len(articles) == len(read) == 12
    for article in articles:
        assert isinstance(article, CleanArticle)
        assert article.title is not None
        assert article.text.startswith(article.title)
        assert article.published_at is not None
        assert article.text.rstrip().endswith((".", "./."))
        assert not article.warnings
