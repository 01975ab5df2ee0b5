"""Verifiers of figures: what makes a match no figure at all, and what proves one."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_reading import proved_readings
from nghiquyet.rulebook.rulebook import Rulebook


def unbound_number(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the word before makes the number a name: `Quốc lộ 14`, `Điều 5`, `số 12`."""
    return False if rulebook.before("binds_number", analysis.folded, candidate.start) else None


def fraction(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Proved where the stated percentage or difference is what the figures give."""
    if unbound_number(candidate, analysis, rulebook) is False or not candidate.fields["reference"]:
        return False
    return True if proved_readings(candidate, analysis) else None


def rising_range(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Impossible where the bounds do not rise, or a word before makes them names."""
    if unbound_number(candidate, analysis, rulebook) is False:
        return False
    low = candidate.fields.get("actual", candidate.fields.get("percent"))
    high = candidate.fields.get("upper", candidate.fields.get("percent_upper"))
    return None if high is None or low is None or low < high else False
