"""Names of the gazetteer as candidates of `units`."""

from collections.abc import Iterator

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.rulebook.rulebook import Rulebook


def place_name_candidates(analysis: Analysis, rulebook: Rulebook) -> Iterator[Candidate]:
    """Bare names."""
    yield from ()
