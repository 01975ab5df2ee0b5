"""The scope of a figure: the unit that it is reported of, its subject or its place in the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.stretch import holding, starting_in, within
from nghiquyet.records import Document, Unit
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_REACH = 300  # characters back to the name that `trường`, `đơn vị này` stands for
_PARTS_REACH = 30  # characters of a figure and the words that single its places out
_LEVELS = ("hamlet", "commune", "district", "province", "central")


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit where the sentence names it: by its name, or as the article's own place (`toàn huyện`)."""

    start: int
    end: int
    canonical: str
    level: str | None
    place: bool
    tells_of_itself: bool = False
    bare: bool = False
    whole: bool = False


def scope_of(analysis: Analysis, rulebook: Rulebook, clause: Clause, start: int) -> str | None:
    """Canonical name of the last unit before the figure in its sentence that is its subject or its place.

    A giver of orders, a source and an object are not; several units together name no one scope. The head of
    a business or an association who speaks tells of that body, the head of a place's government does not.
    """
    begin, end = clause.sentence
    elected = _elected(analysis, rulebook, start, end)
    if elected is not None:
        return elected
    if rulebook.before("rate_of_one", analysis.folded, start):
        return None
    named = [*_units(analysis, begin, start), *_own_places(analysis, rulebook, begin, start)]
    again = _again(analysis, rulebook, begin, start)
    if again is not None:
        named.append(again)
    groups = _groups(analysis, rulebook, sorted(named, key=lambda n: n.start))
    for group in reversed(groups):
        if _attached(analysis, rulebook, group[-1], start):
            return group[-1].canonical
        if _governs(analysis, rulebook, group, start):
            return group[0].canonical if _rises(group) else None
        if group[0].tells_of_itself and rulebook.before("post", analysis.folded, group[0].start):
            return group[0].canonical
    return None


def _elected(analysis: Analysis, rulebook: Rulebook, start: int, end: int) -> str | None:
    """The body that people are elected into: `bầu 15 đồng chí vào Ban Chấp hành`."""
    if not rulebook.before("elects", analysis.folded, start):
        return None
    into = rulebook.searcher("elected_into")
    bodies = (u for u in _units(analysis, start, end) if into.fullmatch(analysis.folded, start, u.start))
    return next((body.canonical for body in bodies), None)


def _units(analysis: Analysis, begin: int, end: int) -> list[_Named]:
    units: list[Unit] = analysis.records["units"]  # type: ignore[assignment]
    documents: list[Document] = analysis.records["documents"]  # type: ignore[assignment]
    return [
        _Named(
            u.start, u.end, u.canonical, u.level, u.unit_type == "admin", u.unit_type in ("economic", "front")
        )
        for u in within(units, begin, end)
        if holding(documents, u.start) is None
    ]


def _own_places(analysis: Analysis, rulebook: Rulebook, begin: int, end: int) -> list[_Named]:
    """`huyện`, `toàn tỉnh`, `địa phương`: what they mean in this article."""
    places = analysis.places
    if places is None:
        return []
    found = []
    types = rulebook.lists["place_types"].by_key
    for match in rulebook.searcher("own_place").finditer(analysis.folded, begin, end):
        row = types.get(fold_key(match["type"]))
        if row is None:
            place = places.own
        elif row["level"]:
            place = places.meant(match.start("type"), row["level"], (row["type"],), begin)
        else:
            own = (places.district, places.province)
            place = next((p for p in own if p and places.type_of(p) == row["type"]), None)
        if place is not None:
            whole = match["whole"] is not None
            found.append(
                _Named(
                    match.start(),
                    match.end(),
                    places.full_name(place),
                    place.level,
                    True,
                    bare=True,
                    whole=whole,
                )
            )
    return found


def _again(analysis: Analysis, rulebook: Rulebook, begin: int, end: int) -> _Named | None:
    """`trường`, `HTX`, `đơn vị này` for the body that was named last before."""
    matches = list(rulebook.searcher("same_body").finditer(analysis.folded, begin, end))
    if not matches:
        return None
    at = matches[-1].start()
    units: list[Unit] = analysis.records["units"]  # type: ignore[assignment]
    here = [u for u in within(units, at - _REACH + 1, at) if u.unit_type != "admin"]
    if matches[-1]["business"]:
        word = fold_key(matches[-1].group())
        here = [
            u
            for u in here
            if u.unit_type in ("economic", "other") or fold_key(u.canonical).startswith(f"{word} ")
        ]
    return _Named(at, matches[-1].end(), here[-1].canonical, None, False) if here else None


def _groups(analysis: Analysis, rulebook: Rulebook, named: Sequence[_Named]) -> list[list[_Named]]:
    """The units that stand together: a place with those that hold it, or several that share a verb."""
    joint = rulebook.searcher("unit_joint")
    groups: list[list[_Named]] = []
    for unit in named:
        last = groups[-1][-1] if groups else None
        if (
            last
            and joint.fullmatch(analysis.folded, last.end, unit.start)
            and (unit.place or not last.place)
            and (last.place or not rulebook.before("scope_owner", analysis.folded, last.start))
            and not _descends(last, unit, analysis.folded)
        ):
            groups[-1].append(unit)
        elif not groups or unit.start >= groups[-1][-1].end:
            groups.append([unit])
    return groups


def _descends(last: _Named, unit: _Named, folded: str) -> bool:
    """Whether a comma leads from a place to a smaller one: the first closes what stands before."""
    levels = [_LEVELS.index(named.level) for named in (last, unit) if named.level in _LEVELS]
    return len(levels) == 2 and levels[1] < levels[0] and folded[last.end : last.end + 1] == ","


def _rises(group: Sequence[_Named]) -> bool:
    """Whether each unit of a group lies in the next: `thôn 3, xã Thái Sơn`; one unit alone does."""
    levels = [_LEVELS.index(unit.level) if unit.level in _LEVELS else -1 for unit in group]
    return all(unit.place for unit in group[1:]) and all(a < b for a, b in pairwise(levels))


def _attached(analysis: Analysis, rulebook: Rulebook, unit: _Named, start: int) -> bool:
    """Whether the figure follows its unit directly: `Thái Sơn (6,2 km)`, `Hội Nông dân huyện 95 tỷ đồng`."""
    if unit.bare or not rulebook.searcher("figure_of_unit").fullmatch(analysis.folded, unit.end, start):
        return False
    return (
        not rulebook.before("no_scope_before", analysis.folded, unit.start)
        or analysis.folded[unit.end : unit.end + 2] == " ("
    )


def _governs(analysis: Analysis, rulebook: Rulebook, group: Sequence[_Named], start: int) -> bool:
    folded, first, last = analysis.folded, group[0], group[-1]
    end = last.end
    while remark := rulebook.searcher("unit_remark").match(folded, end, start):
        end = remark.end()
    if rulebook.searcher("no_scope_behind").match(folded, end, start):
        return False
    if rulebook.searcher("scope_ends").search(folded, end, start) or _parts_follow(
        folded, rulebook, end, start
    ):
        return False
    if first.whole:
        return not rulebook.before("than_before", folded, first.start)
    if rulebook.before("scope_place", folded, first.start):
        return True
    if rulebook.before("no_scope_before", folded, first.start) or _in_brackets(folded, first.start):
        return False
    if first.bare and not rulebook.before("scope_bare", folded, first.start):
        return False
    dated = next((d.end for d in starting_in(analysis.records["dates"], end, end + 2)), end)
    if rulebook.searcher("scope_subject").match(folded, dated, start) or _verb_at(analysis, end):
        return True
    owner = rulebook.before("scope_owner", folded, first.start)
    return owner is None and bool(rulebook.searcher("scope_aside").match(folded, end, start))


def _parts_follow(folded: str, rulebook: Rulebook, end: int, start: int) -> bool:
    """Whether the figure counts, or is of, some places within the unit: `; 5 xã còn lại đạt 15 tiêu chí`."""
    return any(
        m.start() <= start for m in rulebook.searcher("parts").finditer(folded, end, start + _PARTS_REACH)
    )


def _in_brackets(folded: str, at: int) -> bool:
    line = folded.rfind("\n", 0, at) + 1
    return folded.rfind("(", line, at) > folded.rfind(")", line, at)


def _verb_at(analysis: Analysis, at: int) -> bool:
    word = analysis.word_at(at + 1)
    return word is not None and word.pos in ("V", "R") and word.start >= at and word.text[0].isalpha()
