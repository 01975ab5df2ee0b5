"""The table `people`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.person_names import person_grammar
from nghiquyet.extract.table import TableComponent, mention_fields
from nghiquyet.records import Person, Unit
from nghiquyet.resolve.mentioned import kind_of
from nghiquyet.resolve.posts import Post, read_posts
from nghiquyet.rulebook.folding import fold, fold_key

PEOPLE = "nghiquyet_people"
_AFTER_POST = "people.after_post"  # a given name, a person's only where it ends the full name of one
_SURE_NAME = 3  # syllables from which a name with a surname needs no post and no title


@Language.factory(PEOPLE, assigns=["doc.spans"])
class People(TableComponent):
    """Resolves short mentions and links people to their posts."""

    table = "people"

    def records(self, analysis: Analysis) -> list[Person]:
        """One record a name that is a person's."""
        units: list[Unit] = analysis.records["units"]  # type: ignore[assignment]
        candidates = analysis.accepted["people"]
        posts = read_posts(analysis, units, [(c.start, c.end) for c in candidates], self.rulebook)
        unit_ends = {unit.end for unit in units}
        names = _FullNames()
        people: list[Person] = []
        offices: list[Post | None] = []
        for candidate in candidates:
            held = posts.of(candidate.start, candidate.end)
            if self._is_person(candidate, analysis, held, unit_ends, names):
                people.append(
                    Person(
                        **mention_fields(candidate, analysis),
                        name=names.resolve(analysis.text[candidate.start : candidate.end]),
                        role=analysis.text[held[0].start : held[-1].end] if held else None,
                        unit=self._body(held, candidate.start, units),
                    )
                )
                offices.append(next((post for post in held if post.leads), None))
        for person in people:  # a short name before the full one: `thứ trưởng Kim Thoa`
            person.name = names.resolve(person.name)
        _share_bodies(people, offices)
        return [person for person in people if person.rule_id != _AFTER_POST or " " in person.name]

    def _is_person(
        self,
        candidate: Candidate,
        analysis: Analysis,
        posts: Sequence[Post],
        unit_ends: Iterable[int],
        names: "_FullNames",
    ) -> bool:
        """Whether what proposed a name, or what stands round it, is enough for a person."""
        if candidate.fields.get("titled") or candidate.fields.get("short"):
            return True
        folded, start, end = analysis.folded, candidate.start, candidate.end
        grammar = person_grammar(self.rulebook)
        if folded[end : end + 1] == " " and folded[end + 1 : end + 2].isupper():
            return False
        before = grammar.name_before.match(folded, start)
        if before and start - 1 not in unit_ends and not (posts and posts[-1].end == start - 1):
            word = before.start()
            if word not in analysis.sentence_starts or folded[word : start - 1] in grammar.surnames:
                return False
        name = folded[start:end]
        if posts or names.knows(name):
            return True
        if start > 0 and _alone_on_line(folded, start, end):
            return False
        return not candidate.fields["like_place"] and (name.count(" ") + 1 >= _SURE_NAME or "'" in name)

    def _body(self, held: Sequence[Post], at: int, units: Sequence[Unit]) -> str | None:
        """The canonical name of the body of the first leading post that tells one, else of a membership."""
        offices = [post for post in held if post.leads] or held
        return next((body for post in offices if (body := self._body_of(post, held, at, units))), None)

    def _body_of(self, post: Post, held: Sequence[Post], at: int, units: Sequence[Unit]) -> str | None:
        """The body that a post names, else the one of its kind among the posts beside it or named before."""
        if post.body is not None:
            return self._committee_of(post, post.body, units) or post.body.canonical
        if post.place is not None:
            return post.place
        kinds = post.kinds
        if not kinds:
            return None
        ahead = [unit for unit in units if held[0].start <= unit.start < held[-1].end]
        before = [unit for unit in units if unit.start < at]
        committee = next((unit for unit in ahead if any(self._is_kind(unit, kind) for kind in kinds)), None)
        named = committee or next(
            (u for u in reversed(before) if any(self._is_kind(u, kind) for kind in kinds)), None
        )
        return named.canonical if named else None

    def _is_kind(self, unit: Unit, kind: str) -> bool:
        if kind == "hamlet":
            return unit.level == kind and unit.unit_type == "admin"
        if not fold_key(unit.canonical).startswith(fold_key(kind)):
            return False
        return kind_of(kind, self.rulebook) in (None, kind_of(unit.canonical, self.rulebook))

    def _committee_of(self, post: Post, place: Unit, units: Sequence[Unit]) -> str | None:
        """The committee of a place that a secretary is named by: `Bí thư Đà Nẵng`."""
        if place.unit_type != "admin":
            return None
        for row in self.rulebook.lists["committees"].rows:
            name = place.canonical.removeprefix(f"{row['word']} ")
            if name != place.canonical and row["committee"] in post.kinds:
                here = (u.canonical for u in units if u.admin_code == place.admin_code)
                written = (name for name in here if name.startswith(f"{row['committee']} "))
                return next(written, f"{row['committee']} {place.canonical if row['placed'] else name}")
        return None


@dataclass(slots=True)
class _FullNames:
    """The full names seen so far, the last one last."""

    _folded: set[str] = field(default_factory=set)
    _by_ending: dict[str, str] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        return name in self._folded

    def resolve(self, written: str) -> str:
        """The full name that a short one ends, the one named last; a full one as it stands."""
        key = fold_key(written)
        if key in self._by_ending:
            return self._by_ending[key]
        words, name = key.split(" "), fold(written)
        if (len(words) > 1 or "'" in written) and not self.knows(name):
            self._folded.add(name)
            self._by_ending |= {" ".join(words[n:]): written for n in range(1, len(words))}
        return written


def _share_bodies(people: Sequence[Person], offices: Sequence[Post | None]) -> None:
    """Give an office that names no body the one that the same person's same office has elsewhere."""
    held = [(person, office) for person, office in zip(people, offices, strict=True) if office]
    bodies = {(p.name, fold_key(o.row["word"])): p.unit for p, o in reversed(held) if o.body and p.unit}
    for person, office in held:
        if office.body is None and office.place is None:
            person.unit = bodies.get((person.name, fold_key(office.row["word"])), person.unit)


def _alone_on_line(text: str, start: int, end: int) -> bool:
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[line_start : line_end if line_end >= 0 else len(text)].strip(" .") == text[start:end]
