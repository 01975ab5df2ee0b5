"""Terms of Party committees: which term a day falls in, by level."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# A series of numbers restarts with the term: in the months of the congresses a low number is of the new one.
FIRST_NUMBERS = 10


@dataclass(frozen=True, slots=True)
class _Term:
    name: str
    opens: str
    closes: str


class PartyTerms:
    """The terms of rules/lists/party_terms.tsv."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_level: dict[str, list[_Term]] = {}
        self._by_congress: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: row["opens"]):
            term = _Term(row["term"], row["opens"], row["closes"])
            self._by_level.setdefault(row["level"], []).append(term)
            if row["congress"]:
                self._by_congress[row["congress"]] = term.name

    def term_after(self, congress: str) -> str | None:
        """The term that a national congress opened: `XIII` → `2021-2026`."""
        return self._by_congress.get(congress)

    def term_of(self, day: datetime.date, level: str, number: int | None) -> str | None:
        """The term in which a committee of `level` gave out `number` on `day`; None where nothing tells."""
        found = None
        for term in self._by_level.get(level, ()):
            if day.isoformat() > term.closes:
                found = term.name
            elif day.isoformat() >= term.opens:
                if number is None:
                    return None
                return term.name if number <= FIRST_NUMBERS else found
        return found
