"""The people of whole texts: names in their shapes, short mentions, posts and the bodies they are in."""

import pytest
from spacy.language import Language

from nghiquyet.pipeline import extract
from nghiquyet.records import Person


def people(nlp: Language, text: str) -> list[Person]:
    return [p for p in extract(nlp, text, published_at="2021-05-06")["people"] if isinstance(p, Person)]


def one(nlp: Language, text: str) -> Person:
    (person,) = people(nlp, text)
    return person


@pytest.mark.parametrize(
    "name",
    [
        "Trần Hải",
        "Phạm Thị Ngà",
        "Ksor H'Lan",
        "Y Bhĩu Niê",
        "Giàng Seo Vần",
        "Lò Thị Kim Loan",
        "K'Brêu",
        "Điểu Xia",
    ],
)
def test_names_of_all_shapes(nlp: Language, name: str) -> None:
    person = one(nlp, f"Ông {name} kể chuyện làng.")
    assert (person.surface, person.name) == (name, name)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Đồng chí Trần Văn Khải, Tỉnh ủy viên, Bí thư Huyện ủy chủ trì.", "Tỉnh ủy viên, Bí thư Huyện ủy"),
        ("Ông Trần Văn Khải - Giám đốc Sở Y tế - báo cáo.", "Giám đốc Sở Y tế"),
        ("Chủ tịch UBND huyện Trần Văn Khải kết luận.", "Chủ tịch UBND huyện"),
        ("Đồng chí Chủ tịch UBND huyện Trần Văn Khải kết luận.", "Chủ tịch UBND huyện"),
        ("Theo Trưởng ban Dân vận Huyện ủy Trần Văn Khải, dân đồng tình.", "Trưởng ban Dân vận Huyện ủy"),
        ("Bổ nhiệm ông Trần Văn Khải giữ chức Giám đốc Sở Y tế.", "Giám đốc Sở Y tế"),
        ("Ông Trần Văn Khải, nguyên Chủ tịch UBND xã dự họp.", "nguyên Chủ tịch UBND xã"),
        ("Thượng tá Trần Văn Khải, Phó Trưởng Công an huyện chủ trì.", "Phó Trưởng Công an huyện"),
        ("Bộ trưởng Quốc phòng Trần Văn Khải kết luận.", "Bộ trưởng Quốc phòng"),
        ("Ông Trần Văn Khải, người phát ngôn của Bộ Y tế, báo tin.", "người phát ngôn của Bộ Y tế"),
        ("Ông Trần Văn Khải, Trưởng đoàn ĐBQH tỉnh, thăm dân.", "Trưởng đoàn ĐBQH tỉnh"),
        ("Đại biểu Quốc hội tỉnh Bến Tre Trần Văn Khải hỏi.", "Đại biểu Quốc hội tỉnh Bến Tre"),
        ("Thay mặt Chủ tịch UBND tỉnh, Giám đốc Sở Y tế Trần Văn Khải ký.", "Giám đốc Sở Y tế"),
        ("Thừa ủy quyền Thủ tướng Chính phủ, Bộ trưởng Bộ Y tế Trần Văn Khải ký.", "Bộ trưởng Bộ Y tế"),
        ("Ông Trần Văn Khải, Phó Chủ tịch chuyên trách UBND huyện.", "Phó Chủ tịch chuyên trách UBND huyện"),
        ("Ông Trần Văn Khải, Bí thư Ban cán sự đảng, báo cáo.", "Bí thư Ban cán sự đảng"),
        ("Cử tri Trần Văn Khải hỏi về con đường.", None),
    ],
)
def test_posts(nlp: Language, text: str, role: str | None) -> None:
    person = one(nlp, text)
    assert (person.name, person.role) == ("Trần Văn Khải", role)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Bộ trưởng Quốc phòng Trần Văn Khải kết luận.", "Bộ Quốc phòng"),
        ("Bộ Y tế, theo Bộ Chính trị, làm tốt. Thứ trưởng Trần Văn Khải mừng.", "Bộ Y tế"),
        ("Bộ Y tế mời Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Trần Văn Khải.", "Văn phòng Chính phủ"),
        ("Ông Trần Văn Khải, người phát ngôn của Bộ Y tế, báo tin.", "Bộ Y tế"),
    ],
)
def test_a_minister_is_in_the_ministry(nlp: Language, text: str, unit: str) -> None:
    assert one(nlp, text).unit == unit


def test_a_post_is_in_the_body_that_the_article_tells(nlp: Language) -> None:
    text = "Ba Tri vào mùa\n\nĐồng chí Lê Thị Hoa, Ủy viên Ban Thường vụ Huyện ủy, Phó Chủ tịch UBND huyện."
    assert one(nlp, text).unit == "UBND huyện Ba Tri"


def test_a_short_mention_has_the_full_name_and_no_post(nlp: Language) -> None:
    text = "Ông Trần Văn Trung, Trưởng thôn nói. Bà Lê Thị Hoa cười. Theo ông Trung, dân đồng tình."
    assert [(p.surface, p.name) for p in people(nlp, text)] == [
        ("Trần Văn Trung", "Trần Văn Trung"),
        ("Lê Thị Hoa", "Lê Thị Hoa"),
        ("Trung", "Trần Văn Trung"),
    ]
    assert people(nlp, text)[-1].role is None


def test_a_place_before_the_name_is_peeled(nlp: Language) -> None:
    text = "Chủ tịch UBND tỉnh Quảng Ngãi Trần Văn Khải và Chủ tịch UBND tỉnh Dương Tất Lộc cùng dự."
    assert [p.name for p in people(nlp, text)] == ["Trần Văn Khải", "Dương Tất Lộc"]


@pytest.mark.parametrize(
    "text",
    [
        "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "kẹt xe trên đường Nguyễn Thị Định",
        "Trường THPT Nguyễn Trãi khai giảng",
        "giải thưởng Tô Hiến Thành",
        "đồng chí Bí thư Huyện ủy chủ trì",
        "dân xã Hồ Thầu làm đường",
        "du lịch Bà Rịa - Vũng Tàu",
        "Ảnh: Trần Văn Khải",
    ],
)
def test_no_person(nlp: Language, text: str) -> None:
    assert people(nlp, text) == []


def test_a_given_name_behind_a_post_is_a_person_of_the_article(nlp: Language) -> None:
    text = (
        "Bí thư Khải: Dân là gốc\n\nBí thư Tỉnh ủy Bến Tre - ông Trần Văn Khải phát biểu. Phó Chủ tịch vắng."
    )
    assert [(p.name, p.role, p.unit) for p in people(nlp, text)] == [
        ("Trần Văn Khải", "Bí thư", "Tỉnh ủy Bến Tre"),
        ("Trần Văn Khải", "Bí thư Tỉnh ủy Bến Tre", "Tỉnh ủy Bến Tre"),
    ]


def test_an_office_has_the_body_that_the_same_person_s_office_has_elsewhere(nlp: Language) -> None:
    text = "Bí thư Tỉnh ủy Bến Tre Trần Văn Khải dự. Huyện ủy Ba Tri họp. Bí thư Trần Văn Khải kết luận."
    assert [p.unit for p in people(nlp, text)] == ["Tỉnh ủy Bến Tre"] * 2


def test_the_secretary_of_a_place_leads_its_committee(nlp: Language) -> None:
    person = one(nlp, "Bí thư Đà Nẵng Trần Văn Khải phát biểu.")
    assert (person.role, person.unit) == ("Bí thư Đà Nẵng", "Thành ủy Đà Nẵng")


def test_the_larger_place_in_brackets_stands_between_post_and_name(nlp: Language) -> None:
    person = one(nlp, "Phó Chủ tịch UBND huyện Ba Tri (Bến Tre) Trần Văn Khải cho biết.")
    assert (person.role, person.unit) == ("Phó Chủ tịch UBND huyện Ba Tri", "UBND huyện Ba Tri")


def test_a_dash_joins_a_post_and_the_name_behind_it(nlp: Language) -> None:
    person = one(nlp, "Bị khởi tố có nguyên Bí thư Đảng ủy xã Mỹ Nhơn - Trần Văn Khải.")
    assert person.role == "nguyên Bí thư Đảng ủy xã Mỹ Nhơn"


@pytest.mark.parametrize(
    ("text", "role", "unit"),
    [
        (
            "Ông Lê Hải, Bí thư chi bộ, Cục trưởng Cục Thống kê Gia Lai.",
            "Bí thư chi bộ, Cục trưởng Cục Thống kê Gia Lai",
            "Cục Thống kê Gia Lai",
        ),
        ("Bà Lê Hải -Giám đốc Sở Y tế Gia Lai.", "Giám đốc Sở Y tế Gia Lai", "Sở Y tế Gia Lai"),
        ("Ông Lê Hải, Trưởng thôn Nà Ngòa.", "Trưởng thôn Nà Ngòa", "thôn Nà Ngòa"),
        (
            "Công ty TNHH Sao Mai tuyển thợ. Giám đốc Công ty Lê Hải nói.",
            "Giám đốc Công ty",
            "Công ty TNHH Sao Mai",
        ),
        (
            "Bà Lê Hải, đại biểu HĐND tỉnh Gia Lai, Giám đốc Sở Y tế Gia Lai.",
            "đại biểu HĐND tỉnh Gia Lai, Giám đốc Sở Y tế Gia Lai",
            "Sở Y tế Gia Lai",
        ),
    ],
)
def test_the_body_is_that_of_the_first_office_that_tells_one(
    nlp: Language, text: str, role: str, unit: str
) -> None:
    person = one(nlp, text)
    assert (person.name, person.role, person.unit) == ("Lê Hải", role, unit)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trao quà cho ông Đỗ Văn Hùng Đồng chí khác cũng dự.", "Đỗ Văn Hùng"),
        ("Ông Phạm Minh Chính Ủy viên dự khuyết.", "Phạm Minh Chính"),
        ("Ông Đỗ Kim Hội kể.", "Đỗ Kim Hội"),
    ],
)
def test_a_name_ends_before_the_word_that_it_runs_into(nlp: Language, text: str, name: str) -> None:
    assert one(nlp, text).name == name


def test_a_rank_behind_a_comma_leaves_the_post_to_the_name(nlp: Language) -> None:
    person = one(nlp, "Giám đốc Công an tỉnh Gia Lai, Đại tá Lê Hải chỉ đạo.")
    assert (person.role, person.unit) == ("Giám đốc Công an tỉnh Gia Lai", "Công an tỉnh Gia Lai")


def test_a_post_does_not_begin_inside_another_word(nlp: Language) -> None:
    assert one(nlp, "Ông Lê Hải giữ chức vụ Phó Chủ tịch UBND xã.").role == "Phó Chủ tịch UBND xã"


def test_a_short_name_of_two_syllables_after_a_post_is_no_place(nlp: Language) -> None:
    text = "Ông Lê Xuân Thuận thuộc Đoàn ĐBQH Thanh Hóa. Bí thư Xuân Thuận nói về đại biểu Thanh Hóa."
    assert [(p.surface, p.name) for p in people(nlp, text)] == [
        ("Lê Xuân Thuận", "Lê Xuân Thuận"),
        ("Xuân Thuận", "Lê Xuân Thuận"),
    ]


def test_a_title_behind_a_place_begins_the_next_name(nlp: Language) -> None:
    text = "Chủ tịch UBND tỉnh Bến Tre Ông Trần Ngọc Tam sinh năm 1965. Ông Trần Ngọc Tam phát biểu."
    assert [(p.surface, p.name) for p in people(nlp, text)] == [("Trần Ngọc Tam", "Trần Ngọc Tam")] * 2


def test_a_capital_title_leaves_the_post_to_the_one_who_was_elected(nlp: Language) -> None:
    text = "Đại biểu chúc mừng ông Trần Ngọc Tam được bầu làm Chủ tịch UBND tỉnh Ông Lê Văn Thuận nghỉ hưu."
    assert [(p.name, p.role) for p in people(nlp, text)] == [
        ("Trần Ngọc Tam", "Chủ tịch UBND tỉnh"),
        ("Lê Văn Thuận", None),
    ]


def test_a_place_behind_a_title_is_no_person(nlp: Language) -> None:
    assert [p.name for p in people(nlp, "Ông Trần Ngọc Tam (Đoàn Luật sư Hà Nội) nói.")] == ["Trần Ngọc Tam"]


@pytest.mark.parametrize(
    "given",
    [
        ", sinh ngày 12/12/1960 giữ chức Bí thư Huyện ủy Ba Tri",
        " tham gia Ban Chấp hành, Ban Thường vụ, giữ chức Bí thư Huyện ủy Ba Tri",
    ],
)
def test_an_appointment_gives_its_post_over_the_words_between(nlp: Language, given: str) -> None:
    person = one(nlp, f"Tỉnh ủy chỉ định ông Trần Ngọc Tam{given}.")
    assert (person.role, person.unit) == ("Bí thư Huyện ủy Ba Tri", "Huyện ủy Ba Tri")


def test_a_post_may_be_said_to_be_somebody(nlp: Language) -> None:
    assert one(nlp, "Bí thư Tỉnh ủy là ông Trần Ngọc Tam.").role == "Bí thư Tỉnh ủy"


def test_those_listed_behind_their_number_hold_the_post(nlp: Language) -> None:
    text = "Huyện có 3 Phó Chủ tịch UBND huyện gồm các ông, bà: Lê Văn Thuận, Trần Thị Hòa, Ngô Văn Sơn."
    assert [p.role for p in people(nlp, text)] == ["Phó Chủ tịch UBND huyện"] * 3


def test_the_end_of_a_standing_deputy_s_post_is_no_organ(nlp: Language) -> None:
    text = "Ông Trần Văn Khải, Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy phát biểu."
    person = one(nlp, text)
    assert (person.role, person.unit) == (
        "Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy",
        "Ban Tổ chức Tỉnh ủy",
    )
