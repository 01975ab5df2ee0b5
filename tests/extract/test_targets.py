"""The targets of whole texts: the constructions of docs/targets.md, links, what must not come out."""

from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from nghiquyet.pipeline import analyse, extract, load
from nghiquyet.records import Target

DOCUMENT = Path(__file__).parents[2] / "docs" / "targets.md"
PUBLISHED = "2022-09-26"
_ROW = regex.compile(
    r"\|[^|]+\|(?P<example>[^|]+)\|(?P<unit>[^|]+)\|(?P<reading>[^|]+)\|(?P<rule> targets\.\w+ )\|"
)
_NO_TARGET = regex.compile(r"^\|([^|]+)\|(?P<example>[^|]+)\|$", regex.MULTILINE)
_NUMBERS = ("actual", "reference", "upper", "percent", "percent_upper")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def targets(nlp: Language, text: str, published_at: str | None = PUBLISHED) -> list[Target]:
    return [t for t in extract(nlp, text, published_at=published_at)["targets"] if isinstance(t, Target)]


def reading(target: Target) -> str:
    stated = [f"{name} {value:g}" for name in _NUMBERS if (value := getattr(target, name)) is not None]
    return ", ".join([target.kind, *stated, *filter(None, (target.direction, target.check))])


def constructions() -> list[tuple[str, ...]]:
    found = _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))
    return [tuple(cell.strip() for cell in match.groups()) for match in found]


def no_targets() -> list[str]:
    section = DOCUMENT.read_text(encoding="utf-8").split("## What is no target")[1].split("\n## ")[0]
    rows = [match["example"].strip() for match in _NO_TARGET.finditer(section)]
    return [row for row in rows if row not in ("example", "---")]


@pytest.mark.parametrize(("example", "unit", "expected", "rule"), constructions())
def test_a_construction_is_read_as_its_page_says(
    nlp: Language, example: str, unit: str, expected: str, rule: str
) -> None:
    before, rest = example.split("[", 1)
    surface, behind = rest.split("]", 1)
    found = {t.start: t for t in targets(nlp, before + surface + behind)}
    target = found[len(before)]
    assert (target.surface, target.unit, reading(target), target.rule_id) == (surface, unit, expected, rule)


@pytest.mark.parametrize("text", no_targets())
def test_what_is_no_target(nlp: Language, text: str) -> None:
    assert [t.surface for t in targets(nlp, text)] == []


def test_the_page_names_every_rule(nlp: Language) -> None:
    rules = {row[-1] for row in constructions()}
    shipped = {
        c.rule.id for c in nlp.get_pipe("nghiquyet_propose").rulebook.rules if c.rule.table == "targets"
    }
    assert shipped == rules


def test_the_scope_is_the_subject_or_the_place_of_the_figure(nlp: Language) -> None:
    text = (
        "Theo kế hoạch của UBND huyện Tân Yên, Công an huyện Tân Yên thu nhận 1.250 hồ sơ; cấp 300 thẻ.\n"
        "Tại xã Ngọc Vân, 46 hộ hiến đất.\n"
        "Chủ tịch UBND huyện Tân Yên cho biết, có 12 dự án.\n"
        "UBND huyện Tân Yên phân công 9 ủy viên.\n"
        "Dẫn đầu là xã Ngọc Vân (6,2 km).\n"
        "Tốc độ tăng trưởng của huyện Tân Yên năm 2021 đạt 7%."
    )
    assert [(t.surface, t.scope) for t in targets(nlp, text)] == [
        ("1.250 hồ sơ", "Công an huyện Tân Yên"),
        ("300 thẻ", "Công an huyện Tân Yên"),
        ("46 hộ", "xã Ngọc Vân"),
        ("12 dự án", None),
        ("9 ủy viên", None),
        ("6,2 km", "xã Ngọc Vân"),
        ("7%", "huyện Tân Yên"),
    ]


def test_words_that_turn_to_another_matter_end_the_scope(nlp: Language) -> None:
    text = (
        "Huyện ủy Tân Yên ban hành Nghị quyết số 7-NQ/HU về thu thuế, phấn đấu: kết nạp 120 đảng viên.\n"
        "Xã Ngọc Vân được thành lập trên cơ sở sáp nhập 3 xã.\n"
        "Huyện Tân Yên có 12/15 xã đạt chuẩn; 3 xã còn lại đạt 15 tiêu chí.\n"
        "Huyện Tân Yên tặng 40 suất quà, mỗi suất 500.000 đồng."
    )
    scopes = {t.surface: t.scope for t in targets(nlp, text)}
    assert scopes["120 đảng viên"] is None
    assert scopes["15 tiêu chí"] is None
    assert scopes["40 suất quà"] == "huyện Tân Yên"
    assert scopes["500.000 đồng"] is None


def test_a_conjunction_behind_a_figure_begins_the_next_scope(nlp: Language) -> None:
    text = "Tỉnh Quảng Trị nhận 160 tỉ đồng và Thừa Thiên-Huế nhận 200 tỉ đồng."
    assert [t.scope for t in targets(nlp, text)] == ["tỉnh Quảng Trị", "tỉnh Thừa Thiên-Huế"]


def test_the_scope_of_an_election_is_the_body_elected_into(nlp: Language) -> None:
    text = "Đại hội đã bầu 25 đồng chí vào Ban Chấp hành Đảng bộ huyện Tân Yên."
    assert [t.scope for t in targets(nlp, text)] == ["Ban Chấp hành Đảng bộ huyện Tân Yên"]


def test_the_head_of_an_association_tells_of_it_but_the_head_of_a_government_does_not(nlp: Language) -> None:
    text = (
        "Bà Lê Thị Mai, Chủ tịch Hội Nông dân xã Ngọc Vân kể: đã có 30 hộ vay vốn.\n"
        "Theo rà soát của Công an huyện Tân Yên, có 12 vụ."
    )
    assert [t.scope for t in targets(nlp, text)] == ["Hội Nông dân xã Ngọc Vân", None]


def test_the_article_s_own_place_is_named_by_its_type_word(nlp: Language) -> None:
    text = "Huyện Tân Yên thi đua\nToàn huyện có 25 dự án. Năm 2022, huyện thu 45 tỷ đồng."
    assert [t.scope for t in targets(nlp, text)] == ["huyện Tân Yên", "huyện Tân Yên"]


def test_the_period_is_what_the_figure_holds_for(nlp: Language) -> None:
    text = (
        "6 tháng đầu năm 2022, xã thu ngân sách 45 tỷ đồng, tăng 5% so với năm 2021; trồng 30 ha rừng.\n"
        "Năm 2023, xã phấn đấu xóa 3 nhà tạm trước ngày 22/12, kết nạp 60 hội viên.\n"
        "Tổng đầu tư năm 2020 đạt 75 tỷ đồng; trong đó, vốn tư nhân 30 tỷ đồng; tạo ra 900 việc làm.\n"
        "Sản lượng năm 2021 đạt 15 tấn; hội viên góp 40 ngày công.\n"
        "Đợt này kéo dài đến năm 2024, xã phấn đấu thu 8 tỷ đồng; trồng 11 ha."
    )
    assert [(t.surface, t.period) for t in targets(nlp, text)] == [
        ("45 tỷ đồng", "2022-H1"),
        ("5%", "2022-H1"),
        ("30 ha", "2022-H1"),
        ("3 nhà", "2023-12-22"),
        ("60 hội viên", "2023"),
        ("75 tỷ đồng", "2020"),
        ("30 tỷ đồng", "2020"),
        ("900 việc làm", "2020"),
        ("15 tấn", "2021"),
        ("40 ngày công", None),
        ("8 tỷ đồng", "2024"),
        ("11 ha", None),
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Thu ngân sách trên địa bàn đạt 96,4 tỷ đồng, tăng 6,4%.", ["Thu ngân sách"] * 2),
        ("Trong năm, Đảng bộ kết nạp 61 đảng viên.", ["kết nạp đảng viên"]),
        ("Xã giải ngân trên 40% vốn đầu tư công.", ["giải ngân vốn đầu tư công"]),
        ("UBKT kiểm tra 12 tổ chức đảng, 86 đảng viên.", ["kiểm tra tổ chức đảng", "kiểm tra đảng viên"]),
        (
            "Toàn xã có 64 tập thể, 97 hộ dân được biểu dương.",
            ["tập thể được biểu dương", "hộ dân được biểu dương"],
        ),
        ("Ban tặng 45 suất quà, mỗi suất 500.000 đồng.", ["tặng suất quà", "mỗi suất"]),
        ("Khu vực nông, lâm, thủy sản tăng 4,35%.", ["Khu vực nông, lâm, thủy sản"]),
        (
            "Thu ngân sách đạt 300 tỷ đồng, tăng 12%; chi ngân sách đạt 200 tỷ đồng, giảm 5%.",
            ["Thu ngân sách"] * 2 + ["chi ngân sách"] * 2,
        ),
        ("Sai phạm chủ yếu là quản lý đất đai (3 trường hợp).", ["quản lý đất đai"]),
        (
            "Tỷ lệ hộ kinh doanh nộp thuế điện tử đạt 94%.",
            ["Tỷ lệ hộ kinh doanh nộp thuế điện tử"],
        ),
        (
            "Có 7 xã cơ bản đạt 14 tiêu chí, 3 xã đạt 12 tiêu chí.",
            ["xã cơ bản đạt", "tiêu chí", "xã", "tiêu chí"],
        ),
        ("Hỗ trợ 6 triệu đồng đối với hộ nghèo; số thuê bao hiện có 4.250 hộ.", ["Hỗ trợ", "số thuê bao"]),
        ("Lợi nhuận trước thuế đạt 75 tỷ đồng.", ["Lợi nhuận trước thuế"]),
        ("Huyện thực hiện luân chuyển 18 cán bộ.", ["luân chuyển cán bộ"]),
        ("Sản lượng lúa tăng 5,2% (cùng kỳ năm trước tăng 4,1%).", ["Sản lượng lúa"] * 2),
        ("Đã kiểm tra đối với 45 cơ sở, thu 12 hiện vật…", ["kiểm tra cơ sở", "thu hiện vật"]),
        ("Đình chỉ 3 cán bộ.", ["Đình chỉ cán bộ"]),
        ("Đã khám phá 161 vụ, đạt 71% (tăng 6,2% so với năm trước).", ["khám phá", "khám phá"]),
        ("Có 3/3 chi bộ đạt trong sạch, vững mạnh.", ["chi bộ đạt trong sạch, vững mạnh"]),
        ("Xã vận động Quỹ “Vì người nghèo” 650 triệu đồng.", ["vận động Quỹ “Vì người nghèo”"]),
        ("Ông Trần Văn Khải cho biết doanh thu đạt 963 tỷ đồng.", ["doanh thu"]),
        ("Xã số hóa được 450/500 hồ sơ.", ["số hóa"]),
        ("Có 6 sản phẩm đạt 4 sao.", ["sản phẩm đạt 4 sao"]),
        ("60 quyết định hành chính sẽ được xem xét.", ["quyết định hành chính"]),
        ("Có 4 tập thể được UBND tỉnh Bến Tre tặng bằng khen.", ["tặng bằng khen"]),
        ("Ban Chấp hành bầu Ban Thường vụ gồm 11 đồng chí.", ["Ban Thường vụ"]),
        ("Đảng ủy các xã kiểm tra 14 chi bộ.", ["kiểm tra chi bộ"]),
        ("Dự đại hội có 248 đại biểu, thay mặt cho 7.312 đảng viên.", ["đại biểu", "đảng viên"]),
    ],
)
def test_the_indicator_is_named_by_the_words_round_the_figure(
    nlp: Language, text: str, indicators: list[str]
) -> None:
    assert [t.indicator for t in targets(nlp, text)] == indicators


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("có 45 hộ", "="),
        ("có khoảng 45 hộ", "~"),
        ("có gần 45 hộ", "~"),
        ("ước đạt 45 tỷ đồng", "~"),
        ("có hơn 45 hộ", ">="),
        ("đạt từ 45 tỷ đồng trở lên", ">="),
        ("không quá 45 hộ", "<="),
        ("còn dưới 45 hộ", "<="),
        ("tăng từ gần 45 hộ lên hơn 60 hộ", ">="),
        ("giảm từ hơn 60 hộ xuống 45 hộ", "="),
    ],
)
def test_the_comparator_is_in_the_words_beside_the_figure(nlp: Language, text: str, comparator: str) -> None:
    assert [t.comparator for t in targets(nlp, text)] == [comparator]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Xã kết nạp 12 đảng viên.", ["result"]),
        ("Xã phấn đấu kết nạp 12 đảng viên.", ["goal"]),
        ("Đến nay đã trồng 30 ha; dự kiến trồng thêm 20 ha.", ["result", "goal"]),
        ("Nghị quyết đề ra 25 chỉ tiêu.", ["result"]),
        ("Xã đang tập trung huy động vốn xây mới 3 trường học.", ["goal"]),
        ("Xã đang tập trung 25 xe máy tại hiện trường.", ["result"]),
        ("Mục tiêu năm 2023: thu 45 tỷ đồng; kết nạp 60 đảng viên.", ["goal", "goal"]),
        ("Xã phấn đấu thu 12 tỷ đồng; năm 2020 thu được 10,5 tỷ đồng.", ["goal", "result"]),
        ("Dự án cần thu hồi 48 ha, nay bàn giao 31 ha.", ["goal", "result"]),
        ("Nhiệm vụ của quý II là giải ngân 60% vốn.", ["goal"]),
        ("Với quyết tâm cao, xã xóa 12 nhà tạm.", ["result"]),
        ("Xã lập 14 vùng chuyên canh (mục tiêu 15 vùng), trồng 25 ha.", ["result", "result"]),
    ],
)
def test_the_status_is_that_of_the_governing_words(nlp: Language, text: str, statuses: list[str]) -> None:
    assert [t.status for t in targets(nlp, text)] == statuses


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Xã bàn giao 24/24 quân nhân cho 3 đơn vị, đạt 100%.", [(24, 100), (3, None)]),
        ("Công an điều tra 78/86 vụ, bắt 131 đối tượng, đạt 90,7%.", [(78, 90.7), (131, None)]),
        ("Công an điều tra 78/86 vụ, bắt 131 đối tượng, đạt 70,7%.", [(78, None), (131, 70.7)]),
        ("Có 12/15 xã đạt chuẩn, 800 hộ thoát nghèo, đạt 80%.", [(12, None), (800, 80)]),
    ],
)
def test_a_percentage_is_that_of_the_fraction_before_its_figure_where_the_arithmetic_proves_it(
    nlp: Language, text: str, readings: list[tuple[float, float | None]]
) -> None:
    assert [(t.actual, t.percent) for t in targets(nlp, text)] == readings


def test_figures_come_in_base_units_and_with_their_indicator(nlp: Language) -> None:
    text = "Thu ngân sách đạt 1,2 nghìn tỷ đồng. Xã đón 7 nghìn lượt khách, kết nạp 12 đảng viên."
    assert [(t.value_base, t.unit_base, t.indicator_id) for t in targets(nlp, text)] == [
        (1.2e12, "đồng", "budget_revenue"),
        (7000.0, "lượt khách", "tourists"),
        (12.0, "đảng viên", "party_admission"),
    ]


COUNTS = st.integers(1, 999)
NOUNS = st.sampled_from(["đảng viên", "hộ nghèo", "xã", "nhà", "ha"])
FRAMES = st.sampled_from(
    [
        "Kết nạp {f}",
        "có {f} ({p}%)",
        "{f}, đạt {p}%",
        "tăng {p}% so cùng kỳ ({f})",
        "{p}% ({f})",
        "kỷ luật {f}, giảm 5%",
    ]
)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, NOUNS, FRAMES)
def test_a_fraction_is_read_once_and_no_spans_overlap(
    nlp: Language, actual: int, reference: int, noun: str, frame: str
) -> None:
    fraction = f"{actual}/{reference} {noun}"
    percent = f"{100 * actual / reference:.1f}".replace(".", ",")
    text = frame.format(f=fraction, p=percent)
    records = analyse(nlp, text, published_at=PUBLISHED).records
    spans = sorted((r.start, r.end) for table in ("targets", "dates", "units") for r in records[table])
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    at = text.index(fraction)
    assert len([t for t in records["targets"] if t.start <= at < t.end]) <= 1


def test_the_day_on_which_a_figure_is_told_is_no_period_but_the_last_day_counted_is(nlp: Language) -> None:
    told = "ông Trần Văn Khải cho biết huyện có 3.200 đảng viên."
    assert [t.period for t in targets(nlp, f"Sáng 12/6/2023, {told}")] == [None]
    assert [t.period for t in targets(nlp, f"Tính đến ngày 12/6/2023, {told}")] == ["2023-06-12"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Theo luật có hiệu lực từ 1/7/2025, 296 người được nhận trợ cấp.", None),
        ("Tỷ lệ hộ nghèo theo chuẩn giai đoạn 2022 - 2025 còn 18,9%.", None),
        ("Đại hội nhiệm kỳ 2025 - 2030 đặt mục tiêu thu 92 tỷ đồng vào năm 2030.", "2030"),
        ("Đại hội nhiệm kỳ 2025 - 2030 đặt mục tiêu thu 92 tỷ đồng.", "2025/2030"),
    ],
)
def test_the_date_of_a_law_or_a_standard_is_no_period_and_the_date_beside_the_figure_is(
    nlp: Language, text: str, period: str | None
) -> None:
    assert [t.period for t in targets(nlp, text)] == [period]


def test_a_list_behind_a_remark_has_the_unit_of_the_figure_before_it(nlp: Language) -> None:
    text = "Tỉnh kỷ luật 154 đảng viên (giảm 27 trường hợp so với cùng kỳ): khiển trách 103, cảnh cáo 31."
    listed = [(t.surface, t.unit, t.indicator) for t in targets(nlp, text)][2:]
    assert listed == [("103", "đảng viên", "khiển trách"), ("31", "đảng viên", "cảnh cáo")]


def test_a_comparison_s_own_word_bounds_nothing_but_a_passed_mark_does(nlp: Language) -> None:
    text = "Tỷ lệ hộ nghèo thấp hơn 4,2 điểm phần trăm; thu ngân sách vượt mốc 250 tỷ đồng."
    assert [t.comparator for t in targets(nlp, text)] == ["=", ">="]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Trước mắt, xã đưa hồ sơ trực tuyến lên 80%.", "goal"),
        ("Xã xin hỗ trợ 1,35 tỷ đồng.", "goal"),
        ("Còn 5 căn hẹn bàn giao trước 31/10.", "goal"),
        ("Hồ sơ trễ hẹn chiếm 3,6%.", "result"),
        ("So với biên chế được giao còn thiếu 11 người.", "result"),
    ],
)
def test_words_that_promise_or_report(nlp: Language, text: str, status: str) -> None:
    assert [t.status for t in targets(nlp, text)] == [status]


def test_a_year_in_a_document_s_subject_is_no_period_of_a_result(nlp: Language) -> None:
    resolution = "Thực hiện Nghị quyết số 12-NQ/HU về phát triển nông nghiệp giai đoạn 2021 - 2025"
    assert [t.period for t in targets(nlp, f"{resolution}, huyện đã trồng 45 ha chè.")] == [None]
    assert [t.period for t in targets(nlp, f"{resolution}, huyện phấn đấu trồng 45 ha chè.")] == ["2021/2025"]
