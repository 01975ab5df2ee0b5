"""Base units: the figure in the unit in which rows add up (`1,2 nghìn tỷ đồng` is 1.2e12 đồng)."""

from collections.abc import Mapping
from decimal import Decimal

from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.wordlist import WordList

Base = tuple[float, str]


class BaseUnits:
    """Converts by a list of measures (`word`, `base`, `factor`) and one of scale words (`word`, `factor`)."""

    def __init__(self, measures: WordList, scales: WordList) -> None:
        self._measures = measures.by_key
        self._scales: Mapping[str, Decimal] = {
            key: Decimal(row["factor"]) for key, row in scales.by_key.items()
        }

    def convert(self, value: float, unit: str) -> Base | None:
        """The value in base units and the base unit, what it is counted by behind a slash.

        A counted noun keeps itself, without its scale word (`7 nghìn lượt khách` is 7000 `lượt khách`). Null
        for a percentage, and for a scale word whose measure is left out.
        """
        if "%" in unit or "‰" in unit:
            return None
        counted, *by = unit.split("/")
        words = fold_key(counted).split(" ")
        factor = Decimal(1)
        while words and words[0] in self._scales:
            factor *= self._scales[words.pop(0)]
        if not words:
            return None
        measure = self._measures.get(" ".join(words))
        if measure is not None:
            factor *= Decimal(measure["factor"])
        base = measure["base"] if measure else " ".join(counted.split()[-len(words) :])
        return float(Decimal(repr(value)) * factor), "/".join((base, *(self._spelling(part) for part in by)))

    def _spelling(self, word: str) -> str:
        """One spelling of what a figure is counted by: `m²` and `m 2` are `m2`; others stay as written."""
        measure = self._measures.get(fold_key(word))
        return measure["base"] if measure is not None and measure["factor"] == "1" else word.strip()
