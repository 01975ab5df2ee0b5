"""What a rule's `verify` may name, for what a pattern cannot say: arithmetic and context."""

from collections.abc import Callable

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.target_verifiers import fraction, rising_range, unbound_number
from nghiquyet.rulebook.rulebook import Rulebook

# True: proved, it wins over what is not; False: impossible, it is discarded; None: nothing to say.
Verifier = Callable[[Candidate, Analysis, Rulebook], bool | None]

VERIFIERS: dict[str, Verifier] = {
    "fraction": fraction,
    "rising_range": rising_range,
    "unbound_number": unbound_number,
}
