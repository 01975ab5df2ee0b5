"""Verifiers of figures: what makes a match no figure at all, and what proves one."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_reading import proved_readings, stated
from nghiquyet.normalize.arithmetic import difference_agrees
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook


def unbound_number(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the word before makes the number a name (`Quốc lộ 14`), or its unit is only part of a word."""
    if rulebook.before("binds_number", analysis.folded, candidate.start):
        return False
    return None if _unit_is_whole(candidate, analysis, rulebook) else False


def fraction(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the stated percentage is what the figures give; a percentage not set apart must be proved."""
    if unbound_number(candidate, analysis, rulebook) is False or not candidate.fields["reference"]:
        return False
    if proved_readings(candidate, analysis):
        return True
    return False if _runs_on(candidate, analysis, rulebook) else None


def difference(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the stated difference is that of the figures; impossible where words between make it another's."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    actual, reference = stated(candidate, "actual", analysis), stated(candidate, "reference", analysis)
    stated_difference = stated(candidate, "difference", analysis)
    if actual is None or reference is None or stated_difference is None:
        return False
    if difference_agrees(actual, reference, stated_difference):
        return True
    between = analysis.folded[candidate.groups["unit"][1] : candidate.groups["difference"][0]]
    return None if len(between.split()) <= 2 else False


def restated(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the fraction in brackets gives the percentage; impossible where the percentage is another's."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    again = candidate.fields.get("actual_again")
    if again is not None and again != candidate.fields["actual"]:
        return False
    if candidate.fields.get("unit_again"):
        candidate.fields["unit"], candidate.groups["unit"] = candidate.fields["unit_again"], candidate.groups["unit_again"]
    if proved_readings(candidate, analysis):
        return True
    measured = rulebook.searcher("measure").fullmatch(analysis.folded, *candidate.groups["unit"])
    return None if measured or not _runs_on(candidate, analysis, rulebook) else False


def one_unit(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the two ends are counted in different things."""
    before = candidate.fields.get("unit_before")
    if before is None:
        return None
    return None if ("%" in before) == ("%" in candidate.fields["unit"]) else False


def whole_stated(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the sentence has stated the whole with its unit before; the fraction then has that unit."""
    start, _ = analysis.sentence_span(analysis.sentence_at(candidate.start))
    a, b = candidate.groups["reference"]
    for match in rulebook.searcher("figure_with_unit").finditer(analysis.folded, start, candidate.start):
        if match["figure"] == analysis.folded[a:b]:
            candidate.fields["unit"], candidate.groups["unit"] = analysis.text[slice(*match.span("unit"))], match.span("unit")
            return True
    return False


def rising_range(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the bounds do not rise, or a word before makes them names."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    low = candidate.fields.get("actual", candidate.fields.get("percent"))
    high = candidate.fields.get("upper", candidate.fields.get("percent_upper"))
    return None if high is None or low is None or low < high else False


def counted_word(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Possible where the word behind the number is a noun that can be counted; the unit is then that whole word."""
    if rulebook.before("binds_number", analysis.folded, candidate.start):
        return False
    if rulebook.searcher("measure").match(analysis.folded, candidate.groups["unit"][0]):
        return False
    word = analysis.word_at(candidate.groups["unit"][0])
    if word is None or not word.pos.startswith("N") or word.pos == "Np" or not word.text.islower():
        return False
    if fold_key(word.text) in rulebook.lists["uncounted_nouns"].by_key:
        return False
    candidate.end = word.end
    candidate.groups["unit"] = (word.start, word.end)
    candidate.fields["unit"] = analysis.text[word.start : word.end]
    return None


def _runs_on(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool:
    """Whether the percentage follows without a comma or a bracket: then the noun may reach it, not restate it."""
    if "percent" not in candidate.groups:
        return False
    start = candidate.groups.get("attains", candidate.groups["percent"])[0]
    return start > candidate.start and rulebook.before("apart", analysis.folded, start) is None


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
