"""Which places an article is about, and which place a name or a bare type word means in it."""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nghiquyet.resolve.gazetteer import NEWEST, Gazetteer, Place, name_key

LEVELS = ("province", "district", "commune")

# What a mention of a place weighs in deciding what the article is about.
_IN_TITLE, _IN_LEAD, _ELSEWHERE = 4.0, 2.0, 1.0
_NEWSPAPER = 6.0
_TYPED = 1.5
_COMMUNE_FOR_DISTRICT = 0.5
_ENOUGH_FOR_PROVINCE = 0.9
_ENOUGH_FOR_DISTRICT = 2.5
_ENOUGH_FOR_COMMUNE = 4
_SHARE_OF_DISTRICT = 0.5

# What speaks for one of several places of a name; each outweighs all those after it.
_CHAIN, _OWN, _IN_OWN_DISTRICT, _IN_NAMED_DISTRICT, _IN_OWN_PROVINCE, _IN_NAMED_PROVINCE, _HIGHER = (
    64, 32, 16, 8, 4, 2, 1,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name of a place where the article writes it, with the type word that it writes before it.

    `level` is that of the type word, or of the organ that a bare name stands behind.
    """

    start: int
    end: int
    name: str
    type: str | None = None
    level: str | None = None


@dataclass(slots=True)
class ArticlePlaces:
    """The article's own province, district and commune, and what its place names mean.

    `candidate_count` of an unresolved name says how many places bear it. `sections` are the offsets at which
    the parts of a digest begin, each with its place.
    """

    gazetteer: Gazetteer
    date: datetime.date | None
    province: Place | None = None
    district: Place | None = None
    commune: Place | None = None
    sections: Sequence[int] = ()
    named: list[tuple[int, Place]] = field(default_factory=list)
    resolved: dict[int, Place | None] = field(default_factory=dict)
    candidate_count: dict[int, int] = field(default_factory=dict)
    _types: dict[str, Counter[str]] = field(default_factory=dict)
    _spellings: dict[str, str] = field(default_factory=dict)
    _named_codes: frozenset[str] = frozenset()
    _named_districts: frozenset[str] = frozenset()

    @property
    def own(self) -> Place | None:
        """The smallest of the article's own places."""
        return self.commune or self.district or self.province

    def find(self, name: str, *, type: str | None = None, level: str | None = None) -> list[Place]:
        """The places that an article of this date may mean by a name."""
        return self.gazetteer.find_in_history(name, date=self.date, level=level, type=type)

    def settle(self, named: list[tuple[int, Place]]) -> None:
        """Take over the places that are named, in the order of the text, each with its offset."""
        self.named = named
        self._named_codes = frozenset(place.code for _, place in named)
        self._named_districts = frozenset(place.code for _, place in named if place.level == "district")

    def meanings(self, name: PlaceName) -> list[Place]:
        """The places that a name may mean; a bare one that is a province's means the province.

        Behind an organ (`Huyện ủy Ba Tri`) it means one of the organ's level, where there is one.
        """
        found = self.find(name.name, type=name.type, level=name.level)
        if name.type is None and name.level:
            return found or self.meanings(replace(name, level=None))
        provinces = [place for place in found if place.level == "province"]
        return provinces if name.type is None and provinces else found

    def type_of(self, place: Place) -> str:
        """The type word that the article gives a place, else the gazetteer's."""
        written = self._types.get(place.code)
        return written.most_common(1)[0][0] if written else place.type

    def is_typed(self, place: Place) -> bool:
        """Whether the article writes a type word before the name of a place."""
        return place.code in self._types

    def full_name(self, place: Place) -> str:
        """`thị xã Hương Trà`."""
        return f"{self.type_of(place)} {self.name_of(place)}"

    def name_of(self, place: Place) -> str:
        """The name of a place as the article spells it, else as the gazetteer does."""
        return self._spellings.get(place.code, place.name)

    def note(self, name: PlaceName, place: Place) -> None:
        """Note the type word and the spelling with which the article names a place."""
        if name.type:
            self._types.setdefault(place.code, Counter())[name.type] += 1
        if name_key(name.name) == name_key(place.name) and not name.name.isdigit():
            self._spellings.setdefault(place.code, name.name)

    def last_named(
        self, before: int, types: Iterable[str] = (), level: str | None = None, since: int = 0
    ) -> Place | None:
        """The place of these type words or of this level that was named last between two offsets."""
        wanted = frozenset(types)
        for start, place in reversed(self.named[: bisect_left(self.named, before, key=lambda pair: pair[0])]):
            if start < since:
                return None
            if level in (None, place.level) and (not wanted or self.type_of(place) in wanted):
                return place
        return None

    def meant(self, at: int, level: str, types: Sequence[str] = (), since: int = 0) -> Place | None:
        """The place that a bare type word at an offset means: of the clause, the article, named last or next.

        `since` is where the sentence starts; in a digest its section counts. A commune is the one named last;
        it has no more stable bearer.
        """
        own: Place | None = getattr(self, level)
        if own is not None and types and self.type_of(own) not in types:
            own = None
        if level == "commune" and not (own and self.date_is_newest):
            last = self.last_named(at, types, level)
            return last or own or self._next_named(at, types, level)
        if section := bisect_right(self.sections, at):
            since = min(since, self.sections[section - 1])
        near = self.last_named(at, types, level, since)
        return near or own or self.last_named(at, types, level) or self._next_named(at, types, level)

    @property
    def date_is_newest(self) -> bool:
        """Whether the article's date lies in the newest layer, which has no districts."""
        return self.gazetteer.layer_for(self.date) == NEWEST

    def _next_named(self, at: int, types: Sequence[str], level: str) -> Place | None:
        return next(
            (
                place
                for start, place in self.named
                if start >= at and place.level == level and (not types or self.type_of(place) in types)
            ),
            None,
        )

    def choose(self, candidates: Sequence[Place], neighbours: Sequence[Place], *, bare: bool) -> Place | None:
        """The one candidate for which the article speaks most; None where it does not tell two apart.

        `neighbours` are the places named right behind the name, as `huyện B` in `xã A (huyện B)`.
        """
        if not candidates:
            return None
        scored = sorted(
            ((self._support(place, neighbours, bare), n) for n, place in enumerate(candidates)), reverse=True
        )
        best, number = scored[0]
        if len(scored) > 1 and scored[1][0] == best:
            return None
        place = candidates[number]
        if best <= _HIGHER and (place.level == "commune" or (bare and place.level != "province")):
            return None
        return place

    def _support(self, place: Place, neighbours: Sequence[Place], bare: bool) -> int:
        chain = [place.code, *(above.code for above in self.gazetteer.ancestors(place))]
        own = [p.code for p in (self.province, self.district, self.commune) if p]
        score = _CHAIN * any(self.gazetteer.contains(other, place) for other in neighbours)
        score += _OWN * (place.code in own and not (neighbours and not score))
        if self.district:
            score += _IN_OWN_DISTRICT * self.gazetteer.contains(self.district, place)
        if self.province:
            score += _IN_OWN_PROVINCE * self.gazetteer.contains(self.province, place)
        score += _IN_NAMED_DISTRICT * (not self._named_districts.isdisjoint(chain))
        score += _IN_NAMED_PROVINCE * (not self._named_codes.isdisjoint(chain))
        return score + _HIGHER * (bare and place.level != "commune")


def read_article_places(
    names: Sequence[PlaceName],
    gazetteer: Gazetteer,
    *,
    date: datetime.date | None,
    title_end: int,
    lead_end: int,
    newspaper_province: str | None,
    gaps: Sequence[bool],
    beside: Sequence[bool],
    district_is_told: bool,
    sections: Sequence[int],
) -> ArticlePlaces:
    """Weigh the names of an article, in the order of the text, and settle what each of them means.

    `gaps[n]` tells whether name n + 1 stands behind name n as its container may (`xã A, huyện B`; `A (B)`),
    `beside[n]` whether the two are members of a list. `district_is_told` says that the article's organs are
    as much of a district as of a province, `sections` where the parts of a digest begin.
    """
    places = ArticlePlaces(gazetteer, date, sections=sections)
    candidates = [places.meanings(name) for name in names]

    evidence = _Evidence(places, names, candidates, title_end, lead_end, district_is_told)
    evidence.settle_province(newspaper_province)
    evidence.settle_district()
    evidence.settle_commune()
    _settle_names(places, names, candidates, gaps, beside)
    return places


@dataclass(slots=True)
class _Evidence:
    """The names of an article as votes for what it is about."""

    places: ArticlePlaces
    names: Sequence[PlaceName]
    candidates: Sequence[Sequence[Place]]
    title_end: int
    lead_end: int
    district_is_told: bool

    def _weight(self, name: PlaceName) -> float:
        base = (
            _IN_TITLE
            if name.start < self.title_end
            else _IN_LEAD
            if name.start < self.lead_end
            else _ELSEWHERE
        )
        return base * (_TYPED if name.type else 1.0)

    def settle_province(self, newspaper_province: str | None) -> None:
        """By all names but bare communes, and by the newspaper."""
        votes: defaultdict[Place, float] = defaultdict(float)
        for name, found in zip(self.names, self.candidates, strict=True):
            highest = _highest(found) if name.type is None else found
            if not highest or (
                name.type is None and highest[0].level == "commune" and name.start >= self.title_end
            ):
                continue
            lying = {self.places.gazetteer.province_of(place) for place in highest}
            for place in lying:
                votes[place] += self._weight(name) / len(lying)
        if newspaper_province:
            for place in self.places.find(newspaper_province, level="province")[:1]:
                votes[place] += _NEWSPAPER
        if votes:
            place, most, second = _two_best(votes)
            self.places.province = place if most >= _ENOUGH_FOR_PROVINCE and most > second else None

    def settle_district(self) -> None:
        """By its own names and those of its communes; one in the headline needs no more."""
        province, gazetteer = self.places.province, self.places.gazetteer
        if province is None:
            return
        votes: defaultdict[Place, float] = defaultdict(float)
        in_title: set[Place] = set()
        for name, found in zip(self.names, self.candidates, strict=True):
            if name.type is None and any(place.level == "province" for place in found):
                continue
            within = [place for place in found if gazetteer.contains(province, place)]
            districts = [place for place in within if place.level == "district"]
            for place in districts:
                votes[place] += self._weight(name) / len(districts)
                if name.start < self.title_end:
                    in_title.add(place)
            for place in [] if districts else within:
                for parent in gazetteer.ancestors(place)[:1]:
                    if parent.level == "district":
                        votes[parent] += self._weight(name) * _COMMUNE_FOR_DISTRICT / len(within)
        if votes:
            place, most, second = _two_best(votes)
            if most == second:
                return
            enough = most >= max(_ENOUGH_FOR_DISTRICT, _SHARE_OF_DISTRICT * sum(votes.values()))
            if place in in_title or (enough and self.district_is_told):
                self.places.district = place

    def settle_commune(self) -> None:
        """One typed in the headline, or named far more often than its neighbours and its district."""
        outer = self.places.district or self.places.province
        if outer is None:
            return
        votes: Counter[Place] = Counter()
        of_outer = 0
        in_title: set[Place] = set()
        for name, found in zip(self.names, self.candidates, strict=True):
            of_outer += outer in found
            communes = [p for p in found if p.level == "commune" and self.places.gazetteer.contains(outer, p)]
            if len(communes) != 1 or any(place.level == "province" for place in found):
                continue
            if self.places.district and self.places.district in found:
                continue
            votes[communes[0]] += 1
            if name.start < self.title_end and (name.type or not self.places.district):
                in_title.add(communes[0])
        if not votes:
            return
        (place, most), *others = votes.most_common(2)
        second = others[0][1] if others else 0
        often = most >= _ENOUGH_FOR_COMMUNE and most >= 2 * max(second, of_outer)
        if place in in_title or often:
            self.places.commune = place


def _two_best(votes: Mapping[Place, float]) -> tuple[Place, float, float]:
    """The place with the most votes, how many it has, and how many the next one has."""
    (place, most), *others = sorted(votes.items(), key=lambda item: -item[1])[:2]
    return place, most, others[0][1] if others else 0.0


def _highest(found: Sequence[Place]) -> list[Place]:
    for level in LEVELS:
        chosen = [place for place in found if place.level == level]
        if chosen:
            return chosen
    return []


def _settle_names(
    places: ArticlePlaces,
    names: Sequence[PlaceName],
    candidates: Sequence[Sequence[Place]],
    gaps: Sequence[bool],
    beside: Sequence[bool],
) -> None:
    for _ in range(2):  # the second pass knows every place that the first settled
        places.settle(_named(places, names))
        for n, (name, found) in enumerate(zip(names, candidates, strict=True)):
            neighbours: list[Place] = []
            follower = n
            while follower + 1 < len(names) and gaps[follower] and follower - n < 2:
                follower += 1
                neighbours.extend(candidates[follower])
            place = places.choose(found, neighbours, bare=name.type is None)
            if name.type is None and place is not None and place.level == "province":
                place = _listed_commune(places, names, beside, n) or place
            places.resolved[name.start] = place
            places.candidate_count[name.start] = len(found)
    for name in names:
        if place := places.resolved.get(name.start):
            places.note(name, place)
    unknown = [
        (name.start, _unknown(name)) for name in names if name.type and not places.resolved[name.start]
    ]
    places.settle(sorted([*_named(places, names), *unknown], key=lambda pair: pair[0]))


def _listed_commune(
    places: ArticlePlaces, names: Sequence[PlaceName], beside: Sequence[bool], number: int
) -> Place | None:
    """The commune of the article's district that a province's name means beside other communes of it."""
    if places.district is None:
        return None
    neighbours = [
        n for n, joined in ((number - 1, beside[number - 1]), (number + 1, beside[number])) if joined
    ]
    around = [places.resolved.get(names[n].start) for n in neighbours if 0 <= n < len(names)]
    if not any(p and p.level == "commune" and places.gazetteer.contains(places.district, p) for p in around):
        return None
    found = places.find(names[number].name, level="commune")
    here = [place for place in found if places.gazetteer.contains(places.district, place)]
    return here[0] if len(here) == 1 else None


def _unknown(name: PlaceName) -> Place:
    """A place that the gazetteer does not tell, for the bare type words behind it; it has no code."""
    return Place("", "", name.level or "", name.type or "", name.name, None, None)


def _named(places: ArticlePlaces, names: Sequence[PlaceName]) -> list[tuple[int, Place]]:
    return [(name.start, place) for name in names if (place := places.resolved.get(name.start))]
