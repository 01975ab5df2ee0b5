"""The administrative units of Vietnam in three layers, by name, code and date: see `docs/gazetteer.md`.

A code is not a unit for ever: 28810 was xã An Khánh, then thị trấn Châu Thành, and is xã Phú Túc now. A unit
is therefore known by its layer and its code. Codes are strings, those of the General Statistics Office:
2 digits for a province, 3 for a district, 5 for a commune.
"""

import datetime
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.wordlist import read_word_list

# Each layer is named after the day, month or year that it serves from; ISO dates sort as text.
LAYERS = OLDEST, TRANSITION, NEWEST = ("2020", "2024-09", "2025-07")

LEVELS_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "huyện": ("district",),
    "quận": ("district",),
    "thị xã": ("district",),
    "xã": ("commune",),
    "phường": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}

_NAMES_KEPT = 1 << 13
_NOT_IN_KEY = re.compile(r"[\W_]+|(?<!\d)0+(?=\d)")
# Spellings on which even the sources differ: Đắk, Đăk and Đak (only highland names end a syllable in k), and
# i for y after a consonant (Quí, Mĩ).
_VARIANT = re.compile(r"[ăắ](?=k)|(?:(?<=[bcdđghklmnpqrstvx])|(?<=qu))[yỳýỷỹỵ](?!\w)")
_PLAIN = dict(zip("ăắyỳýỷỹỵ", "aaiìíỉĩị", strict=True))


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit of one layer.

    `level` is `province`, `district` or `commune`; `type` a key of LEVELS_OF_TYPE; `parent` the code of the
    unit above it in its layer. `successor_code` is the code, in the newest layer, of the unit that took it
    over, or its main part; None in the newest layer, for districts but five islands, where no source tells.
    """

    layer: str
    code: str
    level: str
    type: str
    name: str
    parent: str | None
    successor_code: str | None

    @property
    def full_name(self) -> str:
        """`huyện Giồng Trôm`."""
        return f"{self.type} {self.name}"


class _Layer:
    """The units of one layer; each index is built when first asked for."""

    def __init__(self, aliases: Mapping[tuple[str, str], list[str]]) -> None:
        self.by_code: dict[str, Place] = {}
        self._aliases = aliases

    @cached_property
    def types(self) -> frozenset[str]:
        return frozenset(place.type for place in self.by_code.values())

    @cached_property
    def names(self) -> list[tuple[str, Place]]:
        own = [(place.name, place) for place in self.by_code.values()]
        return own + [
            (alias, place)
            for place in self.by_code.values()
            for alias in self._aliases.get((place.full_name, place.level), ())
        ]

    @cached_property
    def by_key(self) -> dict[str, list[Place]]:
        # A place is kept once a key: some aliases differ from its name only in what the key leaves out.
        places: dict[str, dict[str, Place]] = defaultdict(dict)
        for name, place in self.names:
            places[name_key(name)][place.code] = place
        return {key: list(found.values()) for key, found in places.items()}

    @cached_property
    def by_successor(self) -> dict[str, list[Place]]:
        places = defaultdict(list)
        for place in self.by_code.values():
            if place.successor_code:
                places[place.successor_code].append(place)
        return dict(places)


class Gazetteer:
    """Finds administrative units. Made by `Gazetteer.load()`; an unknown layer raises KeyError."""

    def __init__(
        self,
        places: Iterable[Place],
        *,
        aliases: Iterable[Mapping[str, str]] = (),
        upgrades: Iterable[Mapping[str, str]] = (),
    ) -> None:
        by_target: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in aliases:
            by_target[row["full_name"], row["level"]].append(row["alias"])
        self._layers = {layer: _Layer(by_target) for layer in LAYERS}
        for place in places:
            self._layers[place.layer].by_code[place.code] = place
        self._chains: dict[tuple[str, str], tuple[Place, ...]] = {}
        self._upgrades: dict[tuple[str, str], list[tuple[datetime.date, str]]] = defaultdict(list)
        for row in upgrades:
            self._upgrades[row["layer"], row["code"]].append(
                (datetime.date.fromisoformat(row["since"]), row["type"])
            )
        first_days = {datetime.date.fromisoformat(f"{layer}-01-01"[:10]) for layer in LAYERS}
        upgraded = {since for places in self._upgrades.values() for since, _ in places}
        self._changes = sorted(first_days | upgraded)
        self._found = lru_cache(maxsize=_NAMES_KEPT)(self._find_in_history)

    @staticmethod
    def load(path: Path | None = None) -> "Gazetteer":
        """The gazetteer in the folder `path`, by default the shipped one; read once a process."""
        return _load(path or rules_dir() / "gazetteer")

    def layer_for(self, date: datetime.date | None) -> str:
        """The layer of an article's `date`: the newest without a date, the oldest before 2020."""
        if date is None:
            return NEWEST
        return max((layer for layer in LAYERS if layer <= date.isoformat()), default=OLDEST)

    def by_code(self, layer: str, code: str) -> Place | None:
        """The unit that has `code` in `layer`."""
        return self._layers[layer].by_code.get(code)

    def find(
        self,
        name: str,
        *,
        layer: str,
        level: str | None = None,
        type: str | None = None,
        within: Place | None = None,
    ) -> list[Place]:
        """All units of `layer` that bear `name`, those of the `type` word first.

        `name` is NFC, with or without a type word in front; `type` is in lower case. A commune or district of
        another type word stays a candidate, since a xã becomes a phường between two snapshots; the level
        holds, so `huyện` finds no commune, and `thành phố` no tỉnh. `within` may be of another layer.
        """
        word, base = _split(name)
        type = type or word
        by_key = self._layers[layer].by_key
        candidates = by_key.get(name_key(name)) or by_key.get(
            name_key(base), []
        )  # `Phường Đúc` is a whole name
        return sorted(
            (
                place
                for place in candidates
                if level in (None, place.level)
                and (type is None or self._may_be(place, type))
                and (within is None or self.contains(within, place))
            ),
            key=lambda place: place.type != type,
        )

    def find_in_history(
        self,
        name: str,
        *,
        date: datetime.date | None,
        level: str | None = None,
        type: str | None = None,
        within: Place | None = None,
        former: bool = False,
    ) -> list[Place]:
        """The units that an article of `date` may mean by `name`, with the type word that they had that day.

        The layers are searched in the order of `docs/gazetteer.md`; the first to know the name answers.
        `former` says that the text calls the unit a thing of the past ("cũ", "trước đây").
        """
        found = self._found(
            name, date=self._period_of(date), level=level, type=type, within=within, former=former
        )
        return list(found)

    def _find_in_history(
        self,
        name: str,
        *,
        date: datetime.date | None,
        level: str | None,
        type: str | None,
        within: Place | None,
        former: bool,
    ) -> Sequence[Place]:
        type = type or _split(name)[0]
        for layers in self._history(date, type, former):
            found: list[Place] = []
            seen: set[object] = set()
            for layer in layers:
                for place in self.find(name, layer=layer, level=level, type=type, within=within):
                    # One unit in two layers has one code, or one district where its merger changed the code.
                    same = {place.code, (place.type, place.parent)}
                    if not same & seen:
                        found.append(self.as_of(place, date))
                    seen |= same
            if found:
                return sorted(found, key=lambda place: place.type != type)
        return ()

    def _period_of(self, date: datetime.date | None) -> datetime.date | None:
        """The first day from which on all units were as on `date`."""
        if date is None:
            return None
        number = bisect_right(self._changes, date)
        return self._changes[number - 1] if number else datetime.date.min

    def as_of(self, place: Place, date: datetime.date | None) -> Place:
        """`place` with the type word that it had on `date`, where it was upgraded within its layer."""
        for since, word in self._upgrades.get((place.layer, place.code), ()):
            if date is None or since <= date:
                place = replace(place, type=word)
        return place

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether `outer`, or what it was or became in the layer of `inner`, stands above `inner`."""
        above = [place.code for place in self.ancestors(inner)]
        return bool(above) and any(place.code in above for place in self._counterparts(outer, inner.layer))

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """The units above `place`, the nearest first: district, province; none for a province."""
        if place.parent is None:
            return ()
        if (place.layer, place.parent) not in self._chains:
            parent = self._layers[place.layer].by_code[place.parent]
            self._chains[place.layer, place.parent] = (parent, *self.ancestors(parent))
        return self._chains[place.layer, place.parent]

    def province_of(self, place: Place) -> Place:
        """The province that `place` lies in, or is."""
        return (place, *self.ancestors(place))[-1]

    def successor(self, place: Place) -> Place | None:
        """The unit of the newest layer that took `place` over, see `Place.successor_code`."""
        return self.by_code(NEWEST, place.successor_code) if place.successor_code else None

    def names(self, *, layer: str, level: str | None = None) -> frozenset[str]:
        """The names and aliases of `layer` as written, without type words; a numbered ward is just `7`."""
        return frozenset(name for name, place in self._layers[layer].names if level in (None, place.level))

    def _may_be(self, place: Place, word: str) -> bool:
        """Whether an article may call `place` by the type `word`."""
        if place.level == "province":
            return word == place.type or any(
                word == later for _, later in self._upgrades.get((place.layer, place.code), ())
            )
        return place.level in LEVELS_OF_TYPE.get(word, ())

    def _history(
        self, date: datetime.date | None, word: str | None, former: bool
    ) -> tuple[tuple[str, ...], ...]:
        """Groups of layers, to be searched one after the other."""
        layer = self.layer_for(date)
        if layer == OLDEST:  # then what was made between the snapshot of early 2023 and September 2024
            return (OLDEST,), (TRANSITION,)
        before = (TRANSITION, OLDEST)  # mergers took effect in steps, so both are searched
        if layer == TRANSITION:  # then the units that were announced in June 2025
            return before, (NEWEST,)
        if former or (word in LEVELS_OF_TYPE and word not in self._layers[NEWEST].types):
            return before, (NEWEST,)
        return (NEWEST,), before

    def _counterparts(self, place: Place, layer: str) -> list[Place]:
        """What `place` is in `layer`: its successor, its predecessors, or between the old layers its code."""
        if layer == place.layer:
            return [place]
        if place.layer == NEWEST:
            return self._layers[layer].by_successor.get(place.code, [])
        other = self.successor(place) if layer == NEWEST else self.by_code(layer, place.code)
        return [other] if other else []


def read_places(table: Path) -> Iterator[Place]:
    """The rows of `units.tsv`, whose columns are the fields of Place; an empty cell is None."""
    _, *lines = table.read_text(encoding="utf-8").splitlines()
    for line in lines:
        layer, code, level, word, name, parent, successor = line.split("\t")
        yield Place(layer, code, level, word, name, parent or None, successor or None)


@cache
def _load(folder: Path) -> Gazetteer:
    return Gazetteer(
        read_places(folder / "units.tsv"),
        aliases=read_word_list(folder / "aliases.tsv").rows,
        upgrades=read_word_list(folder / "upgrades.tsv").rows,
    )


@lru_cache(maxsize=1 << 15)  # the layers share most of their names
def name_key(name: str) -> str:
    """What the spellings of one name share: without case, blanks, signs, leading zeros, placed tones."""
    plain = _VARIANT.sub(lambda match: _PLAIN[match.group()], fold(name).lower())
    return _NOT_IN_KEY.sub("", plain)


def _split(name: str) -> tuple[str | None, str]:
    """`Huyện Giồng Trôm` as `huyện`, `Giồng Trôm`; None and the name where no type word stands in front."""
    lower = name.lower()
    for word in LEVELS_OF_TYPE:
        if lower.startswith(f"{word} "):
            return word, name[len(word) + 1 :]
    return None, name
