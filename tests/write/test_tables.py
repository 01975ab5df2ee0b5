"""Records to Parquet and back."""

import datetime
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from nghiquyet.records import TABLES, Date, Document
from nghiquyet.write.files import whole_file
from nghiquyet.write.tables import to_batch, write_batch


def a_date(**changes: object) -> Date:
    values = {
        "article_id": "a.txt",
        "start": 0,
        "end": 14,
        "surface": "ngày 10/5/2021",
        "rule_id": "dates.day_year",
        "grain": "day",
        "value": "2021-05-10",
        "start_date": "2021-05-10",
        "resolved": False,
    }
    return Date(**(values | changes))  # type: ignore[arg-type]


def test_a_record_is_a_row_and_an_iso_date_becomes_a_date() -> None:
    [row] = to_batch("dates", [a_date()], "digest").to_pylist()
    assert row["surface"] == "ngày 10/5/2021"
    assert row["start_date"] == datetime.date(2021, 5, 10)
    assert row["end_date"] is None


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_a_row_is_a_file_with_its_columns(table: str, tmp_path: Path) -> None:
    (tmp_path / table).mkdir()
    write_batch(to_batch(table, [], "digest"), tmp_path / table / "part-000000.parquet")
    frame = pd.read_parquet(tmp_path / table)
    assert len(frame) == 0
    assert list(frame.columns) == [field.name for field in fields(TABLES[table])]


@pytest.mark.parametrize(
    "changes",
    [
        {"start_date": "2021-02-30"},
        {"start_date": "XXXX-05-10"},
        {"start": 2**31},
        {"start": "0"},
        {"value": None},
        {"surface": "\ud800"},
    ],
)
def test_a_value_that_does_not_fit_its_column_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises((ValueError, OverflowError, TypeError)):
        to_batch("dates", [a_date(**changes)], "digest")


def test_a_number_too_large_for_its_column_is_refused() -> None:
    huge = Document(
        start=0, end=1, surface="x", rule_id="documents.test", doc_type="decision", number=99_999_999_999
    )
    with pytest.raises((ValueError, OverflowError)):
        to_batch("documents", [huge], "digest")


def test_files_are_compressed_with_zstd(tmp_path: Path) -> None:
    write_batch(to_batch("dates", [a_date()], "digest"), tmp_path / "a.parquet")
    metadata = pq.read_metadata(tmp_path / "a.parquet")
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_file_that_was_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old")

    def fail() -> None:
        with whole_file(path) as unfinished:
            unfinished.write_text("ne")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
