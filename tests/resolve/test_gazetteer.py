"""The shipped gazetteer against what is known of the units, and its compiler on made-up rows."""

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nghiquyet.resolve.gazetteer import LAYERS, NEWEST, OLDEST, TRANSITION, Gazetteer, Place, read_places
from nghiquyet.resolve.gazetteer_refresh import Sources, compile_places, write_places
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.location import rules_dir

TABLE = rules_dir() / "gazetteer" / "units.tsv"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def places() -> list[Place]:
    return list(read_places(TABLE))


def place(gazetteer: Gazetteer, layer: str, code: str) -> Place:
    found = gazetteer.by_code(layer, code)
    assert found is not None
    return found


def full_names(found: list[Place]) -> list[tuple[str, str, str]]:
    return [(place.layer, place.code, place.full_name) for place in found]


# --- the table


def test_row_counts(places: list[Place]) -> None:
    assert Counter((place.layer, place.level) for place in places) == {
        ("2020", "province"): 63,
        ("2020", "district"): 705,
        ("2020", "commune"): 10_599,
        ("2024-09", "province"): 63,
        ("2024-09", "district"): 696,
        ("2024-09", "commune"): 10_035,
        ("2025-07", "province"): 34,
        ("2025-07", "commune"): 3_321,
    }


def test_types_of_the_newest_layer(places: list[Place]) -> None:
    assert Counter(place.type for place in places if (place.layer, place.level) == (NEWEST, "commune")) == {
        "xã": 2_621,
        "phường": 687,
        "đặc khu": 13,
    }


def test_codes_are_unique_and_every_reference_holds(places: list[Place]) -> None:
    known = {(place.layer, place.code) for place in places}
    assert len(known) == len(places)
    digits = {"province": 2, "district": 3, "commune": 5}
    for one in places:
        assert len(one.code) == digits[one.level]
        assert (one.parent is None) == (one.level == "province")
        assert one.parent is None or (one.layer, one.parent) in known
        assert one.successor_code is None or (NEWEST, one.successor_code) in known


def test_units_without_successor(places: list[Place]) -> None:
    assert {
        one.full_name
        for one in places
        if one.level == "commune" and one.layer != NEWEST and not one.successor_code
    } == {
        "xã Phúc Thành A",
        "phường Hải Châu II",
        "xã Phú An Hòa",
    }
    assert all(one.successor_code for one in places if one.level == "province" and one.layer != NEWEST)
    islands = {one.name for one in places if one.level == "district" and one.successor_code}
    assert islands == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


def test_names_are_clean(places: list[Place]) -> None:
    assert all(one.name == " ".join(one.name.split()) and not one.name.startswith("0") for one in places)


# --- spot checks


@pytest.mark.parametrize("layer", [OLDEST, TRANSITION])
@pytest.mark.parametrize(
    ("chain", "code"),
    [
        (("Bến Tre",), "83"),
        (("Bắc Kạn",), "06"),
        (("Bến Tre", "Giồng Trôm"), "834"),
        (("Bến Tre", "Ba Tri"), "836"),
        (("Bến Tre", "Châu Thành"), "831"),
        (("Bắc Kạn", "Ba Bể"), "061"),
        (("Bắc Kạn", "Chợ Đồn"), "064"),
        (("Bến Tre", "Giồng Trôm", "Thạnh Phú Đông"), "29041"),
        (("Bến Tre", "Giồng Trôm", "Hưng Lễ"), "29047"),
        (("Bến Tre", "Giồng Trôm", "Sơn Phú"), "29014"),
        (("Bến Tre", "Giồng Trôm", "Tân Hào"), "29029"),
        (("Bến Tre", "Giồng Trôm", "Mỹ Thạnh"), "28993"),
        (("Bến Tre", "Giồng Trôm", "Châu Bình"), "29008"),
        (("Bến Tre", "Giồng Trôm", "Bình Thành"), "29032"),
        (("Bến Tre", "Giồng Trôm", "Châu Hòa"), "28996"),
        (("Bến Tre", "Giồng Trôm", "Tân Thanh"), "29035"),
        (("Bến Tre", "Ba Tri", "Mỹ Thạnh"), "29131"),
        (("Bến Tre", "Ba Tri", "An Phú Trung"), "29128"),
        (("Bến Tre", "Ba Tri", "Mỹ Hòa"), "29116"),
        (("Bến Tre", "Ba Tri", "An Đức"), "29173"),
        (("Bến Tre", "Ba Tri", "An Hòa Tây"), "29176"),
        (("Bến Tre", "Ba Tri", "Tân Xuân"), "29119"),
        (("Bắc Kạn", "Ba Bể", "Khang Ninh"), "01906"),
        (("Bắc Kạn", "Ba Bể", "Chợ Rã"), "01888"),
        (("Bắc Kạn", "Chợ Đồn", "Bằng Lũng"), "02020"),
    ],
)
def test_known_units(gazetteer: Gazetteer, layer: str, chain: tuple[str, ...], code: str) -> None:
    found = None
    for name, level in zip(chain, ("province", "district", "commune"), strict=False):
        (found,) = gazetteer.find(name, layer=layer, level=level, within=found)
    assert found is not None
    assert found.code == code
    assert gazetteer.province_of(found).name == chain[0]
    assert [above.name for above in gazetteer.ancestors(found)] == list(reversed(chain[:-1]))


def test_units_that_vanished_before_2025(gazetteer: Gazetteer) -> None:
    for name, code in (("An Khánh", "28810"), ("Tân Mỹ", "29113")):
        province = place(gazetteer, OLDEST, "83")
        (found,) = gazetteer.find(name, layer=OLDEST, type="xã", within=province)
        assert found.code == code
        assert not gazetteer.find(name, layer=TRANSITION, within=province)


def test_one_code_is_three_units(gazetteer: Gazetteer) -> None:
    assert [place(gazetteer, layer, "28810").full_name for layer in LAYERS] == [
        "xã An Khánh",
        "thị trấn Châu Thành",
        "xã Phú Túc",
    ]


@pytest.mark.parametrize(
    ("layer", "code", "successor"),
    [
        (OLDEST, "28810", "xã Phú Túc"),
        (OLDEST, "29041", "xã Tân Hào"),
        (TRANSITION, "29014", "phường An Hội"),
        (TRANSITION, "28993", "xã Lương Phú"),
        (TRANSITION, "29131", "xã An Ngãi Trung"),
        (TRANSITION, "01906", "xã Ba Bể"),
        (TRANSITION, "83", "tỉnh Vĩnh Long"),
        (OLDEST, "06", "tỉnh Thái Nguyên"),
        (TRANSITION, "498", "đặc khu Hoàng Sa"),
        (OLDEST, "28801", "xã Phú Túc"),  # the old town, whose name another code took over
    ],
)
def test_successor(gazetteer: Gazetteer, layer: str, code: str, successor: str) -> None:
    found = gazetteer.successor(place(gazetteer, layer, code))
    assert found is not None
    assert found.full_name == successor


def test_a_district_and_a_new_unit_have_no_successor(gazetteer: Gazetteer) -> None:
    assert gazetteer.successor(place(gazetteer, TRANSITION, "834")) is None
    assert gazetteer.successor(place(gazetteer, NEWEST, "28810")) is None


# --- finding by name


def test_shared_names(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.find("An Khánh", layer=OLDEST)) == 6
    assert len(gazetteer.find("Châu Thành", layer=OLDEST, level="district")) == 10
    assert len(gazetteer.find("Tân Thành", layer=OLDEST, level="commune")) == 34


@pytest.mark.parametrize(
    ("written", "layer", "full_name"),
    [
        ("GIỒNG TRÔM", OLDEST, "huyện Giồng Trôm"),
        ("Ðắk Nông", OLDEST, "tỉnh Đắk Nông"),
        ("Đăk Nông", OLDEST, "tỉnh Đắk Nông"),
        ("Thanh Hoá", NEWEST, "tỉnh Thanh Hóa"),
        ("huyện Thuỷ  Nguyên", OLDEST, "huyện Thuỷ Nguyên"),
        ("huyện Thủy Nguyên", OLDEST, "huyện Thuỷ Nguyên"),
        ("Phan Rang – Tháp Chàm", OLDEST, "thành phố Phan Rang-Tháp Chàm"),
        ("huyện Ea H’Leo", TRANSITION, "huyện Ea H'leo"),
        ("huyện Ia H'Drai", OLDEST, "huyện Ia H' Drai"),
        ("Kon-Tum", OLDEST, "tỉnh Kon Tum"),
        ("thành phố Mĩ Tho", OLDEST, "thành phố Mỹ Tho"),
        ("Phường Đúc", OLDEST, "phường Phường Đúc"),
        ("TP.HCM", NEWEST, "thành phố Hồ Chí Minh"),
        ("HCM", OLDEST, "thành phố Hồ Chí Minh"),
        ("BR-VT", OLDEST, "tỉnh Bà Rịa - Vũng Tàu"),
        ("TT-Huế", OLDEST, "tỉnh Thừa Thiên Huế"),
        ("TT-Huế", TRANSITION, "thành phố Huế"),
    ],
)
def test_spellings(gazetteer: Gazetteer, written: str, layer: str, full_name: str) -> None:
    assert gazetteer.find(written, layer=layer)[0].full_name == full_name


def test_folding_keeps_neighbours_apart(gazetteer: Gazetteer, places: list[Place]) -> None:
    for one in places:
        if one.parent is not None:
            parent = place(gazetteer, one.layer, one.parent)
            found = gazetteer.find(one.name, layer=one.layer, level=one.level, within=parent)
            assert {fold_key(other.name) for other in found} == {fold_key(one.name)}


@pytest.mark.parametrize("written", ["7", "07", "Phường 7", "phường 07"])
def test_numbered_wards(gazetteer: Gazetteer, written: str) -> None:
    district = gazetteer.find("quận 5", layer=OLDEST)[0]
    assert full_names(gazetteer.find(written, layer=OLDEST, type="phường", within=district)) == [
        (OLDEST, "27322", "phường 7")
    ]


def test_type_orders_and_does_not_lose_an_upgraded_unit(gazetteer: Gazetteer) -> None:
    district = gazetteer.find("huyện Gia Lâm", layer=OLDEST)[0]
    both = gazetteer.find("Yên Viên", layer=OLDEST, type="thị trấn", within=district)
    assert [one.type for one in both] == ["thị trấn", "xã"]
    assert [one.type for one in gazetteer.find("Tiên Thủy", layer=OLDEST, type="thị trấn")] == ["xã"]


def test_type_keeps_to_its_level(gazetteer: Gazetteer) -> None:
    assert [one.level for one in gazetteer.find("Vĩnh Long", layer=OLDEST)][:2] == ["province", "district"]
    assert [one.code for one in gazetteer.find("Vĩnh Long", layer=OLDEST, type="thành phố")] == ["855"]
    assert [one.code for one in gazetteer.find("Vĩnh Long", layer=OLDEST, type="tỉnh")] == ["86"]
    assert not gazetteer.find("huyện Giồng Trôm", layer=NEWEST)


@pytest.mark.parametrize("written", ["", "xã", "Sài Gòn", "ấp An Khánh", "Liên Xô"])
def test_names_of_no_unit(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.find(written, layer=OLDEST) == []


def test_unknown_type_and_layer(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("An Khánh", layer=OLDEST, type="ấp") == []
    with pytest.raises(KeyError):
        gazetteer.find("An Khánh", layer="2019")


def test_every_name_is_found(gazetteer: Gazetteer) -> None:
    for layer in LAYERS:
        for level in ("province", "district", "commune"):
            names = gazetteer.names(layer=layer, level=level)
            assert all(gazetteer.find(name, layer=layer, level=level) for name in names)
    assert {"Giồng Trôm", "7", "TP.HCM"} <= gazetteer.names(layer=OLDEST)
    assert "Giồng Trôm" not in gazetteer.names(layer=OLDEST, level="province")


def test_every_alias_has_a_unit(gazetteer: Gazetteer) -> None:
    rows = (TABLE.parent / "aliases.tsv").read_text(encoding="utf-8").splitlines()
    aliases = {row.split("\t")[0] for row in rows if not row.startswith("#")} - {"alias"}
    assert all(any(gazetteer.find(alias, layer=layer) for layer in LAYERS) for alias in aliases)


# --- dates


@pytest.mark.parametrize(
    ("date", "layer"),
    [
        ("2017-05-01", "2020"),
        ("2020-01-01", "2020"),
        ("2024-08-31", "2020"),
        ("2024-09-01", "2024-09"),
        ("2025-06-30", "2024-09"),
        ("2025-07-01", "2025-07"),
        ("2026-11-22", "2025-07"),
    ],
)
def test_layer_for(gazetteer: Gazetteer, date: str, layer: str) -> None:
    assert gazetteer.layer_for(datetime.date.fromisoformat(date)) == layer


def test_layer_without_a_date(gazetteer: Gazetteer) -> None:
    assert gazetteer.layer_for(None) == NEWEST


@pytest.mark.parametrize(
    ("written", "date", "former", "first"),
    [
        ("Giồng Trôm", "2022-09-19", False, ("2020", "834", "huyện Giồng Trôm")),
        ("Giồng Trôm", "2025-08-01", False, ("2025-07", "28984", "xã Giồng Trôm")),
        ("huyện Giồng Trôm", "2025-08-01", False, ("2024-09", "834", "huyện Giồng Trôm")),
        ("thị trấn Giồng Trôm", "2025-08-01", False, ("2024-09", "28984", "thị trấn Giồng Trôm")),
        ("Bến Tre", "2025-08-01", False, ("2025-07", "28789", "phường Bến Tre")),
        ("Bến Tre", "2025-08-01", True, ("2024-09", "83", "tỉnh Bến Tre")),
        ("tỉnh Bến Tre", "2025-08-01", False, ("2024-09", "83", "tỉnh Bến Tre")),
        ("thành phố Vĩnh Long", "2025-08-01", False, ("2024-09", "855", "thành phố Vĩnh Long")),
        ("thị trấn Tiệm Tôm", "2023-06-01", False, ("2024-09", "29179", "thị trấn Tiệm Tôm")),
        ("tỉnh Thừa Thiên Huế", "2024-10-01", False, ("2020", "46", "tỉnh Thừa Thiên Huế")),
        ("đặc khu Phú Quốc", "2025-06-20", False, ("2025-07", "31078", "đặc khu Phú Quốc")),
        ("Đồng Nai", "2026-04-29", False, ("2025-07", "75", "tỉnh Đồng Nai")),
        ("Đồng Nai", "2026-04-30", False, ("2025-07", "75", "thành phố Đồng Nai")),
        ("thành phố Đồng Nai", "2026-05-01", False, ("2025-07", "75", "thành phố Đồng Nai")),
    ],
)
def test_find_in_history(
    gazetteer: Gazetteer, written: str, date: str, former: bool, first: tuple[str, str, str]
) -> None:
    found = gazetteer.find_in_history(written, date=datetime.date.fromisoformat(date), former=former)
    assert full_names(found)[0] == first


def test_both_old_layers_count_while_mergers_took_effect(gazetteer: Gazetteer) -> None:
    october = datetime.date(2024, 10, 1)
    found = gazetteer.find_in_history("An Khánh", date=october, level="commune")
    assert (OLDEST, "28810", "xã An Khánh") in full_names(found)
    assert len({one.code for one in found}) == len(found) == 6
    district = place(gazetteer, TRANSITION, "831")
    assert full_names(gazetteer.find_in_history("An Khánh", date=october, within=district)) == [
        (OLDEST, "28810", "xã An Khánh")
    ]


def test_a_name_that_a_merger_gave_another_code_is_one_unit(gazetteer: Gazetteer) -> None:
    found = gazetteer.find_in_history(
        "thị trấn Châu Thành", date=datetime.date(2024, 10, 1), within=place(gazetteer, TRANSITION, "83")
    )
    assert full_names(found) == [(TRANSITION, "28810", "thị trấn Châu Thành")]


# --- containment


def test_contains(gazetteer: Gazetteer) -> None:
    province, district, commune = (place(gazetteer, OLDEST, code) for code in ("83", "831", "28810"))
    assert gazetteer.contains(province, district)
    assert gazetteer.contains(province, commune)
    assert gazetteer.contains(district, commune)
    assert not gazetteer.contains(commune, district)
    assert not gazetteer.contains(district, district)
    assert not gazetteer.contains(place(gazetteer, OLDEST, "834"), commune)


def test_contains_across_layers(gazetteer: Gazetteer) -> None:
    an_khanh, tan_hao = place(gazetteer, OLDEST, "28810"), place(gazetteer, NEWEST, "29029")
    assert gazetteer.contains(place(gazetteer, TRANSITION, "831"), an_khanh)
    assert gazetteer.contains(place(gazetteer, NEWEST, "86"), an_khanh)
    assert gazetteer.contains(place(gazetteer, TRANSITION, "83"), tan_hao)
    assert not gazetteer.contains(place(gazetteer, TRANSITION, "834"), tan_hao)  # a district became nothing
    assert not gazetteer.contains(place(gazetteer, TRANSITION, "06"), tan_hao)


def test_load_is_cached(gazetteer: Gazetteer) -> None:
    assert Gazetteer.load() is gazetteer
    assert Gazetteer.load(TABLE.parent) is gazetteer


# --- the compiler


def legacy(
    commune: str | None, code: str | None, *, alias: str | None = None, key: str | None = None
) -> dict[str, Any]:
    return {
        "province": "Tỉnh Đông",
        "provinceCode": "01",
        "provinceKey": "tinhdong",
        "district": "Thị Xã Nam" if commune else "Huyện Đảo",
        "districtCode": "010" if commune else "011",
        "districtKey": "thixanam" if commune else "huyendao",
        "ward": commune,
        "wardCode": code,
        "wardKey": key,
        "wardAlias": alias,
    }


def recent(commune: str, code: str, key: str) -> dict[str, Any]:
    province = {"province": "Thành phố Tây", "provinceCode": "02", "provinceKey": "thanhphotay"}
    return province | {"ward": commune, "wardCode": code, "wardKey": key}


@pytest.fixture
def sources() -> Sources:
    def old(name: str, parent: str | None = None) -> dict[str, Any]:
        return {"name_with_type": name, "parent_code": parent}

    return Sources(
        provinces={"01": old("Tỉnh Đông")},
        districts={
            "010": old("Huyện  Nam", "01"),
            "011": old("Huyện Đảo", "01"),
            "012": old("Huyện Xưa", "01"),
        },
        communes={
            "00001": old("Xã Hoà An ", "010"),
            "00002": old("Phường 07", "010"),
            "00003": old("Xã Đức Hạ", "010"),
            "00004": old("Xã Mất", "010"),
            "00005": old("Xã Xưa", "012"),
        },
        legacy=[
            legacy("Phường Hòa An", "00001", alias='["xaxua", "xua"]', key="phuonghoaan"),
            legacy("Phường 7", "00002", alias='["xaducha", "ducha"]', key="phuong7"),
            legacy(None, None),
        ],
        recent=[
            recent("Phường Nam", "00001", "phuongnam"),
            recent("Xã Bắc", "00002", "xabac"),
            recent("Đặc khu Đảo", "00009", "dackhudao"),
        ],
        merged_provinces={"thanhphotay": ["tinhdong"]},
        undivided={
            "thanhphotay": {
                "phuongnam": ["tinhdong_thixanam_phuonghoaan"],
                "dackhudao": ["tinhdong_huyendao_"],
            }
        },
        divided={
            "thanhphotay": {
                "tinhdong_thixanam_phuong7": [
                    {"newWardKey": "phuongnam", "isDefaultNewWard": False},
                    {"newWardKey": "xabac", "isDefaultNewWard": True},
                ]
            }
        },
    )


def test_compile(sources: Sources) -> None:
    assert compile_places(sources) == [
        Place("2020", "01", "province", "tỉnh", "Đông", None, "02"),
        Place("2020", "010", "district", "huyện", "Nam", "01", None),
        Place("2020", "011", "district", "huyện", "Đảo", "01", "00009"),
        Place("2020", "012", "district", "huyện", "Xưa", "01", None),
        Place("2020", "00001", "commune", "xã", "Hoà An", "010", "00001"),
        Place("2020", "00002", "commune", "phường", "7", "010", "00002"),
        Place("2020", "00003", "commune", "xã", "Đức Hạ", "010", "00002"),
        Place("2020", "00004", "commune", "xã", "Mất", "010", None),
        Place("2020", "00005", "commune", "xã", "Xưa", "012", "00001"),
        Place("2024-09", "01", "province", "tỉnh", "Đông", None, "02"),
        Place("2024-09", "010", "district", "thị xã", "Nam", "01", None),
        Place("2024-09", "011", "district", "huyện", "Đảo", "01", "00009"),
        Place("2024-09", "00001", "commune", "phường", "Hòa An", "010", "00001"),
        Place("2024-09", "00002", "commune", "phường", "7", "010", "00002"),
        Place("2025-07", "02", "province", "thành phố", "Tây", None, None),
        Place("2025-07", "00001", "commune", "phường", "Nam", "02", None),
        Place("2025-07", "00002", "commune", "xã", "Bắc", "02", None),
        Place("2025-07", "00009", "commune", "đặc khu", "Đảo", "02", None),
    ]


def test_compile_leaves_a_doubtful_successor_open(sources: Sources) -> None:
    rows = [*sources.legacy, legacy("Xã Hạ", "00008", alias='["xaducha"]', key="xaha")]
    by_code = {(one.layer, one.code): one for one in compile_places(replace(sources, legacy=rows))}
    assert by_code["2020", "00003"].successor_code is None


def test_compile_does_not_depend_on_the_order_of_rows(sources: Sources) -> None:
    turned = replace(
        sources,
        legacy=sources.legacy[::-1],
        recent=sources.recent[::-1],
        communes=dict(reversed(list(sources.communes.items()))),
    )
    assert compile_places(turned) == compile_places(sources)


def test_compile_refuses_what_does_not_hold(sources: Sources) -> None:
    with pytest.raises(ValueError, match="twice"):
        compile_places(replace(sources, recent=[*sources.recent, recent("Xã Đôi", "00001", "xadoi")]))
    with pytest.raises(ValueError, match="no parent"):
        compile_places(replace(sources, provinces={}))
    with pytest.raises(ValueError, match="type word"):
        compile_places(replace(sources, recent=[recent("Ấp Bắc", "00002", "apbac")]))


def test_written_table_reads_back(sources: Sources, tmp_path: Path) -> None:
    write_places(compile_places(sources), tmp_path / "units.tsv")
    assert list(read_places(tmp_path / "units.tsv")) == compile_places(sources)


def test_shipped_table_is_as_it_would_be_written(places: list[Place], tmp_path: Path) -> None:
    write_places(places, tmp_path / "units.tsv")
    assert (tmp_path / "units.tsv").read_bytes() == TABLE.read_bytes()
