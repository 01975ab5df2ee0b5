"""A few records of a run to look at: those with the most fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from nghiquyet.batch.part import PARTS
from nghiquyet.filesystem import AnyPath
from nghiquyet.records import MENTIONS
from nghiquyet.write.tables import read_table

_PLACE = {"record_id", "article_id", "sentence", "start", "end", "surface", "rule_id"}


def sample_lines(out: AnyPath, count: int) -> Iterator[str]:
    """Of the first file of each table the `count` fullest records, each of another article, as lines."""
    for table in MENTIONS if count else ():
        rows = read_table(out / table / min(path.name for path in (out / table).glob(PARTS))).to_pylist()
        fullest = sorted(rows, key=lambda row: -len(_fields(row)))
        by_article = {row["article_id"]: row for row in reversed(fullest)}
        chosen = sorted(by_article.values(), key=fullest.index)[:count]
        for row in chosen:
            yield f"{table}: {row['surface']}"
            yield "    " + ", ".join(f"{name}: {_written(value)}" for name, value in _fields(row).items())
            yield f"    {row['article_id']} [{row['start']}:{row['end']}] by {row['rule_id']}"


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in _PLACE}


def _written(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
