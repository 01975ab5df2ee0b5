"""What comes of one article: its records, or the error in their place."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from nghiquyet.records import Article, ErrorRow, Mention


@dataclass(frozen=True, slots=True)
class Extraction:
    """The row of one article, its records by table, and what went wrong without losing it."""

    article: Article
    records: dict[str, list[Mention]]
    errors: tuple[ErrorRow, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The header and the text, then a list a table, as in a gold file; null fields are left out."""
        header = {name: value for name, value in asdict(self.article).items() if value is not None}
        return header | {table: [m.to_json() for m in mentions] for table, mentions in self.records.items()}


Outcome = Extraction | ErrorRow
"""What becomes of it: the article's records, or the error in their place."""


def all_errors(outcomes: Iterable[Outcome]) -> Iterator[ErrorRow]:
    """The errors that stand in the place of articles, and those that lost none."""
    for outcome in outcomes:
        if isinstance(outcome, ErrorRow):
            yield outcome
        else:
            yield from outcome.errors


def failed_row(article_id: str, source: str, stage: str, error: Exception) -> ErrorRow:
    """The fatal row of an article that a stage failed on."""
    message = f"{source}: {stage} failed on this article: {type(error).__name__}: {error}"
    return ErrorRow(
        article_id=article_id,
        source=source,
        stage=stage,
        error=type(error).__name__,
        message=message.encode("utf-8", "backslashreplace").decode(),
        fatal=True,
    )
