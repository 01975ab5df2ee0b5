"""The views that answer the usual questions."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from nghiquyet import connect
from nghiquyet.query import DatasetError
from nghiquyet.records import MENTIONS, TABLES, Target
from query.tables import admission, article, district, write_tables


@pytest.fixture(scope="module")
def sample(sample_run: Path) -> duckdb.DuckDBPyConnection:
    return connect(sample_run)


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def told(folder: Path, *targets: Target, clusters: dict[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """A run in which each article tells its targets, all of one district."""
    ids = dict.fromkeys(target.article_id or "" for target in targets)
    rows = {
        "articles": [article(name, cluster_id=(clusters or {}).get(name)) for name in ids],
        "targets": targets,
        "units": [district(name) for name in ids],
    }
    return connect(write_tables(folder, rows))


def test_the_sample_contradicts_itself_once_and_nowhere_else(sample: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        sample,
        "SELECT article_a, value_a, article_b, value_b, place, period FROM target_conflicts",
    )
    assert found == [
        ("cau-ke-2024-quy-1.txt", 29, "cau-ke-2024-phat-trien-dang.txt", 27, "huyện Cầu Kè", "2024-Q1")
    ]


def test_the_sample_tells_party_admission_along_two_years(sample: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        sample,
        "SELECT period_end::VARCHAR, value, plan FROM target_series WHERE indicator_id = 'party_admission' "
        "AND place = 'huyện Cầu Kè' AND kind = 'progress' ORDER BY period_end, value DESC",
    )
    assert ("2023-03-31", 32, 150) in found
    assert ("2023-06-30", 71, 150) in found
    assert ("2023-12-31", 156, 150) in found
    assert [row for row in found if row[0] == "2024-03-31"] == [
        ("2024-03-31", 29, 145),
        ("2024-03-31", 27, 145),
    ]


@pytest.mark.parametrize(
    "table",
    [
        *TABLES, "places", "article_context", "periods", "target_series", "target_conflicts",
        "document_citations", "unit_activity",
    ],
)  # fmt: skip
def test_every_view_is_there_and_says_what_its_columns_mean(
    sample: duckdb.DuckDBPyConnection, table: str
) -> None:
    columns = ask(
        sample,
        f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{table}'",
    )
    assert columns
    assert [name for name, meaning in columns if not meaning] == []


def test_a_copy_of_an_article_counts_once(tmp_path: Path) -> None:
    run = told(tmp_path, admission("a", 29.0), admission("b", 29.0), clusters={"a": "a", "b": "a"})
    assert ask(run, "SELECT value, copies, article_id FROM target_series") == [(29, 2, "a")]


def test_a_figure_without_a_period_takes_that_of_a_figure_before_or_of_the_article(tmp_path: Path) -> None:
    run = told(
        tmp_path,
        admission("a", 29.0),
        admission("a", 3.0, sentence=3, start=90, period=None),
        admission("a", 4.0, sentence=9, start=190, period=None),
    )
    assert ask(run, "SELECT value, period, period_from FROM target_series ORDER BY value") == [
        (3, "2024-Q1", "nearby"),
        (4, None, None),
        (29, "2024-Q1", "sentence"),
    ]


def test_bodies_of_a_district_and_the_district_are_one_place(tmp_path: Path) -> None:
    run = told(tmp_path, admission("a", 29.0, scope=None), admission("b", 29.0))
    assert ask(run, "SELECT DISTINCT place, place_code FROM target_series") == [("huyện Trà Cú", "850")]
    assert ask(run, "SELECT count(DISTINCT series_id) FROM target_series") == [(1,)]


def test_of_two_names_as_frequent_the_first_in_their_order_is_taken_on_every_run(tmp_path: Path) -> None:
    units = [district(f"{number}") for number in range(6)]
    for unit, name in zip(units, ["huyện Trà Cú", "Huyện Trà Cú"] * 3, strict=True):
        unit.canonical = name
    run = connect(write_tables(tmp_path, {"articles": [article("0")], "units": units}))
    assert ask(run, "SELECT place FROM places") == [("Huyện Trà Cú",)]


def test_a_goal_is_a_plan_and_a_fall_is_negative(tmp_path: Path) -> None:
    run = told(
        tmp_path,
        admission("a", 150.0, status="goal", kind="count", reference=None, period="2024"),
        admission("a", 5.0, kind="change", direction="down", reference=None),
    )
    assert ask(run, "SELECT value, plan FROM target_series ORDER BY kind") == [(-5, None), (None, 150)]


@pytest.mark.parametrize(
    ("other", "disputed"),
    [
        (admission("b", 27.0), True),
        (admission("b", 29.0), False),
        (admission("b", 27.0, period="2024-H1"), False),
        (admission("b", 27.0, status="goal"), False),
        (admission("b", 27.0, comparator="~"), False),
        (admission("b", 27.0, scope="Ủy ban huyện khác"), False),
        (admission("b", 27.0, unit="chi bộ"), False),
        (admission("b", 27.0, indicator="đảng viên mới là nữ"), False),
        (admission("b", 29.4), False),
        (admission("b", 29.6), True),
    ],
    ids=lambda value: value if isinstance(value, bool) else None,
)
def test_only_different_figures_of_the_same_thing_conflict(
    tmp_path: Path, other: Target, disputed: bool
) -> None:
    run = told(tmp_path, admission("a", 29.0), other)
    assert bool(ask(run, "FROM target_conflicts")) == disputed


def test_a_rounded_figure_and_a_copy_do_not_conflict(tmp_path: Path) -> None:
    budget = {"unit": "tỷ đồng", "indicator": "thu ngân sách", "indicator_id": "budget_revenue"}
    run = told(
        tmp_path,
        admission("a", 37.6, **budget),
        admission("b", 38.0, **budget),
        admission("c", 37.64, **budget),
    )
    assert ask(run, "FROM target_conflicts") == []
    copied = told(
        tmp_path / "copied", admission("a", 29.0), admission("b", 27.0), clusters={"a": "a", "b": "a"}
    )
    assert ask(copied, "FROM target_conflicts") == []


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-01/2024-09", "2024-01-01", "2024-09-30"),
        ("2020/2025", "2020-01-01", "2025-12-31"),
        ("2017-W06", None, None),
        ("199X", None, None),
        ("XXXX-05-10", None, None),
        ("lunar:01-15", None, None),
        ("2024-Q9", None, None),
        ("2024-13", None, None),
    ],
)
def test_periods_have_bounds(
    sample: duckdb.DuckDBPyConnection, period: str, first: str | None, last: str | None
) -> None:
    query = f"SELECT period_start('{period}')::VARCHAR, period_end('{period}')::VARCHAR"
    assert ask(sample, query) == [(first, last)]


def test_any_record_leads_to_its_sentence(sample: duckdb.DuckDBPyConnection) -> None:
    told_in = ask(
        sample,
        'SELECT surface, sentence_at(text, "start", "end") '
        f"FROM ({' UNION ALL BY NAME '.join(f'FROM {table}' for table in MENTIONS)}) "
        "JOIN articles USING (article_id)",
    )
    assert told_in
    assert [surface for surface, sentence in told_in if surface not in sentence or "\n" in sentence] == []
    assert ask(sample, "SELECT sentence_at('Ông T. A đến. Họ kết nạp 3/4 (75%). Hết', 25, 34)") == [
        ("Họ kết nạp 3/4 (75%).",)
    ]


def test_tables_and_columns_that_a_run_left_out_are_empty(
    sample: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    part = tmp_path / "articles" / "part-000000.parquet"
    part.parent.mkdir()
    (tmp_path / "units").mkdir()
    sample.execute(f"COPY (SELECT article_id, title, published_at, text FROM articles) TO '{part}'")
    left = connect(tmp_path)
    assert ask(left, "SELECT count(*), count(cluster_id) FROM articles") == [(12, 0)]
    assert ask(left, "FROM people") == []
    assert ask(left, "FROM target_series") == []
    assert ask(left, "FROM unit_activity") == []


def test_unfinished_files_are_not_read(tmp_path: Path) -> None:
    write_tables(tmp_path, {"articles": [article("a")]})
    (tmp_path / "articles" / ".part-000001.parquet").write_bytes(b"half")
    assert ask(connect(tmp_path), "SELECT count(*) FROM articles") == [(1,)]


def test_a_folder_with_a_strange_name_is_read(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "kết quả [1] 'a'*", {"articles": [article("a")]})
    assert ask(connect(folder), "SELECT article_id FROM articles") == [("a",)]


def test_a_folder_without_tables_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no tables here"):
        connect(tmp_path)


def test_citations_count_articles_and_copies(sample: duckdb.DuckDBPyConnection) -> None:
    [row] = ask(
        sample,
        "SELECT symbol, mentions, articles FROM document_citations WHERE symbol = '12-CT/TU'",
    )
    assert row == ("12-CT/TU", 1, 1)


def test_activity_of_a_unit_counts_its_figures(tmp_path: Path) -> None:
    run = told(tmp_path, admission("a", 29.0), admission("b", 27.0))
    assert ask(run, "SELECT unit, mentions, articles, figures FROM unit_activity") == [
        ("huyện Trà Cú", 2, 2, 2)
    ]
