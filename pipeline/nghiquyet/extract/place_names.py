"""Candidates of `units` that no type word proposes: the further names of a list, and bare names."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.article_places import article_places
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.place_grammar import PlaceGrammar, known_ends, place_grammar, spoken
from nghiquyet.extract.typed_places import name_end
from nghiquyet.resolve.gazetteer import Place
from nghiquyet.resolve.places import LEVELS, PlaceName
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.rulebook import Rulebook

LISTED, BARE = "units.place_listed", "units.gazetteer_name"
_LISTED_PRIORITY, _BARE_PRIORITY = 64, 40
_ORGAN_PRIORITY = 70


def place_name_candidates(analysis: Analysis, rulebook: Rulebook) -> Iterator[Candidate]:
    """The names of lists and the bare names; on the way, what the article's places are."""
    grammar = place_grammar(rulebook)
    typed = _best_typed(analysis)
    by_start = {c.groups["name"][0]: None for c in typed} | {c.start: c for c in typed}
    listed = [item for head in typed for item in _list_items(head, by_start, analysis, grammar)]
    organs = [
        c
        for c in analysis.candidates
        if c.table == "units" and c.priority >= _ORGAN_PRIORITY and c.reason is None
    ]
    bare = list(_bare_names(analysis, grammar, [*typed, *listed], organs))
    found = sorted([*typed, *listed, *bare], key=lambda c: c.start)
    analysis.places = article_places(
        analysis,
        [
            PlaceName(c.start, c.end, spoken(c.fields["name"]), c.fields.get("type"), _level(c))
            for c in found
            if c.fields.get("level") != "hamlet"
        ],
        grammar,
    )
    yield from listed
    typed_places = {
        place.code for c in (*typed, *listed) if (place := analysis.places.resolved.get(c.start)) is not None
    }
    for candidate in bare:
        place = analysis.places.resolved.get(candidate.start)
        if place and (
            place.level != "commune" or _commune_is_meant(candidate, place, analysis, typed_places)
        ):
            yield candidate


def _level(candidate: Candidate) -> str | None:
    level = candidate.fields.get("level") or candidate.fields.get("organ_level")
    return level if level in LEVELS else None


def _commune_is_meant(candidate: Candidate, place: Place, analysis: Analysis, typed: set[str]) -> bool:
    places = analysis.places
    assert places is not None
    if candidate.fields["common"]:
        return False
    if place.code in typed or (places.commune and place.code == places.commune.code):
        return True
    if places.district:
        return places.gazetteer.contains(places.district, place)
    bracketed = analysis.folded[candidate.start - 1 : candidate.start] == "("
    near = bracketed or places.date_is_newest  # a newer article has no district to vouch for the name
    return bool(near and places.province and places.gazetteer.contains(places.province, place))


def _best_typed(analysis: Analysis) -> list[Candidate]:
    """The typed places, one where two rules read the same name."""
    best: dict[int, Candidate] = {}
    for candidate in analysis.candidates:
        if candidate.table == "units" and "type" in candidate.fields and candidate.reason is None:
            start = candidate.groups["name"][0]
            if start not in best or best[start].priority < candidate.priority:
                best[start] = candidate
    return [best[start] for start in sorted(best)]


def _list_items(
    head: Candidate,
    by_start: Mapping[int, Candidate | None],
    analysis: Analysis,
    grammar: PlaceGrammar,
) -> Iterator[Candidate]:
    """The names after `head` that share its type word: known ones beside it, any after a plural.

    `by_start` has the typed places by where they begin, and null where the name of one does behind its type.
    """
    if head.fields.get("foreign"):
        return
    plural, level, type = head.fields.get("plural", False), head.fields["level"], head.fields["type"]
    end = head.end
    while match := grammar.list_item.match(analysis.folded, end):
        start = match.start("name")
        if start in by_start:
            named_so = by_start[start]
            if (
                named_so is None
                or {level, named_so.fields["level"]} != {"hamlet"}
                or analysis.folded[start].islower()
            ):
                return
            named_so.reason = f"overlaps {LISTED} at {start}: its type word is part of a listed name"
        item = Candidate("units", start, match.end("name"), LISTED, _LISTED_PRIORITY)
        item.fields = {
            "unit_type": "admin",
            "type": type,
            "level": level,
            "plural": plural,
            "listed": True,
            "head": head,
        }
        words = match["name"].split(" ")
        item_end = name_end(start, item.end, item, analysis, grammar)
        if item_end is None or (not plural and words[0].isdigit()):
            return
        item.end = item_end
        item.fields["name"] = analysis.text[start:item_end]
        if not plural:
            beside = _parents(head.fields["name"], type, level, analysis, grammar)
            if beside.isdisjoint(_parents(item.fields["name"], type, level, analysis, grammar)):
                return
        if level != "hamlet" and _is_province_rather(item, analysis, grammar):
            return
        item.groups = {"name": (start, item_end)}
        yield item
        end = item_end


def _is_province_rather(item: Candidate, analysis: Analysis, grammar: PlaceGrammar) -> bool:
    """Whether an item is a province (`huyện Ba Tri, Bến Tre`); after a plural, if no place of its type is."""
    longest = known_ends(analysis, grammar).get(item.start, [item.end])[0]
    name, type = analysis.text[item.start : max(longest, item.end)], item.fields["type"]
    if not _is_province_name(name, analysis, grammar):
        return False
    found = grammar.gazetteer.find_in_history(
        spoken(name), date=analysis.published_on, type=type, level=item.fields["level"]
    )
    return not item.fields["plural"] or all(place.type != type for place in found)


def _parents(
    name: str, type: str, level: str | None, analysis: Analysis, grammar: PlaceGrammar
) -> set[str | None]:
    if level == "hamlet":
        return set()
    found = grammar.gazetteer.find_in_history(
        spoken(name), date=analysis.published_on, type=type, level=level
    )
    return {place.parent for place in found}


def _bare_names(
    analysis: Analysis, grammar: PlaceGrammar, typed: Sequence[Candidate], organs: Sequence[Candidate]
) -> Iterator[Candidate]:
    taken = sorted((c.start, c.end) for c in typed)
    organ_levels = {c.end: c.fields["level"] for c in organs}
    spans = sorted((c.start, c.end) for c in organs)
    folded = analysis.folded
    name_ends = {end for ends in known_ends(analysis, grammar).values() for end in ends}
    last = 0
    for start, ends in known_ends(analysis, grammar).items():
        end = ends[0]
        name = analysis.text[start:end]
        if start < last or _inside(start, taken) or _inside(start, spans):
            continue
        after_organ = start - 1 in organ_levels
        if not after_organ and not (
            _is_whole(start, end, analysis, grammar) and not _is_route_end(start, folded, name_ends, grammar)
        ):
            last = end
            continue
        common = fold(name) in grammar.common_names
        bracketed = folded[start - 1 : start] == "("
        if " " not in name and not after_organ and not _is_province_name(name, analysis, grammar):
            continue
        if common and not (after_organ or bracketed):
            continue
        last = end
        yield Candidate(
            "units", start, end, BARE, _BARE_PRIORITY,
            {
                "unit_type": "admin", "name": name, "common": common and not after_organ,
                "organ_level": organ_levels.get(start - 1),
            },
            {"name": (start, end)},
        )  # fmt: skip


def _is_province_name(name: str, analysis: Analysis, grammar: PlaceGrammar) -> bool:
    return len(name) > 2 and bool(
        grammar.gazetteer.find_in_history(name, date=analysis.published_on, level="province")
    )


def _is_route_end(start: int, folded: str, name_ends: set[int], grammar: PlaceGrammar) -> bool:
    """Whether the name is one end of a route whose other end is no place: `cao tốc Cầu Giẽ - Ninh Bình`."""
    route = grammar.route_before.match(folded, start)
    return route is not None and route.end("word") not in name_ends


def _is_whole(start: int, end: int, analysis: Analysis, grammar: PlaceGrammar) -> bool:
    """Whether the name is all of its capitalised words, and no word before it says that it names a thing."""
    folded = analysis.folded
    if folded[end : end + 1] == " " and folded[end + 1 : end + 2].isupper():
        held = grammar.post_before.match(folded, start) and grammar.holder_behind.match(folded, end)
        return held is not None  # Bí thư TP.HCM Nguyễn Văn A
    if grammar.not_place_before.match(folded, start):
        return False
    before = grammar.name_before.match(folded, start)
    if before is None:
        return True
    word = before.start()
    return (word in analysis.sentence_starts or folded[word - 2 : word] in (". ", ": ", '"')) and (
        before["word"] not in grammar.surnames
    )


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(spans, (offset, len(spans) + 10**9))
    return any(start <= offset < end for start, end in spans[max(number - 4, 0) : number])
