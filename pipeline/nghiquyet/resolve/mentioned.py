"""What an article has named so far, for the words that stand for it later: `Ban Thường vụ`, `Hội`."""

from dataclasses import dataclass, field, replace

from nghiquyet.extract.organs import Phrase
from nghiquyet.resolve.gazetteer import Place
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """What a phrase names. `candidate_count`: how many places bear a name that the article leaves open."""

    unit_type: str
    level: str | None
    canonical: str
    place: Place | None = None
    candidate_count: int | None = None


@dataclass(slots=True)
class Mentioned:
    """The units named last, by what may stand for them.

    `committees` are the committees named in full, by folded word and code of their place; `party_body` is the
    last Party committee of a commune or an organ, with its offset.
    """

    rulebook: Rulebook
    committee: NamedUnit | None = None
    committees: dict[tuple[str, str], str] = field(default_factory=dict)
    party_body: tuple[int, NamedUnit] | None = None
    front_is_central: bool = False
    hamlet: NamedUnit | None = None
    _bodies: list[tuple[str, NamedUnit]] = field(default_factory=list)
    _cell_bodies: list[tuple[int, NamedUnit]] = field(default_factory=list)
    _last_of_kind: dict[str, NamedUnit] = field(default_factory=dict)

    def again(self, words: str) -> NamedUnit | None:
        """The unit of their kind that was named last and that bare words mean."""
        row = self.rulebook.lists["same_bodies"].by_key.get(fold_key(words))
        return self._last_of_kind.get(row["as"]) if row else None

    def body(self, word: str) -> NamedUnit | None:
        """The company, school or hospital named last that a word means: `Công ty`, `trường`."""
        kind = fold_key(word)
        return next((unit for words, unit in reversed(self._bodies) if words.startswith(kind)), None)

    def cell_body(self, since: int) -> NamedUnit | None:
        """The school, hamlet or Party cell named last from `since` on, whose cell a bare `Chi bộ` is."""
        if self._cell_bodies and self._cell_bodies[-1][0] >= since:
            return self._cell_bodies[-1][1]
        return None

    def note(self, phrase: Phrase, unit: NamedUnit, words: str) -> None:
        """Remember a phrase that was named; `words` are those of its head, spelled out."""
        if phrase.is_place:
            if unit.level == "hamlet":
                self.hamlet = unit
                self._cell_bodies.append((phrase.start, unit))
            return
        head = phrase.head.fields
        if unit.unit_type == "party" and unit.place and phrase.kind in ("committee", "inner", "executive"):
            self.committee = unit
        if phrase.kind == "committee" and unit.place and phrase.place:
            self.committees.setdefault((fold_key(words), unit.place.code), unit.canonical)
        if head["bare"] == "commune" and (phrase.inner or phrase.place or phrase.type):
            self.party_body = (phrase.start, unit)
        if unit.unit_type == "front":
            self.front_is_central = unit.level == "central"
        if unit.unit_type in ("economic", "other"):
            self._bodies.append((fold_key(words), unit))
        local = head["word"] in self.rulebook.lists["local_bodies"].words
        if head["tail"] == "proper" and unit.unit_type == "other" and local:
            self._cell_bodies.append((phrase.start, unit))
        if head["bare"] == "secretary" and not phrase.stands_alone:
            body = replace(unit, canonical=unit.canonical.removeprefix(f"{words} "))
            self._cell_bodies.append((phrase.start, body))
        if head["bare"] != "again" or phrase.inner:
            kind = kind_of(phrase.words, self.rulebook)
            if kind is not None:
                self._last_of_kind[kind] = unit


def kind_of(name: str, rulebook: Rulebook) -> str | None:
    """The kind of a body by the longest word of `same_bodies.tsv` that its name begins with."""
    rows, folded = rulebook.lists["same_bodies"].by_key, f"{fold_key(name)} "
    word = max((word for word in rows if folded.startswith(f"{word} ")), key=len, default=None)
    return rows[word]["as"] if word is not None else None
