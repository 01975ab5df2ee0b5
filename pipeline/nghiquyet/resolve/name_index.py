"""Where names of the gazetteer stand in a text."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from ahocorasick_rs import AhoCorasick

from nghiquyet.resolve.gazetteer import LAYERS, Gazetteer
from nghiquyet.rulebook.folding import fold

# How articles write a name otherwise than the gazetteer: no blanks round a hyphen or one, Đăk for Đắk, R'măng
# for R'Măng, all in capitals.
_VARIANTS: tuple[Callable[[str], str], ...] = (
    lambda name: name.replace(" - ", "-"),
    lambda name: name.replace(" - ", " -"),
    lambda name: name.replace(" - ", "- "),
    lambda name: name.replace("ắk", "ăk"),
    lambda name: name.replace("ăk", "ắk"),
    lambda name: "'".join(
        part if n == 0 else part[:1].lower() + part[1:] for n, part in enumerate(name.split("'"))
    ),
    lambda name: name.upper() if " " in name else name,
)


class NameIndex:
    """The names of all layers in one automaton, as written and in capitals."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        names: set[str] = set()
        for layer in LAYERS:
            names |= {fold(name) for name in gazetteer.names(layer=layer) if not name[0].isdigit()}
        for vary in _VARIANTS:
            names |= {vary(name) for name in names}
        self._automaton = AhoCorasick(sorted(names))

    def ends(self, folded: str) -> dict[int, list[int]]:
        """By the offset at which names begin, the offsets after them, longest first; whole words only."""
        found: dict[int, list[int]] = defaultdict(list)
        for _, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not (start and folded[start - 1].isalnum()) and not folded[end : end + 1].isalnum():
                found[start].append(end)
        return {start: sorted(ends, reverse=True) for start, ends in sorted(found.items())}


@cache
def name_index(gazetteer: Gazetteer) -> NameIndex:
    """The index of a gazetteer, built once."""
    return NameIndex(gazetteer)
