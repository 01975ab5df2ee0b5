"""The place of the body that issued a document, for the key of the document."""

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Span


def issuer_place(issuer: Span | None, level: str | None, analysis: Analysis) -> str | None:
    """Code of the province, district or commune of the issuing body; None where the article does not tell it.

    It is that of the unit in the issuer's words, else the only one of that level in the article.
    """
    codes: list[tuple[int, int, str]] = [
        (unit.start, unit.end, code)
        for unit in analysis.records["units"]
        if (code := getattr(unit, "admin_code", None)) and getattr(unit, "level", None) == level
    ]
    if issuer:
        for start, end, code in codes:
            if start < issuer[1] and issuer[0] < end:
                return code
    found = {code for _, _, code in codes}
    return found.pop() if len(found) == 1 else None
