"""`nghiquyet sql` and `nghiquyet describe`, and the files that results are written to."""

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

from nghiquyet.cli import app
from nghiquyet.query import DatasetError, connect
from nghiquyet.query.export import ExportError, export
from query.tables import article, write_tables

RESULT = """
    SELECT * FROM (VALUES
        ('=HYPERLINK("http://x")', 1250.5, DATE '2024-03-31', true, NULL),
        ('Đảng ủy xã; "Hòa Ân"', -3.0, NULL, false, '@SUM(A1)'),
        ('-12', 1e15, NULL, NULL, E'dòng 1\ndòng 2')
    ) AS t(words, figure, day, flag, other)
"""


def command(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    return done.exit_code, done.output


def test_sql_prints_columns_below_each_other(sample_run: Path) -> None:
    status, printed = command(
        "sql", sample_run, "SELECT symbol, number FROM documents WHERE symbol = '12-CT/TU'"
    )
    assert status == 0
    assert printed.splitlines() == ["symbol    number", "────────  ──────", "12-CT/TU  12"]


def test_sql_says_when_there_are_more_rows(sample_run: Path) -> None:
    status, printed = command("sql", sample_run, "FROM targets", "--rows", 2)
    assert (status, len(printed.splitlines())) == (0, 5)
    assert printed.splitlines()[-1].startswith("… more rows")


def test_sql_ends_quietly_when_its_reader_has_gone(sample_run: Path) -> None:
    question = "SELECT repeat('nghị quyết ', 1000) FROM range(1000)"
    command_line = [sys.executable, "-m", "nghiquyet", "sql", str(sample_run), question, "--json"]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_sql_prints_json_lines(sample_run: Path) -> None:
    _, printed = command("sql", sample_run, "SELECT 'Đ' AS words, DATE '2024-03-31' AS day", "--json")
    assert json.loads(printed) == {"words": "Đ", "day": "2024-03-31"}


@pytest.mark.parametrize(
    ("query", "out"),
    [("SELECT nothing FROM targets", "a.csv"), ("FROM targets", "a.doc"), ("FROM targets", "no/a.csv")],
)
def test_sql_that_cannot_work_has_status_2(sample_run: Path, tmp_path: Path, query: str, out: str) -> None:
    assert command("sql", sample_run, query, "--out", tmp_path / out)[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_sql_without_tables_has_status_2(tmp_path: Path) -> None:
    assert command("sql", tmp_path, "SELECT 1")[0] == 2
    assert command("describe", tmp_path)[0] == 2
    assert command("explore", tmp_path)[0] == 2


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    write_tables(tmp_path, {"articles": [article("a")]})
    damaged = tmp_path / "units" / "part-000000.parquet"
    damaged.write_bytes(damaged.read_bytes()[:100])
    with pytest.raises(DatasetError, match=r"units/part-000000\.parquet: .* --fresh"):
        connect(tmp_path)
    damaged.rename(damaged.with_name("part-000001.parquet"))
    write_tables(tmp_path, {"articles": [article("a")]})
    assert command("describe", tmp_path)[0] == 2
    assert command("sql", tmp_path, "FROM units")[0] == 2


def test_csv_opens_in_a_vietnamese_excel(tmp_path: Path) -> None:
    """A byte order mark, semicolons, decimal commas, no formula, ISO days."""
    path = tmp_path / "a.csv"
    assert export(duckdb.sql(RESULT), path) == 3
    assert path.read_bytes().startswith("\ufeffwords;figure".encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[1:] == [
        ['\'=HYPERLINK("http://x")', "1250,5", "2024-03-31", "True", ""],
        ['Đảng ủy xã; "Hòa Ân"', "-3", "", "False", "'@SUM(A1)"],
        ["'-12", "1e+15", "", "", "dòng 1\ndòng 2"],
    ]


def test_a_workbook_holds_numbers_days_and_texts_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert export(duckdb.sql(RESULT), path) == 3
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ['=HYPERLINK("http://x")', 1250.5]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d", "b", "n"]
    assert sheet["C2"].value.date() == date(2024, 3, 31)
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n", "d", "b"}


def test_a_workbook_refuses_what_a_sheet_cannot_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nghiquyet.query.export.EXCEL_ROWS", 9)
    with pytest.raises(ExportError, match="a sheet holds 9 rows"):
        export(duckdb.sql("FROM range(10)"), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_parquet_and_json_lines_hold_the_same_rows(sample_run: Path, tmp_path: Path) -> None:
    query = "SELECT record_id, surface, percent FROM targets"
    for name in ("a.parquet", "a.jsonl"):
        assert command("sql", sample_run, query, "--out", tmp_path / name)[0] == 0
    rows = duckdb.sql(f"FROM '{tmp_path}/a.parquet'").fetchall()
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [tuple(line.values()) for line in lines] == rows


def test_describe_says_meaning_nulls_span_and_arithmetic(sample_run: Path) -> None:
    status, printed = command("describe", sample_run)
    assert status == 0
    assert "targets: " in printed
    assert "2023-04-12 to 2024-11-20" in printed
    assert "The stated percentage" in printed
    assert "target_conflicts: 1 rows" in printed
    assert "checked figures are consistent" in printed


def test_describe_as_json_has_null_shares(tmp_path: Path) -> None:
    write_tables(tmp_path, {"articles": [article("a", url="x"), article("b")]})
    described = json.loads(command("describe", tmp_path, "--json")[1])
    [articles] = [table for table in described["tables"] if table["name"] == "articles"]
    assert articles["rows"] == 2
    assert {column["name"]: column["null_share"] for column in articles["columns"]}["url"] == 0.5
