"""Scores as a table to read and as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from nghiquyet.evaluate.score import Agreement, TableScore

_HEADING = (
    f"{'table':10} {'gold':>5} {'pred':>5}  {'span P':>6} {'R':>6} {'F1':>6}  {'rec P':>6} {'R':>6} {'F1':>6}"
)


def score_lines(scores: Mapping[str, TableScore], errors: int = 0) -> Iterator[str]:
    """The lines of the table, with up to `errors` disagreements under each of its rows."""
    yield _HEADING
    for table, result in scores.items():
        figures = "  ".join(
            f"{part.precision:6.3f} {part.recall:6.3f} {part.f1:6.3f}"
            for part in (result.span, result.record)
        )
        yield f"{table:10} {result.gold:5} {result.predicted:5}  {figures}"
        if result.links:
            yield " " * 11 + " ".join(
                f"{link} {accuracy:.3f} ({result.links[link]})"
                for link, accuracy in result.accuracies.items()
            )
        for found in result.disagreements[:errors]:
            yield f"    {found.article_id} {found.kind} {found.surface} {found.detail}"


def score_json(scores: Mapping[str, TableScore]) -> dict[str, Any]:
    """The same figures for a program; a link is its accuracy and the number of mentions it is taken over."""
    return {
        table: {
            "gold": result.gold,
            "pred": result.predicted,
            "span": _figures(result.span),
            "record": _figures(result.record),
            "wrong_keys": dict(result.wrong_keys),
            "links": {link: [accuracy, result.links[link]] for link, accuracy in result.accuracies.items()},
        }
        for table, result in scores.items()
    }


def _columns(agreement: Agreement) -> str:
    return f"{agreement.precision:6.3f} {agreement.recall:6.3f} {agreement.f1:6.3f}"


def _figures(agreement: Agreement) -> dict[str, float]:
    return {"p": agreement.precision, "r": agreement.recall, "f": agreement.f1}
