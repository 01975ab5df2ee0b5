"""Canonical names of units: the place filled in from the article, abbreviations spelled out as it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.organs import OrganGrammar, Phrase
from nghiquyet.resolve.abbreviations import Abbreviations, defined_abbreviations, field_abbreviations
from nghiquyet.resolve.gazetteer import Place, name_key
from nghiquyet.resolve.mentioned import Mentioned, NamedUnit
from nghiquyet.resolve.places import LEVELS, ArticlePlaces
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_COMMUNE_GAP = 12  # `thôn Lao Chải (xã Sán Chải`
_CONTAINER_GAP = 3  # `Khu công nghiệp An Hiệp, huyện Châu Thành`
_REACH_AHEAD = 45  # `Bí thư Đảng ủy, Chủ tịch HĐND xã Quý Hòa`


@dataclass(slots=True)
class Namer:
    """Names the phrases of one article in the order of the text, remembering what was named before."""

    analysis: Analysis
    places: ArticlePlaces
    rulebook: Rulebook
    grammar: OrganGrammar
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    mentioned: Mentioned = field(init=False)

    def __post_init__(self) -> None:
        self.abbreviations = defined_abbreviations(self.analysis.text, self.grammar.bracketed)
        organs = (c for c in self.analysis.accepted["units"] if c.fields.get("tail") == "field")
        fields = [self.analysis.text[c.start + len(c.fields["word"]) : c.end].strip() for c in organs]
        self.abbreviations.long_forms = field_abbreviations(fields) | self.abbreviations.long_forms
        self.mentioned = Mentioned(self.rulebook)

    def name(self, phrase: Phrase) -> NamedUnit | None:
        """What a phrase names; None where the article does not tell a body for words that are none alone."""
        unit = self._place(phrase.head) if phrase.is_place else self._organ(phrase)
        if unit is not None:
            self.mentioned.note(phrase, unit, self._spelled(phrase.words))
        return unit

    def _place(self, candidate: Candidate) -> NamedUnit:
        fields = candidate.fields
        if "name" not in fields:  # the country
            return NamedUnit(fields["unit_type"], fields.get("level"), fields["canonical"])
        if fields.get("foreign"):
            return NamedUnit("other", None, self.analysis.text[candidate.start : candidate.end])
        type, level, written = fields.get("type"), fields.get("level"), fields["name"]
        if level == "hamlet":
            commune = self._commune_of_hamlet(candidate)
            return NamedUnit("admin", "hamlet", f"{type} {written}", commune)
        place = self.places.resolved.get(candidate.start)
        count = None if place else self.places.candidate_count.get(candidate.start)
        return NamedUnit(
            "admin", place.level if place else level, self._written(candidate, place), place, count
        )

    def _written(self, candidate: Candidate, place: Place | None) -> str:
        """The name of a place with its type word, spelled as the article spells it."""
        type, written = candidate.fields.get("type"), candidate.fields["name"]
        if place is None:
            return f"{type} {written}" if type else written
        if name_key(written) == name_key(place.name):
            name = written.lstrip("0") if written.isdigit() else written
            return f"{type or self.places.type_of(place)} {name}"
        return self.places.full_name(place)

    def _commune_of_hamlet(self, candidate: Candidate) -> Place | None:
        """The commune named right behind a hamlet (`ấp Giồng Ké (An Đức)`), else the one named last."""
        for start, place in self.places.named:
            if candidate.end < start <= candidate.end + _COMMUNE_GAP and place.level == "commune":
                return place
        return self.places.meant(candidate.start, "commune")

    def _organ(self, phrase: Phrase) -> NamedUnit | None:
        head = phrase.head.fields
        words = self._spelled(phrase.words)
        central = phrase.kind == "central" and phrase.inner is None and phrase.place is None
        if central or (head["bare"] == "central" and phrase.stands_alone):
            return NamedUnit(head["unit_type"], "central", words)
        if phrase.inner is not None:
            inner = self._organ(phrase.inner)
            if inner is None:
                return None
            self.mentioned.note(phrase.inner, inner, self._spelled(phrase.inner.words))
            level = head["level"] if head["level"] not in ("place", "district", "") else inner.level
            link = " của " if phrase.kind == "delegation" else " "
            of_front = inner.unit_type == "front" and phrase.kind in ("inner", "executive")
            takes_type = of_front or (phrase.kind == "delegation" and head["bare"] == "again")
            unit_type = inner.unit_type if takes_type else head["unit_type"]
            return NamedUnit(unit_type, level, words + link + inner.canonical, inner.place)
        if phrase.place is not None:
            return self._organ_at(phrase, words, phrase.place)
        if phrase.own_body:
            return self._organ_of_body(phrase, words, phrase.own_body)
        return self._organ_of_context(phrase, words)

    def _organ_at(self, phrase: Phrase, words: str, candidate: Candidate) -> NamedUnit:
        head = phrase.head.fields
        unit = self._place(candidate)
        if unit.unit_type == "other":
            return NamedUnit("other", None, f"{words} {unit.canonical}")
        if "name" not in candidate.fields:
            return NamedUnit(head["unit_type"], "central", f"{words} {unit.canonical}")
        unit = self._at_level_of_head(unit, candidate, head)
        level = (unit.level or head["level"]) if head["level"] else None
        if level == "place":
            level = unit.level
        if head["level"] == "central":
            level = "central"
        alias = unit.place is not None and name_key(candidate.fields["name"]) not in (
            name_key(unit.place.name), name_key(unit.place.full_name),
        )  # fmt: skip
        typed = "type" in candidate.fields or alias
        behind = unit.canonical if typed else candidate.fields["name"]
        if phrase.kind == "committee" and phrase.several:
            behind = candidate.fields["name"]
        return NamedUnit(head["unit_type"], level, f"{words} {behind}", unit.place, unit.candidate_count)

    def _at_level_of_head(self, unit: NamedUnit, candidate: Candidate, head: Mapping[str, Any]) -> NamedUnit:
        """The place of a bare name at the level or of the type that the head asks for: `Thành ủy Cà Mau`."""
        name, level, types = candidate.fields["name"], head["level"], head["types"]
        if "type" in candidate.fields or unit.place is None:
            return unit
        if level in LEVELS and unit.place.level != level:
            found = self.places.find(name, level=level)
        elif level == "place" and types and self.places.type_of(unit.place) not in types:
            found = [place for type in types for place in self.places.find(name, type=type)]
        else:
            return unit
        place = self.places.choose(found, (), bare=False)
        return replace(unit, level=place.level, place=place) if place else unit

    def _organ_of_context(self, phrase: Phrase, words: str) -> NamedUnit | None:
        """An organ without a place: its bare type word or its own words ask the article for one."""
        head = phrase.head.fields
        if phrase.type is not None:
            return self._organ_of_type(phrase, words, phrase.type)
        if head["bare"] == "again":
            return self.mentioned.again(phrase.words)
        if phrase.kind in ("inner", "executive"):
            return self._part_of_committee(phrase, words)
        if head["bare"] == "secretary":
            body = self.mentioned.cell_body(self.analysis.text.rfind("\n", 0, phrase.start) + 1)
            level = body.level if body and body.level == "hamlet" else None
            return body and NamedUnit(head["unit_type"], level, f"{words} {body.canonical}", body.place)
        if phrase.kind in ("plain", "delegation") or not head["level"]:
            level = head["level"] if head["level"] == "central" else None
            return NamedUnit(head["unit_type"], level, words, self._place_of_body(phrase))
        if self.mentioned.front_is_central and head["word"] in self.rulebook.lists["front_bodies"].words:
            return NamedUnit(head["unit_type"], "central", words)
        if head["bare"] == "commune" and not (self.places.own and self.places.own.level == "commune"):
            return self._committee_in_sight(phrase) or NamedUnit(head["unit_type"], None, words)
        place = self._place_of_context(phrase)
        if place is None:
            return NamedUnit(head["unit_type"], head["level"] if head["level"] != "place" else None, words)
        behind = self.places.full_name(place)
        canonical = self._committee(words, place) if phrase.kind == "committee" else f"{words} {behind}"
        return NamedUnit(head["unit_type"], place.level, canonical, place)

    def _organ_of_body(self, phrase: Phrase, words: str, word: str) -> NamedUnit | None:
        """An organisation of the company or the school named last, by the word that stands for that."""
        body = self.mentioned.body(word)
        if body is None and word.islower():
            return None
        name, place = (body.canonical, body.place) if body else (word, None)
        return NamedUnit(phrase.head.fields["unit_type"], None, f"{words} {name}", place)

    def _organ_of_type(self, phrase: Phrase, words: str, type: str) -> NamedUnit | None:
        """An organ with a bare type word: `UBND huyện`, `Chi bộ thôn`."""
        head = phrase.head.fields
        level = self.rulebook.lists["place_types"].by_key[fold_key(type)]["level"] or None
        if level == "hamlet":
            hamlet = self.mentioned.hamlet
            behind, place = (hamlet.canonical, hamlet.place) if hamlet else (type, None)
        else:
            place = self._of_type(type, level, phrase.start)
            if phrase.as_class and place is not self.places.own:
                return None
            behind = self.places.full_name(place) if place else type
            level = level or (place.level if place else None)
        return NamedUnit(head["unit_type"], level if head["level"] else None, f"{words} {behind}", place)

    def _committee(self, words: str, place: Place) -> str:
        """A committee as the article names it in full, else by the bare name of its place."""
        name = self.places.name_of(place)
        if name.isdigit():
            name = self.places.full_name(place)
        return self.mentioned.committees.get((fold_key(words), place.code), f"{words} {name}")

    def _of_type(self, type: str, level: str | None, at: int) -> Place | None:
        if level:
            return self.places.meant(at, level, (type,), self._sentence_start(at))
        district, province = self.places.district, self.places.province
        written = [place for place in (district, province) if place and self.places.is_typed(place)]
        for own in (*written, province, district):
            if own and self.places.type_of(own) == type:
                return own
        return self.places.last_named(at, (type,))

    def _place_of_context(self, phrase: Phrase) -> Place | None:
        """The place of the level and type that an organ's words ask for, else the article's own."""
        head, at = phrase.head.fields, phrase.start
        if head["level"] in LEVELS:
            return self.places.meant(at, head["level"], head["types"], self._sentence_start(at))
        if phrase.kind == "committee":  # Thành ủy, Thành đoàn: of a province or of a district
            return self._of_type(head["types"][0], None, at)
        if head["types"]:
            return self.places.meant(at, "province", head["types"], self._sentence_start(at))
        return self.places.own

    def _committee_in_sight(self, phrase: Phrase) -> NamedUnit | None:
        """A bare `Đảng ủy` is of the commune next in its sentence, else of the body or commune before."""
        at, head, named = phrase.start, phrase.head.fields, self.places.named
        words = self._spelled(phrase.words)
        end = self.analysis.sentence_span(self.analysis.sentence_at(at))[1]
        reach = min(at + _REACH_AHEAD, end)
        ahead = next(
            (place for start, place in named if at < start < reach and place.level == "commune"), None
        )
        before = next(((s, p) for s, p in reversed(named) if s < at and p.level == "commune"), None)
        body = self.mentioned.party_body
        if ahead is None and body and (before is None or before[0] < body[0]):
            return body[1]
        commune = ahead or (before[1] if before else None)
        if commune is None:
            return None
        return NamedUnit(head["unit_type"], "commune", f"{words} {self.places.full_name(commune)}", commune)

    def _part_of_committee(self, phrase: Phrase, words: str) -> NamedUnit:
        """A bare `Ban Thường vụ` is that of the committee named last, else of the article's own place."""
        committee = self.mentioned.committee
        place = committee.place if committee else self.places.own
        level = committee.level if committee else place.level if place else None
        row = self.rulebook.lists["committees"].by_key.get(self.places.type_of(place)) if place else None
        if place is None or row is None:
            return NamedUnit("party", level, words, place)
        name = self._committee(row["committee"], place)
        if phrase.kind == "executive":
            name = f"{row['organisation']} {self.places.full_name(place)}"
        elif row["placed"]:
            name = f"{row['committee']} {self.places.full_name(place)}"
        return NamedUnit("party", level, f"{words} {name}", place)

    def _place_of_body(self, phrase: Phrase) -> Place | None:
        """The place that a body with a proper name sits in: one of its name, else where the article is."""
        head = phrase.head.fields
        district = self.places.district
        if head["word"] not in self.rulebook.lists["local_bodies"].words:
            return None
        behind = next(
            (p for s, p in self.places.named if phrase.end < s <= phrase.end + _CONTAINER_GAP), None
        )
        if behind:
            return behind
        row = self.rulebook.lists["local_bodies"].by_key[fold_key(head["word"])]
        if row["of"] == "district":
            return district or self.places.own
        words = phrase.words.split(" ")
        for count in (3, 2):
            name = " ".join(words[-count:])
            found = self.places.find(name)
            here = [p for p in found if district and self.places.gazetteer.contains(district, p)]
            if len(here) == 1:
                return here[0]
            if district and any(p.code == district.code for p in found):
                return district
        return self.places.meant(phrase.start, "commune") or district

    def _spelled(self, words: str) -> str:
        return self.abbreviations.expand(words, self.rulebook.lists["kept_abbreviations"].words)

    def _sentence_start(self, at: int) -> int:
        return self.analysis.sentence_span(self.analysis.sentence_at(at))[0]


def fullest_central(units: Sequence[NamedUnit]) -> dict[str, str]:
    """Of each central body that the article also names more fully, the fullest name, the first of several."""
    names = dict.fromkeys(unit.canonical for unit in units if unit.level == "central")
    return {
        name: max(longer, key=len)
        for name in names
        if (longer := [n for n in names if n.startswith(f"{name} ")])
    }
