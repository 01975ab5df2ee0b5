"""Runs of a few records, written as the pipeline writes them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nghiquyet.records import TABLES, Article, Target, Unit
from nghiquyet.write.tables import to_batch, write_batch


def write_tables(folder: Path, rows: Mapping[str, Sequence[Any]]) -> Path:
    """Write a run of these rows, one file a table."""
    for table in TABLES:
        (folder / table).mkdir(parents=True, exist_ok=True)
        write_batch(to_batch(table, rows.get(table, ()), "test"), folder / table / "part-000000.parquet")
    return folder


def article(article_id: str, published_at: str = "2024-04-15", **fields: Any) -> Article:
    return Article(
        article_id=article_id, published_at=published_at, **{"text": "Bài", "title": "Bài", **fields}
    )


def admission(article_id: str, actual: float, **fields: Any) -> Target:
    """`Kết nạp … đảng viên` of a district in the first quarter of 2024, told in one article."""
    told: dict[str, Any] = {
        "record_id": f"{article_id}-{actual:g}",
        "sentence": 1,
        "start": 10,
        "end": 20,
        "surface": f"{actual:g}/145 đảng viên",
        "rule_id": "targets.test",
        "kind": "progress",
        "actual": actual,
        "reference": 145.0,
        "unit": "đảng viên",
        "comparator": "=",
        "status": "result",
        "indicator": "kết nạp đảng viên",
        "indicator_id": "party_admission",
        "period": "2024-Q1",
        "scope": "huyện Trà Cú",
    }
    return Target(article_id=article_id, **told | fields)


def district(article_id: str) -> Unit:
    """The district that `admission` is told of."""
    return Unit(
        record_id=f"{article_id}-unit",
        article_id=article_id,
        sentence=0,
        start=0,
        end=12,
        surface="huyện Trà Cú",
        rule_id="units.test",
        unit_type="admin",
        level="district",
        canonical="huyện Trà Cú",
        admin_code="850",
        layer="2020",
    )
