"""Typed places: what a type word means, and how far the name behind it goes."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.place_grammar import PlaceGrammar, known_ends, place_grammar, spoken
from nghiquyet.rulebook.rulebook import Rulebook

_LONGEST_HAMLET_NAME = 3
_WORDS_OF_DISTRICT = 2
_LONGEST_ABBREVIATED = 2  # capitals in a row that may still be a name; `NTM` is none


def typed_place(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Settle the level of a typed place and how far its name goes; refute what is none."""
    grammar = place_grammar(rulebook)
    row = grammar.type_row(candidate.fields["type"])
    start, end = candidate.groups["name"]
    level = row["level"] or None
    candidate.fields |= {"type": row["type"], "level": level}
    type_start, type_end = candidate.groups["type"]
    if analysis.folded[type_start].isupper() and any(
        known > type_end for known in known_ends(analysis, grammar).get(type_start, ())
    ):
        return False  # a name that begins with the word: Sóc Trăng, Buôn Ma Thuột
    if grammar.compound_before.match(analysis.folded, type_start):
        return False
    if (
        level == "hamlet"
        and analysis.folded[type_start].isupper()
        and (grammar.name_before.match(analysis.folded, type_start))
    ):
        return False  # Nhật Bản
    found = name_end(start, end, candidate, analysis, grammar)
    if found is None:
        return False
    candidate.end = found
    candidate.groups["name"] = (start, found)
    candidate.fields["name"] = analysis.text[start:found]
    return None


def place_of_several(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """As `typed_place`, for a name apart from its type word: behind a plural, an epithet or a bracket."""
    grammar = place_grammar(rulebook)
    type_start, type_end = candidate.groups["type"]
    plural = grammar.plural_before.match(analysis.folded, type_start)
    if plural is None and candidate.start == type_end + 1:
        return False
    candidate.fields["plural"] = plural is not None
    return typed_place(candidate, analysis, rulebook)


def name_end(
    start: int, end: int, candidate: Candidate, analysis: Analysis, grammar: PlaceGrammar
) -> int | None:
    """Where the name of a typed place ends within the capitalised words `start:end`, if there is one."""
    read = _hamlet_end if candidate.fields["level"] == "hamlet" else _known_end
    return read(start, end, candidate, analysis, grammar)


def _known_end(
    start: int, end: int, candidate: Candidate, analysis: Analysis, grammar: PlaceGrammar
) -> int | None:
    words = analysis.folded[start:end].split(" ")
    type, level = candidate.fields["type"], candidate.fields["level"]
    find = grammar.gazetteer.find_in_history
    ends = [] if words[0].isdigit() else known_ends(analysis, grammar).get(start, [])
    for known in [start + len(words[0])] if words[0].isdigit() else ends:
        rest = analysis.folded[known:end].split()
        leader_follows = len(rest) > 1 and rest[0] in grammar.surnames
        short = " " not in analysis.folded[start:known] and not words[0].isdigit()
        if rest and short and not leader_follows:
            break  # a name of one syllable that is only the beginning of what is written
        name = analysis.text[start:known].lstrip("0") if words[0].isdigit() else analysis.text[start:known]
        found = find(spoken(name), date=analysis.published_on, type=type, level=level)
        if found and words[0].isdigit() and found[0].type != type:
            return None  # thành phố 4 an
        if found:
            candidate.fields["level"] = found[0].level if level is None else level
            return known
    if words[0].isdigit() and type == "quận":  # quận 2 and 9 were merged before the oldest layer
        return start + len(words[0])
    if words[0].isdigit() or grammar.looks_like_person(words):
        return None
    if level == "district":
        return end if _may_be_a_former_district(words, candidate, analysis) else None
    if level == "commune" and "plural" in candidate.fields and not candidate.fields.get("listed"):
        return None
    if level == "commune":  # communes that were merged before the oldest layer
        return start + len(" ".join(words[:2])) if len(words) > 1 else None
    candidate.fields |= {"unit_type": "other", "level": None, "foreign": True}
    return end if len(words) > 1 and words[0] not in grammar.surnames else None


def _may_be_a_former_district(words: list[str], candidate: Candidate, analysis: Analysis) -> bool:
    """Whether two capitalised words behind a whole type word may name one that was merged before 2020."""
    type, written = candidate.fields["type"], candidate.groups.get("type")
    if len(words) != _WORDS_OF_DISTRICT or any(word.isupper() for word in words) or written is None:
        return False
    if type == "quận" or "plural" in candidate.fields:  # unknown quận are those of foreign cities
        return False
    return bool(analysis.folded[slice(*written)].lower() == type)


def _hamlet_end(
    start: int, end: int, candidate: Candidate, analysis: Analysis, grammar: PlaceGrammar
) -> int | None:
    words = analysis.folded[start:end].split(" ")
    if words[0].isdigit():
        return start + len(words[0])
    names = grammar.type_row(candidate.fields["type"])["names"]
    if names == "numbers" or (len(words[0]) > _LONGEST_ABBREVIATED and words[0].isupper()):
        return None
    if names == "unsure" and words[0] in grammar.not_hamlets:
        return None
    if "-" in words:
        words = words[: words.index("-")]
    if grammar.looks_like_person(words) and grammar.leader_before.match(analysis.folded, candidate.start):
        return None
    for count in range(1, len(words) - 1):  # the name of who leads it stands right behind
        if len(words) > _LONGEST_HAMLET_NAME and words[count] in grammar.surnames:
            words = words[:count]
            break
    return start + len(" ".join(words[: _LONGEST_HAMLET_NAME + words[-1].isdigit()]))
