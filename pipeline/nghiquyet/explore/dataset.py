"""What the pages ask of a run: every question is one DuckDB query with parameters."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from nghiquyet.query.connection import connect
from nghiquyet.records import MENTIONS, Mention

PAGE_ROWS = 50
SERIES_FIGURES = 1_000
_MEMORY = "500MB"
_PREPARE = Path(__file__).with_name("prepare.sql")

Row = dict[str, Any]

_UNIT_COLUMNS = {"targets": "scope", "units": "canonical", "people": "unit", "documents": "issuer"}
_PERIOD_COLUMNS = {"targets": "coalesce(period, reported_period)", "dates": "value"}
_RANKINGS = {
    "documents": ("document_citations", "distinct_articles DESC, mentions DESC, document_id"),
    "units": ("unit_activity", "distinct_articles DESC, mentions DESC, unit"),
    "series": ("series", "plans > 0 DESC, periods DESC, figures DESC, series_id"),
    "conflicts": ("target_conflicts", "published_b DESC, record_a, record_b"),
}
RECORD_TABLES = (*MENTIONS, "articles")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of records is narrowed to; an empty text narrows nothing."""

    q: str = ""
    unit: str = ""
    indicator: str = ""
    document: str = ""
    period: str = ""

    @staticmethod
    def names(table: str) -> list[str]:
        """The filters that `table` knows."""
        return [f.name for f in fields(Filters) if f.name != "indicator" or table == "targets"]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: its rows, and how many the whole list has."""

    rows: Sequence[Row]
    total: int


class Dataset:
    """A run, with what the pages need prepared in a database of its own, which is deleted on `close`."""

    def __init__(self, folder: Path) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="nghiquyet-")
        database = Path(self._scratch.name) / "prepared.duckdb"
        self._connection = connect(folder, database)
        self._connection.execute(f"SET memory_limit = '{_MEMORY}'")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute(_PREPARE.read_text(encoding="utf-8"))
        self._connection.execute("SET preserve_insertion_order = true")

    def close(self) -> None:
        """Let go of the database and delete it."""
        self._connection.close()
        self._scratch.cleanup()

    def overview(self) -> Row:
        """The rows of each table, the span of publication, and the number of contradictions."""
        counts = ", ".join(f"(SELECT count(*) FROM prepared.{table}) AS {table}" for table in RECORD_TABLES)
        [row] = self._ask(
            f"SELECT {counts}, (SELECT count(*) FROM prepared.target_conflicts) AS conflicts, "
            "min(published_on) AS first_published, max(published_on) AS last_published "
            "FROM prepared.article_context"
        )
        return row

    def records(self, table: str, filters: Filters, page: int) -> Page:
        """The records of `table` that pass the filters, each with its article's title and day."""
        where, parameters = _conditions(table, filters)
        source = f"prepared.{table}"
        if "reported_period" in where or "place_words" in where or "published_on" in where:
            source += (
                " JOIN (SELECT article_id, published_on, reported_period, words AS place_words "
                "FROM prepared.article_context) USING (article_id)"
            )
        [count] = self._ask(f"SELECT count(*) AS total FROM {source} WHERE {where}", parameters)
        rows = self._ask(
            f"WITH part AS (SELECT {source.split()[0]}.* FROM {source} WHERE {where} LIMIT ? OFFSET ?) "
            "SELECT part.*, c.published_on, c.title AS article_title FROM part "
            "JOIN prepared.article_context c USING (article_id)",
            [*parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS],
        )
        return Page(rows, count["total"])

    def ranking(self, name: str, q: str = "", page: int = 1, rows: int = PAGE_ROWS) -> Page:
        """Documents, units, series or conflicts, the most told first."""
        table, order = _RANKINGS[name]
        where, parameters = _words_condition(q) if q and name != "conflicts" else ("true", [])
        [count] = self._ask(f"SELECT count(*) AS total FROM prepared.{table} WHERE {where}", parameters)
        return Page(
            self._ask(
                f"SELECT * FROM prepared.{table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
                [*parameters, rows, (page - 1) * rows],
            ),
            count["total"],
        )

    def latest_articles(self, rows: int) -> Sequence[Row]:
        """The articles published last."""
        return self._ask(
            "SELECT article_id, title, published_on, place FROM prepared.article_context "
            "ORDER BY published_on DESC NULLS LAST, article_id LIMIT ?",
            [rows],
        )

    def article(self, article_id: str) -> Row | None:
        """One article with its text and its context."""
        rows = self._ask(
            "SELECT a.*, c.published_on, c.place, c.reported_period FROM articles a "
            "JOIN prepared.article_context c USING (article_id) WHERE a.article_id = ?",
            [article_id],
        )
        return rows[0] if rows else None

    def mentions(self, article_id: str) -> list[Mention]:
        """The records of one article, in the order of the text."""
        found = [
            _mention(cls, row)
            for table, cls in MENTIONS.items()
            for row in self._ask(f"SELECT * FROM prepared.{table} WHERE article_id = ?", [article_id])
        ]
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    def sentence(self, text: str, mention: Mention) -> str:
        """The sentence of the text that a mention stands in."""
        [row] = self._ask("SELECT sentence_at(?, ?, ?) AS words", [text, mention.start, mention.end])
        return str(row["words"])

    def series_of_record(self, record_id: str) -> str | None:
        """The series that a target is a figure of; a copy belongs to that of its first telling."""
        rows = self._ask(
            "SELECT series_id FROM prepared.target_series WHERE record_id = ?",
            [record_id],
        )
        return rows[0]["series_id"] if rows else None

    def series(self, series_id: str) -> Row | None:
        """What a series measures, of whom, in what."""
        rows = self._ask("SELECT * FROM prepared.series WHERE series_id = ?", [series_id])
        return rows[0] if rows else None

    def figures(self, series_id: str) -> Sequence[Row]:
        """The figures of a series along time, at most SERIES_FIGURES."""
        return self._ask(
            "SELECT f.*, record_id IN (SELECT unnest([record_a, record_b]) FROM prepared.target_conflicts t "
            "WHERE t.series_id = ?) AS disputed FROM prepared.target_series f WHERE series_id = ? "
            "ORDER BY period_end NULLS LAST, period_start, published_on, article_id, record_id LIMIT ?",
            [series_id, series_id, SERIES_FIGURES],
        )

    def _ask(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        cursor = self._connection.cursor()
        try:
            cursor.execute(query, list(parameters))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()


def _conditions(table: str, filters: Filters) -> tuple[str, list[object]]:
    """The filters as one SQL condition with its parameters."""
    known = Filters.names(table)
    parts = [_words_condition(filters.q)] if filters.q else []
    if filters.unit:
        unit = _UNIT_COLUMNS.get(table)
        own = f"contains(unaccented(coalesce({unit}, '')), unaccented(?)) OR " if unit else ""
        parts.append(
            (f"({own}contains(place_words, unaccented(?)))", [filters.unit] * (2 if unit else 1)),
        )
    if filters.indicator and "indicator" in known:
        parts.append(("contains(unaccented(coalesce(indicator, '')), unaccented(?))", [filters.indicator]))
    if filters.document:
        cites = "contains(words, unaccented(?))"
        if table != "documents":
            cites = f"article_id IN (SELECT article_id FROM prepared.documents WHERE {cites})"
        parts.append((cites, [filters.document]))
    if filters.period:
        column = _PERIOD_COLUMNS.get(table)
        first, last = (f"period_start({column})", f"period_end({column})") if column else ["published_on"] * 2
        parts.append((f"{first} >= period_start(?) AND {last} <= period_end(?)", [filters.period] * 2))
    condition = " AND ".join(part for part, _ in parts) or "true"
    return condition, [parameter for _, given in parts for parameter in given]


def _words_condition(q: str) -> tuple[str, list[object]]:
    """Every word must occur, in any order; diacritics count for nothing."""
    words = q.split()
    return " AND ".join(["contains(words, unaccented(?))"] * len(words)) or "true", list(words)


def _mention(cls: type[Mention], row: Row) -> Mention:
    values = {f.name: row[f.name] for f in fields(cls)}
    days = {name: str(values[name]) for f in fields(cls) if f.metadata["day"] and values[name := f.name]}
    return cls(**values | days)
