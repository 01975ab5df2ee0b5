"""What a rule's `verify` may name, for what a pattern cannot say: arithmetic and context."""

from collections.abc import Callable

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.organs import body_name, body_named_before, body_of_kind, central_word, organ_word
from nghiquyet.extract.person_names import known_person, surnamed_person, titled_person
from nghiquyet.extract.target_verifiers import (
    compound,
    counted_fraction,
    counted_word,
    difference,
    fraction,
    fraction_of_noun,
    noun_before,
    one_unit,
    restated,
    rising_range,
    unbound_number,
    unit_before,
    whole_stated,
)
from nghiquyet.extract.typed_places import place_of_several, typed_place
from nghiquyet.rulebook.rulebook import Rulebook

# True: proved, it wins over what is not; False: impossible, it is discarded; None: nothing to say.
Verifier = Callable[[Candidate, Analysis, Rulebook], bool | None]

VERIFIERS: dict[str, Verifier] = {
    "body_name": body_name,
    "body_named_before": body_named_before,
    "body_of_kind": body_of_kind,
    "central_word": central_word,
    "compound": compound,
    "counted_fraction": counted_fraction,
    "counted_word": counted_word,
    "difference": difference,
    "fraction": fraction,
    "fraction_of_noun": fraction_of_noun,
    "known_person": known_person,
    "noun_before": noun_before,
    "organ_word": organ_word,
    "one_unit": one_unit,
    "place_of_several": place_of_several,
    "restated": restated,
    "rising_range": rising_range,
    "surnamed_person": surnamed_person,
    "titled_person": titled_person,
    "typed_place": typed_place,
    "unbound_number": unbound_number,
    "unit_before": unit_before,
    "whole_stated": whole_stated,
}
