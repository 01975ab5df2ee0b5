"""Verifiers of figures: what makes a match no figure at all, and what proves one."""

from decimal import Decimal

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_reading import proved_readings, stated
from nghiquyet.normalize.arithmetic import difference_agrees
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_POINT = "điểm"  # a fraction of points is a mark: `10/10 điểm`
_PLACE = "place"  # the class of counted nouns that are places
_DAYS, _MONTHS, _YEARS = 31, 12, range(1900, 2101)
_MOST_QUARTERS = 30  # quarters, hamlets and wards of a town are numbered, hardly beyond


def unbound_number(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the word before makes the number a name (`Quốc lộ 14`), or the unit is half a word."""
    if _names(candidate, analysis, rulebook):
        return False
    _part_from_subject(candidate, analysis, rulebook)
    return None if _unit_is_whole(candidate, analysis, rulebook) else False


def fraction(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the stated percentage is what the figures give; one not set apart must be proved."""
    if unbound_number(candidate, analysis, rulebook) is False or not candidate.fields["reference"]:
        return False
    if proved_readings(candidate, analysis):
        return True
    if candidate.fields.get("unit") == _POINT or _announced_as_date(candidate, analysis, rulebook):
        return False
    actual, reference = candidate.fields["actual"], candidate.fields["reference"]
    if (actual <= _MONTHS and reference in _YEARS) or (actual in _YEARS and reference < 100):
        return False  # a month of a year, a season: 9/2017, 2016/17
    if "percent" in candidate.groups and _parted(candidate, analysis):
        return False
    return False if _runs_on(candidate, analysis, rulebook) else None


def difference(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the stated difference is that of the figures; impossible where it is another's."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    actual, reference = stated(candidate, "actual", analysis), stated(candidate, "reference", analysis)
    stated_difference = stated(candidate, "difference", analysis)
    if actual is None or reference is None or stated_difference is None:
        return False
    if difference_agrees(actual, reference, stated_difference):
        return True
    if candidate.fields.get("difference_unit", candidate.fields["unit"]) != candidate.fields["unit"]:
        return False
    between = analysis.folded[candidate.groups["unit"][1] : candidate.groups["difference"][0]]
    return None if len(between.split()) <= 2 else False


def restated(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the fraction in brackets gives the percentage; impossible where that is another's.

    Behind a verb of change it is a change.
    """
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    if rulebook.before("direct_rise", analysis.folded, candidate.start):
        return False
    again = candidate.fields.get("actual_again")
    if again is not None and again != candidate.fields["actual"]:
        return False
    if candidate.fields.get("unit_again"):
        candidate.groups["unit_named"] = candidate.groups["unit"]
        candidate.fields["unit"], candidate.groups["unit"] = (
            candidate.fields["unit_again"],
            candidate.groups["unit_again"],
        )
    if proved_readings(candidate, analysis):
        return True
    measured = rulebook.searcher("measure").fullmatch(analysis.folded, *candidate.groups["unit"])
    return None if measured or not _runs_on(candidate, analysis, rulebook) else False


def compound(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible where the second number fills less than one of the first's scale; both are one figure.

    It is counted in the first: `52 tỷ 340 triệu đồng` is 52.34 `tỷ đồng`.
    """
    scales = rulebook.lists["scales"].by_key
    large, small = (
        Decimal(scales[fold_key(analysis.folded[slice(*candidate.groups[name])])]["factor"])
        for name in ("large", "small")
    )
    rest = Decimal(repr(candidate.fields.pop("rest"))) * small / large
    if not rest < 1 or _names(candidate, analysis, rulebook):
        return False
    candidate.fields["actual"] = float(Decimal(repr(candidate.fields["actual"])) + rest)
    measure = analysis.text[candidate.groups["small"][1] : candidate.groups["unit"][1]]
    candidate.fields["unit"] = analysis.text[slice(*candidate.groups["large"])] + measure
    return None


def noun_before(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible for a number that is no name; the noun before it is its unit, and stays part of its name."""
    if _names(candidate, analysis, rulebook) or not _unit_is_whole(candidate, analysis, rulebook):
        return False
    del candidate.groups["unit"]
    return None


def fraction_of_noun(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """What `fraction` says of a fraction whose noun stands before it, unless it may be a day and month."""
    verdict = fraction(candidate, analysis, rulebook)
    if verdict is not True and _day_and_month(candidate):
        return False
    return False if noun_before(candidate, analysis, rulebook) is False else verdict


def one_unit(candidate: Candidate, analysis: Analysis, _rulebook: Rulebook) -> bool | None:
    """Impossible where the two ends are counted in different things.

    A percentage that they do not prove is of another matter and is left out.
    """
    if "percent" in candidate.groups and not proved_readings(candidate, analysis):
        candidate.end = candidate.groups["unit"][1]
        del candidate.groups["percent"], candidate.fields["percent"]
    before = candidate.fields.get("unit_before")
    if before is None:
        return None
    return None if ("%" in before) == ("%" in candidate.fields["unit"]) else False


def whole_stated(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the sentence has stated the whole with its unit before; the fraction has that unit."""
    if _announced_as_date(candidate, analysis, rulebook):
        return False
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    a, b = candidate.groups["reference"]
    for match in rulebook.searcher("figure_with_unit").finditer(analysis.folded, start, candidate.start):
        scaled = rulebook.searcher("scale").match(analysis.folded, match.start("unit"))
        if match["figure"] == analysis.folded[a:b] and not scaled:
            whole = Candidate(candidate.table, *match.span(), candidate.rule_id, candidate.priority)
            whole.groups["unit"] = match.span("unit")
            _part_from_subject(whole, analysis, rulebook)
            candidate.groups["unit"] = whole.groups["unit"]
            candidate.fields["unit"] = analysis.text[slice(*candidate.groups["unit"])]
            return True
    return False


def unit_before(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible where a figure with its unit stands before in the sentence, or next: it may share it."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    before = rulebook.searcher("figure_with_unit").search(analysis.folded, start, candidate.start)
    return (
        None if before or rulebook.searcher("figure_ahead").match(analysis.folded, candidate.end) else False
    )


def rising_range(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the bounds do not rise, or a word before makes them names."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    low = candidate.fields.get("actual", candidate.fields.get("percent"))
    high = candidate.fields.get("upper", candidate.fields.get("percent_upper"))
    return None if high is None or low is None or low < high else False


def counted_word(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible where the word behind the number is a noun that can be counted: the unit is that word."""
    if _names(candidate, analysis, rulebook):
        return False
    if rulebook.searcher("measure").match(analysis.folded, candidate.groups["unit"][0]):
        return False
    if analysis.folded[candidate.start - 1 : candidate.start] == '"':
        return False  # a slogan: thành phố "4 an"
    if rulebook.before("code", analysis.folded, candidate.start):
        return False
    word = analysis.word_at(candidate.groups["unit"][0])
    if word is None or not word.pos.startswith("N") or word.pos == "Np" or not word.text.islower():
        return False
    start = max(word.start, candidate.groups["unit"][0])  # the tagger may join the number with its noun
    unit = analysis.text[start : word.end]
    if fold_key(unit) in rulebook.lists["uncounted_nouns"].by_key:
        return False
    if _written_as_year(candidate, analysis):
        return False
    candidate.end, candidate.groups["unit"] = word.end, (start, word.end)
    candidate.fields["unit"] = unit
    return None


def counted_fraction(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible for a fraction of a noun that can be counted, where its numbers are no day and month."""
    if _day_and_month(candidate):
        return False
    if counted_word(candidate, analysis, rulebook) is False:
        return False
    return fraction(candidate, analysis, rulebook)


def _day_and_month(candidate: Candidate) -> bool:
    return bool(candidate.fields["actual"] <= _DAYS and candidate.fields["reference"] <= _MONTHS)


def _written_as_year(candidate: Candidate, analysis: Analysis) -> bool:
    """Whether a number has the four digits of a year, without a dot: `phiên bản 2017 giá rẻ`."""
    written = analysis.folded[slice(*candidate.groups["actual"])]
    return candidate.fields["actual"] in _YEARS and written.isdigit()


def _names(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether the word before makes the number a name: `Quốc lộ 14`; that of a place only a small one.

    A percentage is none: `đạt tỷ lệ 95%`.
    """
    if candidate.fields.get("form") == "percent":
        return False
    if rulebook.before("binds_number", analysis.folded, candidate.start):
        return True
    actual = candidate.fields.get("actual")
    if actual is None or actual % 1 or actual > _MOST_QUARTERS or "reference" in candidate.fields:
        return False
    return bool(rulebook.before("binds_place", analysis.folded, candidate.start))


def _part_from_subject(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> None:
    """Leave out of a unit the noun behind its comma that opens a clause.

    `trong 15 chỉ tiêu, xã đạt`; `khách nội địa 2 triệu lượt, khách quốc tế 60.000 lượt`
    """
    span = candidate.groups.get("unit")
    if span is None or span[1] != candidate.end or "," not in analysis.folded[slice(*span)]:
        return
    comma = analysis.folded.rindex(",", *span)
    nouns, last = rulebook.lists["counted_nouns"].by_key, fold_key(analysis.text[comma + 1 : span[1]])
    first = fold_key(analysis.text[span[0] : comma].split(",")[0])
    kinds = [nouns.get(noun, {}).get("class") for noun in (first, last)]
    opens_clause = kinds[1] == _PLACE and kinds[0] not in (_PLACE, None)
    names_next = rulebook.searcher("figure_next").match(analysis.folded, span[1])
    if opens_clause or names_next or last in rulebook.lists["quantities"].by_key:
        candidate.end, candidate.groups["unit"] = comma, (span[0], comma)
        candidate.fields["unit"] = analysis.text[span[0] : comma]


def _runs_on(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether the percentage follows without a comma or a bracket: the noun may reach it, not restate it."""
    if "percent" not in candidate.groups:
        return False
    start = candidate.groups.get("attains", candidate.groups["percent"])[0]
    if start <= candidate.start or rulebook.searcher("equates").match(analysis.folded, start):
        return False
    return rulebook.before("apart", analysis.folded, start) is None


def _parted(candidate: Candidate, analysis: Analysis) -> bool:
    """Whether a comma stands between what is counted and what leads to the percentage behind it."""
    unit, percent = candidate.groups.get("unit"), candidate.groups["percent"]
    lead, _ = candidate.groups.get("attains", percent)
    return unit is not None and "," in analysis.folded[unit[1] : lead].rstrip(" ,")


def _unit_is_whole(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether the unit ends where a word of underthesea's ends: `12 công` of `12 công dân` does not.

    A unit of several syllables is sure enough by itself, and so is a measure.
    """
    span = candidate.groups.get("unit")
    if span is None or rulebook.searcher("measure").fullmatch(analysis.folded, *span):
        return True
    last_noun = analysis.folded[slice(*span)].replace(",", " ,").split(" , ")[-1]
    word = analysis.word_at(span[1] - 1)
    return (
        " " in last_noun.strip()
        or word is None
        or word.end == span[1]
        or not word.text.islower()
        or word.start < span[0]
    )


def _announced_as_date(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether the word before says that a day or a month follows: `chiều 10/5`."""
    return rulebook.before("announces_date", analysis.folded, candidate.start) is not None
