"""The units of whole texts: what an organ's name takes in, which place it means, which code the place has."""

import pytest
from spacy.language import Language

from nghiquyet.pipeline import extract
from nghiquyet.records import Unit

PUBLISHED = "2021-05-06"


def units(nlp: Language, text: str, published_at: str = PUBLISHED) -> list[Unit]:
    return [u for u in extract(nlp, text, published_at=published_at)["units"] if isinstance(u, Unit)]


def named(nlp: Language, text: str, published_at: str = PUBLISHED) -> list[tuple[str, str]]:
    return [(u.surface, u.canonical) for u in units(nlp, text, published_at)]


def one(nlp: Language, text: str, surface: str, published_at: str = PUBLISHED) -> Unit:
    return next(u for u in units(nlp, text, published_at) if u.surface == surface)


def test_a_committee_without_a_place_is_that_of_the_district_the_article_is_about(nlp: Language) -> None:
    text = "Giồng Trôm dồn sức cho vụ mới\n\nHuyện ủy vừa họp bàn việc chống hạn."
    unit = one(nlp, text, "Huyện ủy")
    assert (unit.unit_type, unit.level) == ("party", "district")
    assert (unit.canonical, unit.admin_code, unit.province_code) == ("Huyện ủy Giồng Trôm", "834", "83")


def test_an_association_of_the_whole_country_is_central_unless_its_place_follows(nlp: Language) -> None:
    text = (
        "Hội Nông dân Việt Nam và Trung ương Hội Liên hiệp Phụ nữ Việt Nam tặng quà.\n"
        "Chi hội thuộc Hội Cựu chiến binh Việt Nam xã An Đức."
    )
    found = {u.surface: (u.unit_type, u.level) for u in units(nlp, text)}
    assert found == {
        "Hội Nông dân Việt Nam": ("front", "central"),
        "Trung ương Hội Liên hiệp Phụ nữ Việt Nam": ("front", "central"),
        "Hội Cựu chiến binh Việt Nam xã An Đức": ("front", "commune"),
    }


def test_a_district_that_was_merged_before_the_oldest_snapshot_is_a_place_without_a_code(
    nlp: Language,
) -> None:
    text = "UBND huyện Tĩnh Gia, tỉnh Thanh Hóa họp. Chủ tịch UBND huyện Lê Văn Khải dự. Ảnh: H.Dịu Theo."
    found = [(u.surface, u.level, u.admin_code) for u in units(nlp, text, "2017-05-04")]
    assert found == [
        ("UBND huyện Tĩnh Gia", "district", None),
        ("tỉnh Thanh Hóa", "province", "38"),
        ("UBND huyện", "district", None),
    ]


@pytest.mark.parametrize(
    ("organ", "canonical", "unit_type", "level"),
    [
        ("Ban Thường vụ", "Ban Thường vụ Huyện ủy Ba Tri", "party", "district"),
        ("Ban Chấp hành", "Ban Chấp hành Đảng bộ huyện Ba Tri", "party", "district"),
        ("Tỉnh ủy", "Tỉnh ủy Bến Tre", "party", "province"),
        ("Sở Y tế", "Sở Y tế tỉnh Bến Tre", "state", "province"),
        ("Phòng Nội vụ", "Phòng Nội vụ huyện Ba Tri", "state", "district"),
        ("UBND huyện", "UBND huyện Ba Tri", "state", "district"),
        ("Công an tỉnh", "Công an tỉnh Bến Tre", "state", "province"),
        ("Huyện đoàn", "Huyện đoàn Ba Tri", "front", "district"),
        ("Hội Nông dân huyện", "Hội Nông dân huyện Ba Tri", "front", "district"),
        ("Chi bộ Công an huyện", "Chi bộ Công an huyện Ba Tri", "party", "district"),
        ("Bộ Chính trị", "Bộ Chính trị", "party", "central"),
        ("Quốc hội", "Quốc hội", "state", "central"),
    ],
)
def test_the_article_fills_in_the_place(
    nlp: Language, organ: str, canonical: str, unit_type: str, level: str
) -> None:
    unit = one(nlp, f"Ba Tri vào mùa\n\nBDK - Hôm qua, {organ} kiểm tra.", organ)
    assert (unit.canonical, unit.unit_type, unit.level) == (canonical, unit_type, level)


def test_a_commune_organ_belongs_to_the_commune_named_last(nlp: Language) -> None:
    text = "Ba Tri\n\nỞ xã Mỹ Nhơn, UBND xã vận động dân. Sang xã An Đức, UBND xã đã làm xong."
    found = [u.canonical for u in units(nlp, text) if u.surface == "UBND xã"]
    assert found == ["UBND xã Mỹ Nhơn", "UBND xã An Đức"]


def test_units_are_outermost(nlp: Language) -> None:
    assert named(nlp, "Đảng ủy xã Bản Cầm nêu gương") == [("Đảng ủy xã Bản Cầm", "Đảng ủy xã Bản Cầm")]


def test_a_coordination_restores_the_elided_head(nlp: Language) -> None:
    assert named(nlp, "Các Sở LĐ-TB&XH Hà Tĩnh, Thanh Hóa cùng dự") == [
        ("Sở LĐ-TB&XH Hà Tĩnh", "Sở LĐ-TB&XH Hà Tĩnh"),
        ("Thanh Hóa", "Sở LĐ-TB&XH Thanh Hóa"),
    ]
    text = "Giồng Trôm\n\nUBND các xã Tân Hào, Mỹ Thạnh báo cáo."
    assert named(nlp, text)[1:] == [
        ("UBND các xã Tân Hào", "UBND xã Tân Hào"),
        ("Mỹ Thạnh", "UBND xã Mỹ Thạnh"),
    ]


def test_bare_names_in_a_bracket_share_the_type_word(nlp: Language) -> None:
    text = "Giồng Trôm\n\nHuyện chọn 3 xã (Thạnh Phú Đông, Hưng Lễ, Sơn Phú) làm trước."
    found = units(nlp, text)[1:]
    assert [u.canonical for u in found] == ["xã Thạnh Phú Đông", "xã Hưng Lễ", "xã Sơn Phú"]
    assert [u.admin_code for u in found] == ["29041", "29047", "29014"]


def test_an_abbreviation_is_spelled_out_where_the_article_does(nlp: Language) -> None:
    text = "Ba Tri\n\nHội Liên hiệp Phụ nữ (LHPN) huyện họp. Hội LHPN huyện trao quà."
    assert [c for _, c in named(nlp, text)[1:]] == ["Hội Liên hiệp Phụ nữ huyện Ba Tri"] * 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ba Tri\n\nTại huyện Ba Tri, xã Mỹ Thạnh đạt chuẩn.", "29131"),
        ("Giồng Trôm\n\nTại huyện Giồng Trôm, xã Mỹ Thạnh đạt chuẩn.", "28993"),
        ("Thủ Thừa\n\nTại huyện Thủ Thừa (Long An), xã Mỹ Thạnh đạt chuẩn.", "28051"),
    ],
)
def test_one_commune_name_has_the_code_that_its_neighbours_tell(nlp: Language, text: str, code: str) -> None:
    assert one(nlp, text, "xã Mỹ Thạnh").admin_code == code


def test_a_name_that_the_text_leaves_open_has_no_code(nlp: Language) -> None:
    unit = one(nlp, "Tin vắn\n\nNgười dân xã An Khánh góp công làm đường.", "xã An Khánh")
    assert (unit.admin_code, unit.candidate_count) == (None, 6)


def test_a_name_changes_its_level_with_the_reform_of_july_2025(nlp: Language) -> None:
    before = one(nlp, "Ba Bể đón khách\n\nHuyện Ba Bể (Bắc Kạn) họp.", "Ba Bể", "2025-06-30")
    after = one(nlp, "Ba Bể đón khách\n\nXã Ba Bể (Thái Nguyên) họp.", "Ba Bể", "2025-07-01")
    assert (before.canonical, before.level, before.admin_code) == ("huyện Ba Bể", "district", "061")
    assert (after.canonical, after.level, after.admin_code, after.layer) == (
        "xã Ba Bể", "commune", "01906", "2025-07",
    )  # fmt: skip


def test_a_code_is_that_of_the_layer_of_the_date(nlp: Language) -> None:
    before = one(nlp, "Châu Thành\n\nBDK - Huyện Châu Thành chọn xã Phú Túc.", "xã Phú Túc")
    after = one(nlp, "Tin\n\nTại xã Phú Túc (tỉnh Vĩnh Long) họp dân.", "xã Phú Túc", "2025-08-06")
    assert (before.admin_code, before.successor_code) == ("28819", "28810")
    assert (after.admin_code, after.province_code) == ("28810", "86")


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân các cấp và các đoàn thể vào cuộc",
        "đảng ủy các xã báo cáo",
        "Nghị quyết Trung ương 4 khóa XII",
        "5 thành phố trực thuộc Trung ương",
        "Kế hoạch số 15/KH-UBND",
        "ông là Tỉnh ủy viên từ năm 2015",
        "kẹt xe trên đường Quảng Nam",
        "trong phòng đào tạo có máy chiếu",
        "học tập phong cách Hồ Chí Minh",
        "tăng 44,62 %, giảm 12 vụ",
    ],
)
def test_no_unit(nlp: Language, text: str) -> None:
    assert named(nlp, text) == []


@pytest.mark.parametrize(
    ("organ", "canonical", "unit_type"),
    [
        ("Văn phòng Tỉnh ủy", "Văn phòng Tỉnh ủy Bến Tre", "party"),
        ("Văn phòng Huyện ủy Ba Tri", "Văn phòng Huyện ủy Ba Tri", "party"),
        ("Ban Quản lý các khu công nghiệp tỉnh", "Ban Quản lý các khu công nghiệp tỉnh Bến Tre", "state"),
        ("Ban Kinh tế - Ngân sách HĐND tỉnh", "Ban Kinh tế - Ngân sách HĐND tỉnh Bến Tre", "state"),
        ("Ban Thường vụ Tỉnh đoàn", "Ban Thường vụ Tỉnh đoàn Bến Tre", "front"),
        ("Tòa án nhân dân khu vực 2", "Tòa án nhân dân khu vực 2", "state"),
    ],
)
def test_offices_and_parts_of_organs(nlp: Language, organ: str, canonical: str, unit_type: str) -> None:
    unit = one(nlp, f"Ba Tri vào mùa\n\nBDK - Hôm qua, {organ} kiểm tra.", organ)
    assert (unit.canonical, unit.unit_type) == (canonical, unit_type)


def test_a_field_is_spelled_as_the_article_spells_it_elsewhere(nlp: Language) -> None:
    text = "Giám đốc Sở TN-MT Bến Tre\n\nSở Tài nguyên và Môi trường Bến Tre kiểm tra."
    assert one(nlp, text, "Sở TN-MT Bến Tre").canonical == "Sở Tài nguyên và Môi trường Bến Tre"


def test_a_bare_name_behind_an_organ_is_a_place_of_the_organ_s_level(nlp: Language) -> None:
    text = "Xã Lương Hòa Lạc\n\nÔng Võ Văn Đức, nguyên Phó Bí thư Huyện ủy Chợ Gạo, nay là Bí thư Đảng ủy xã."
    found = [(u.surface, u.canonical) for u in units(nlp, text, "2026-03-12")]
    assert ("Huyện ủy Chợ Gạo", "Huyện ủy Chợ Gạo") in found
    assert ("Đảng ủy xã", "Đảng ủy xã Lương Hòa Lạc") in found


def test_a_newer_article_s_bare_commune_lies_in_its_province(nlp: Language) -> None:
    text = "Thái Nguyên giải ngân vốn\n\nTỉnh Thái Nguyên đạt 72%. Ở phía Bắc, Chợ Đồn dẫn đầu."
    assert one(nlp, text, "Chợ Đồn", "2026-01-09").admin_code == "02020"


def test_the_fields_behind_a_plural_head_are_organs_of_their_own(nlp: Language) -> None:
    text = "Bến Tre\n\nTỉnh Bến Tre giao các Sở Tài chính, Xây dựng, Y tế rà soát."
    assert named(nlp, text)[2:] == [
        ("Sở Tài chính", "Sở Tài chính tỉnh Bến Tre"),
        ("Xây dựng", "Sở Xây dựng tỉnh Bến Tre"),
        ("Y tế", "Sở Y tế tỉnh Bến Tre"),
    ]


def test_a_delegation_counts_whole_and_in_its_short_form(nlp: Language) -> None:
    text = (
        "Bến Tre\n\nĐoàn giám sát của HĐND tỉnh đến xã. Theo Đoàn giám sát, đoàn công tác của Tỉnh ủy sẽ đến."
    )
    whole = "Đoàn giám sát của HĐND tỉnh Bến Tre"
    assert named(nlp, text)[1:] == [
        ("Đoàn giám sát của HĐND tỉnh", whole),
        ("Đoàn giám sát", whole),
        ("Tỉnh ủy", "Tỉnh ủy Bến Tre"),
    ]


def test_what_stands_behind_the_last_organ_of_a_list_belongs_to_all(nlp: Language) -> None:
    text = "Ba Tri vào mùa\n\nBan Tổ chức, Ban Dân vận Huyện ủy và Công an, Hội Nông dân xã Mỹ Nhơn cùng dự."
    assert named(nlp, text)[1:] == [
        ("Ban Tổ chức", "Ban Tổ chức Huyện ủy Ba Tri"),
        ("Ban Dân vận Huyện ủy", "Ban Dân vận Huyện ủy Ba Tri"),
        ("Công an", "Công an xã Mỹ Nhơn"),
        ("Hội Nông dân xã Mỹ Nhơn", "Hội Nông dân xã Mỹ Nhơn"),
    ]


def test_a_party_cell_is_that_of_the_body_named_last(nlp: Language) -> None:
    text = (
        "Công ty Cổ phần Chè Suối Giàng mở xưởng. Đảng bộ Công ty có 60 đảng viên, Công đoàn Công ty lo tết."
    )
    assert named(nlp, text)[1:] == [
        ("Đảng bộ Công ty", "Đảng bộ Công ty Cổ phần Chè Suối Giàng"),
        ("Công đoàn Công ty", "Công đoàn Công ty Cổ phần Chè Suối Giàng"),
    ]


@pytest.mark.parametrize(
    ("text", "surface", "canonical"),
    [
        ("Bí thư Chi bộ, Hiệu trưởng Trường THCS Sông Bé nói.", "Chi bộ", "Chi bộ Trường THCS Sông Bé"),
        ("Bí thư Chi bộ, Trưởng thôn Nà Ngòa nói.", "Chi bộ", "Chi bộ thôn Nà Ngòa"),
        ("Đảng ủy, Tổng Giám đốc Công ty TNHH Sao Mai.", "Đảng ủy", "Đảng ủy Công ty TNHH Sao Mai"),
        ("Đảng bộ cơ quan UBND tỉnh Bến Tre họp.", "Đảng bộ cơ quan UBND tỉnh Bến Tre", None),
        ("Bí thư Đảng ủy kiêm nhiệm ở tỉnh Bến Tre.", "Đảng ủy", None),
    ],
)
def test_a_party_cell_is_of_the_body_beside_it(
    nlp: Language, text: str, surface: str, canonical: str | None
) -> None:
    assert one(nlp, text, surface).canonical == (canonical or surface)


def test_a_number_before_a_type_word_may_be_that_of_a_hamlet(nlp: Language) -> None:
    text = "Tại ấp 4 xã Mỹ Nhơn, huyện Ba Tri có lễ."
    assert [u.surface for u in units(nlp, text)] == ["ấp 4", "xã Mỹ Nhơn", "huyện Ba Tri"]


def test_the_end_of_a_compound_begins_no_organ(nlp: Language) -> None:
    text = "Ba Tri vào mùa\n\nCán bộ nghiệp vụ Công an vào Bệnh viện Đa khoa Ba Tri hỏi chuyện."
    assert not [surface for surface, _ in named(nlp, text) if surface.startswith(("vụ", "viện"))]


@pytest.mark.parametrize("organ", ["Chính phủ Anh", "Bộ Quốc phòng Nga", "Quốc hội Lào"])
def test_an_organ_of_another_country_is_no_organ_of_this_one(nlp: Language, organ: str) -> None:
    unit = one(nlp, f"Ba Tri vào mùa\n\nTheo {organ}, giá gạo tăng.", organ)
    assert (unit.canonical, unit.unit_type, unit.level) == (organ, "other", None)


def test_a_delegation_keeps_its_number(nlp: Language) -> None:
    text = "Đoàn kiểm tra số 25 của Ban Bí thư làm việc."
    assert named(nlp, text) == [("Đoàn kiểm tra số 25 của Ban Bí thư",) * 2]


@pytest.mark.parametrize(
    ("named_body", "later", "surface", "canonical"),
    [
        ("Sở Y tế Bến Tre", "Hôm sau, Sở đã trả lời.", "Sở", "Sở Y tế Bến Tre"),
        ("Bộ Y tế", "Theo đánh giá của Bộ, dịch đã lui.", "Bộ", "Bộ Y tế"),
        ("Tập đoàn Hải Vân", "Năm nay, Tập đoàn sẽ xây cảng.", "Tập đoàn", "Tập đoàn Hải Vân"),
        ("Công ty May Sông Tiên", "Thợ của Công ty có nhà ở.", "Công ty", "Công ty May Sông Tiên"),
    ],
)
def test_a_capital_word_of_kind_in_mid_sentence_means_the_body_named_last(
    nlp: Language, named_body: str, later: str, surface: str, canonical: str
) -> None:
    assert named(nlp, f"{named_body} họp. {later}") == [(named_body, canonical), (surface, canonical)]


@pytest.mark.parametrize(
    "text",
    [
        "Công ty có 90 thợ.",
        "Hôm sau, các Công ty góp ý.",
        "Hôm sau, Công ty chứng khoán mở cửa.",
        "Bên cạnh đó, công ty trả lương đủ.",
    ],
)
def test_a_word_of_kind_that_may_be_a_common_noun_names_no_body(nlp: Language, text: str) -> None:
    assert [c for _, c in named(nlp, f"Công ty May Sông Tiên họp. {text}")] == ["Công ty May Sông Tiên"]


def test_the_body_of_a_longer_kind_is_not_meant_by_the_shorter_word(nlp: Language) -> None:
    text = "Hội Nông dân huyện Ba Tri và Hội đồng nhân dân huyện Ba Tri họp. Chiều nay, Hội đã bàn tiếp."
    assert named(nlp, text)[-1] == ("Hội", "Hội Nông dân huyện Ba Tri")


@pytest.mark.parametrize("text", ["Ông Đỗ Kim Hội kể.", "Hội Lá Xanh ra mắt."])
def test_an_association_s_word_alone_stands_for_none_inside_a_name(nlp: Language, text: str) -> None:
    text = f"Hội Nông dân huyện Ba Tri họp. {text}"
    assert [u.surface for u in units(nlp, text)] == ["Hội Nông dân huyện Ba Tri"]


@pytest.mark.parametrize(
    ("text", "surface", "canonical", "code"),
    [
        ("Sinh ở huyện Ba Tri, Bến Tre.", "Bến Tre", "tỉnh Bến Tre", "83"),
        ("Quê huyện Đông Sơn, Thanh Hóa.", "Thanh Hóa", "tỉnh Thanh Hóa", "38"),
        ("Tại TP Vũng Tàu, Bà Rịa - Vũng Tàu.", "Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu", "77"),
        ("Các thành phố Bến Tre, Trà Vinh họp.", "Trà Vinh", "thành phố Trà Vinh", "842"),
    ],
)
def test_a_province_behind_its_district_is_no_further_district(
    nlp: Language, text: str, surface: str, canonical: str, code: str
) -> None:
    unit = one(nlp, text, surface)
    assert (unit.canonical, unit.admin_code) == (canonical, code)


def test_a_city_committee_is_of_the_city_not_of_the_province_of_its_name(nlp: Language) -> None:
    unit = one(nlp, "Tỉnh Cà Mau: Thành ủy Cà Mau họp.", "Thành ủy Cà Mau")
    assert (unit.level, unit.admin_code) == ("district", "964")


def test_a_place_of_another_type_ends_the_list_of_an_organ_s_places(nlp: Language) -> None:
    text = "Tại tỉnh Cà Mau, UBND các huyện Năm Căn, U Minh, TP Cà Mau cam kết."
    assert [u.canonical for u in units(nlp, text)][1:] == [
        "UBND huyện Năm Căn",
        "UBND huyện U Minh",
        "UBND thành phố Cà Mau",
    ]


def test_a_bare_cell_is_that_of_the_hamlet_whose_cell_was_named(nlp: Language) -> None:
    text = "Chi bộ thôn Nà Ngòa có 20 đảng viên. Bí thư Chi bộ kể."
    assert named(nlp, text)[-1] == ("Chi bộ", "Chi bộ thôn Nà Ngòa")


def test_a_city_is_not_named_by_a_number(nlp: Language) -> None:
    text = "Ở phường 7 quận 3, TP.HCM bàn mục tiêu thành phố 4 an."
    assert [u.surface for u in units(nlp, text)] == ["phường 7", "quận 3", "TP.HCM"]


def test_a_part_of_a_committee_may_begin_with_a_small_letter(nlp: Language) -> None:
    unit = one(nlp, "Ba Tri: theo ban Thường vụ Huyện ủy, vụ này được mùa.", "ban Thường vụ Huyện ủy")
    assert unit.canonical == "ban Thường vụ Huyện ủy Ba Tri"


@pytest.mark.parametrize(
    "text", ["Theo Giám đốc sở Tư pháp Bến Tre, việc đã xong.", "Nghe sở Tư pháp Bến Tre báo cáo."]
)
def test_a_head_in_small_letters_before_its_capitalised_field_is_a_name(nlp: Language, text: str) -> None:
    assert [u.surface for u in units(nlp, text)] == ["sở Tư pháp Bến Tre"]


def test_a_bare_type_word_in_a_digest_means_the_place_of_its_section(nlp: Language) -> None:
    text = (
        "Nhân sự mới\nKon Tum: UBND tỉnh Kon Tum trao quyết định. UBND tỉnh Kon Tum chúc mừng.\n"
        "Khánh Hòa: Ban Chấp hành họp. Sở Công Thương tỉnh dự."
    )
    assert one(nlp, text, "Sở Công Thương tỉnh").canonical == "Sở Công Thương tỉnh Khánh Hòa"


@pytest.mark.parametrize("name", ["Bà Rịa - Vũng Tàu", "Bà Rịa -Vũng Tàu", "Bà Rịa- Vũng Tàu"])
def test_a_name_keeps_its_halves_whatever_the_blanks_round_its_hyphen(nlp: Language, name: str) -> None:
    assert one(nlp, f"Tỉnh {name} thu 12 tỷ đồng.", f"Tỉnh {name}").admin_code == "77"


def test_the_front_s_central_committee_needs_no_country_behind_it(nlp: Language) -> None:
    assert one(
        nlp, "Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc - Bí thư", "Ủy ban Trung ương Mặt trận Tổ quốc"
    )


def test_a_verb_that_ends_like_a_bridge_hides_no_place(nlp: Language) -> None:
    assert named(nlp, "Bộ Nội vụ yêu cầu Bến Tre báo cáo.")[1] == ("Bến Tre", "tỉnh Bến Tre")
    assert named(nlp, "Xe đi qua cầu Bến Tre.") == []


def test_a_leader_s_name_ends_a_city_of_one_syllable(nlp: Language) -> None:
    text = "Chủ tịch UBND TP Huế Ngô Nam Cường phát biểu."
    assert named(nlp, text) == [("UBND TP Huế", "UBND thành phố Huế")]


def test_a_centre_is_spelled_out_where_the_article_does(nlp: Language) -> None:
    text = (
        "Trung tâm Phục vụ hành chính công (PVHCC) xã Ea Kar mở cửa.\nTrung tâm PVHCC xã đón 50 lượt người."
    )
    found = {u.canonical for u in units(nlp, text, "2025-10-14")}
    assert found == {"Trung tâm Phục vụ hành chính công xã Ea Kar"}
