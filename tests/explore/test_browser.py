"""The explorer as somebody uses it, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from nghiquyet.explore.preparation import Preparation
from nghiquyet.records import Document
from query.tables import admission, article, district, write_tables

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
VIEWS = (
    "/",
    "/records",
    "/records?table=articles",
    "/records?table=documents&q=chi+thi",
    "/targets",
    "/documents",
    "/units",
    "/conflicts",
)


def test_three_clicks_lead_to_a_target_its_chart_and_its_sentence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("region", name="Chỉ tiêu có nhiều số liệu nhất").get_by_role(
        "link", name="Kết nạp đảng viên"
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết nạp đảng viên · huyện Cầu Kè")
    chart = page.get_by_role("group", name="thực hiện và kế hoạch")
    expect(chart).to_be_visible()
    chart.get_by_role("link", name="quý I/2023: Thực hiện 32 đảng viên, Kế hoạch 150").locator(
        "circle"
    ).click()
    expect(page.locator("blockquote")).to_have_text(
        "Nhờ vậy, quý I/2023 toàn huyện kết nạp 32/150 đảng viên (đạt 21,33%), cao hơn cùng kỳ 6 đảng viên."
    )
    expect(page.locator(".text [aria-current=true]")).to_have_text("32/150 đảng viên (đạt 21,33%)")
    page.get_by_role("link", name="Biểu đồ").click()
    expect(chart).to_be_visible()


def test_a_search_without_diacritics_finds_and_a_filter_narrows(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Từ cần tìm").fill("ket nap dang vien")
    page.get_by_role("button", name="Tìm").click()
    found = int(page.get_by_role("status").inner_text().split()[0])
    page.get_by_label("Đơn vị, địa bàn").fill("Na Rì")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("row", name="118/130 đảng viên")).to_be_visible()
    assert 0 < page.locator("tbody tr").count() < found
    page.get_by_label("Kỳ (2024").fill("2024")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("row", name="57/125 đảng viên")).to_be_visible()
    expect(page.get_by_role("row", name="118/130 đảng viên")).to_have_count(0)
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.get_by_label("Đơn vị, địa bàn")).to_have_value("Na Rì")
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(page.get_by_role("status")).not_to_have_text("1 kết quả")


def test_a_document_filter_finds_what_its_articles_report(page: Page) -> None:
    page.goto("/records?table=targets&document=12-CT/TU")
    assert page.locator("tbody tr").count() > 3
    for title in page.locator("tbody td:nth-child(6)").all_inner_texts():
        assert "Chín tháng" in title


def test_an_article_shows_its_text_and_each_record_with_rule_fields_and_check(page: Page) -> None:
    page.goto("/records?table=articles&q=quy+I+khoi+sac")
    page.get_by_role("link", name="Cầu Kè: Kinh tế quý I khởi sắc").click()
    expect(page.locator(".text")).to_contain_text("Toàn huyện kết nạp 29/145 đảng viên, đạt 20% chỉ tiêu.")
    page.locator(".text").get_by_role("link", name="29/145 đảng viên, đạt 20%").click()
    panel = page.get_by_role("region", name="Bản ghi được chọn")
    expect(panel).to_contain_text("targets.")
    expect(panel.get_by_role("row", name="Kế hoạch, tổng số hoặc kỳ trước")).to_contain_text("145")
    expect(panel.get_by_role("row", name="Kiểm tra")).to_contain_text("khớp")
    expect(panel.locator("blockquote")).to_have_text("Toàn huyện kết nạp 29/145 đảng viên, đạt 20% chỉ tiêu.")


def test_the_contradiction_is_listed_and_marked_on_the_chart(page: Page) -> None:
    page.goto("/conflicts")
    expect(page.get_by_role("status")).to_have_text("1 kết quả")
    expect(page.get_by_role("row", name="29/145 đảng viên")).to_contain_text("27/145 đảng viên")
    page.get_by_role("link", name="kết nạp đảng viên").click()
    expect(page.locator("svg circle.disputed")).to_have_count(2)


def test_the_pages_speak_english_on_request_and_keep_to_it(page: Page) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Targets with the most figures")).to_be_visible()
    page.get_by_role("link", name="Records").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Words to look for").fill("12-CT/TU")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("found")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_label("Từ cần tìm")).to_have_value("12-CT/TU")


def test_the_keyboard_alone_leads_to_a_sentence(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kết nạp đảng viên").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("svg")).to_be_visible()
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_be_visible()


def test_a_page_says_how_far_the_preparation_is_and_opens_by_itself(
    chromium: Any, serve: Callable[[Preparation], str], sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_begin = Event()
    work = Preparation.work
    monkeypatch.setattr(Preparation, "work", lambda preparation: (may_begin.wait(60), work(preparation)))
    page = chromium.new_page(base_url=serve(Preparation(sample_run)))
    page.goto("/records?q=dang+vien")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đang chuẩn bị dữ liệu")
    expect(page.get_by_role("status")).to_contain_text("đã xong 0%")
    assert serious_problems(page) == []
    may_begin.set()
    expect(page.get_by_label("Từ cần tìm")).to_have_value("dang vien", timeout=60_000)
    page.close()


@pytest.mark.parametrize("view", [*VIEWS, "/?lang=en", "/records?lang=en"])
def test_an_accessibility_check_finds_nothing_serious(page: Page, view: str) -> None:
    page.goto(view)
    assert serious_problems(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chart_and_the_article_are_accessible_in_both_colour_schemes(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.get_by_role("link", name="Kết nạp đảng viên").first.click()
    assert serious_problems(page) == []
    page.get_by_role("link", name="Xem câu").first.click()
    assert serious_problems(page) == []
    page.get_by_role("link", name="Các bản ghi của bài").click()
    assert serious_problems(page) == []


def test_hostile_titles_and_texts_are_shown_and_nothing_executes(
    chromium: Any, explore: Callable[[Path], str], tmp_path: Path
) -> None:
    site = explore(hostile_run(tmp_path))
    page = chromium.new_page(base_url=site)
    executed: list[str] = []
    page.on("dialog", lambda dialog: (executed.append(dialog.message), dialog.dismiss()))
    page.on(
        "request", lambda request: request.url.startswith((site, "data:")) or executed.append(request.url)
    )
    for view in VIEWS:
        page.goto(view)
        assert page.locator("main script, main img, main svg:not([role=group])").count() == 0
    page.goto("/records")
    page.get_by_role("link", name="Xem câu").first.click()
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(page.locator(".text [aria-current=true]")).to_have_text(HOSTILE)
    expect(page.get_by_role("link", name="Trang gốc")).to_have_count(0)
    page.get_by_role("link", name="Biểu đồ").click()
    expect(page.locator("h1")).to_contain_text("<script>")
    page.goto(f"/records?q={HOSTILE}&table=documents")
    expect(page.get_by_label("Từ cần tìm")).to_have_value(HOSTILE)
    page.close()
    assert executed == []


def hostile_run(folder: Path) -> Path:
    """One article whose every text is markup."""
    text = f"{HOSTILE}\n\nHuyện {HOSTILE} kết nạp."
    start = text.index(HOSTILE, len(HOSTILE))
    place = {"start": start, "end": start + len(HOSTILE), "surface": HOSTILE}
    words = dict.fromkeys(("indicator", "unit", "scope"), HOSTILE)
    target = admission("a", 29.0, indicator_id=None, **words, **place)
    document = Document(
        record_id="d", article_id="a", sentence=1, rule_id=HOSTILE, doc_type="other", symbol=HOSTILE,
        issuer=HOSTILE, subject=HOSTILE, document_id=HOSTILE, **place,
    )  # fmt: skip
    rows = {
        "articles": [article("a", title=HOSTILE, text=text, author=HOSTILE, url="javascript:alert(4)")],
        "targets": [target],
        "documents": [document],
        "units": [district("a")],
    }
    return write_tables(folder, rows)


def serious_problems(page: Page) -> list[str]:
    """What axe finds serious or critical on the page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{problem['id']}: {problem['help']}: {problem['nodes'][0]['html']}"
        for problem in found
        if problem["impact"] in ("serious", "critical")
    ]
