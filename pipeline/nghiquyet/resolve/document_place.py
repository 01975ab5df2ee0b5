"""The place of the body that issued a document, for the key of the document."""

from collections.abc import Iterable, Iterator

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Span
from nghiquyet.extract.stretch import overlapping
from nghiquyet.records import Unit


def issuer_place(issuer: Span | None, level: str | None, analysis: Analysis) -> str | None:
    """Code of the province, district or commune of the issuing body; None where the article does not tell it.

    It is that of the unit in the issuer's words, else the only one of that level in the article.
    """
    units: list[Unit] = analysis.records["units"]  # type: ignore[assignment]
    named = overlapping(units, *issuer) if issuer else ()
    if code := next(_codes(named, level), None):
        return code
    codes = set(_codes(units, level))
    return codes.pop() if len(codes) == 1 else None


def _codes(units: Iterable[Unit], level: str | None) -> Iterator[str]:
    return (unit.admin_code for unit in units if unit.admin_code and unit.level == level)
