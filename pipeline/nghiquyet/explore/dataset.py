"""What the pages ask of a run: every question is one DuckDB query with parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import duckdb

from nghiquyet.records import MENTIONS, TABLES, Mention

PAGE_ROWS = 50
SERIES_FIGURES = 1_000

Row = dict[str, Any]

_UNIT_COLUMNS = {"targets": "scope", "units": "canonical", "people": "unit", "documents": "issuer"}
_PERIOD_COLUMNS = {"targets": "coalesce(period, reported)", "dates": "value"}
_IN_WORDS = "contains(words, unaccented(?))"
_CONTEXT = """(
    SELECT
        article_id, published_on AS day, title AS article_title, reported_period AS reported, words AS about
    FROM article_context
)"""
_RANKINGS = {
    "documents": ("document_citations", "distinct_articles DESC, mentions DESC, document_id"),
    "units": ("unit_activity", "distinct_articles DESC, mentions DESC, unit"),
    "series": ("series", "plans > 0 DESC, periods DESC, figures DESC, series_id"),
    "conflicts": ("target_conflicts", "published_b DESC, record_a, record_b"),
}
RECORD_TABLES = ("targets", "documents", "dates", "units", "people", "articles")


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
    """A run behind a connection that is prepared."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @cached_property
    def overview(self) -> Row:
        """The rows of each table, the span of publication, and the number of contradictions."""
        counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in TABLES)
        [row] = self._ask(
            f"SELECT {counts}, (SELECT count(*) FROM target_conflicts) AS conflicts, "
            "min(published_on) AS first_published, max(published_on) AS last_published "
            "FROM article_context"
        )
        return row

    def records(self, table: str, filters: Filters, page: int) -> Page:
        """The records of `table` that pass the filters, each with its article's title and day."""
        where, parameters = _conditions(table, filters)
        source = "article_context" if table == "articles" else table
        joined = f"{source} JOIN {_CONTEXT} USING (article_id)" if filters.unit or filters.period else source
        before = (page - 1) * PAGE_ROWS
        rows = self._ask(
            f"SELECT * FROM (SELECT {source}.* FROM {joined} WHERE {where} LIMIT ? OFFSET ?) "
            f"JOIN {_CONTEXT} USING (article_id)",
            [*parameters, PAGE_ROWS, before],
        )
        if 0 < len(rows) < PAGE_ROWS or (page == 1 and not rows):
            return Page(rows, before + len(rows))
        [count] = self._ask(f"SELECT count(*) AS total FROM {joined} WHERE {where}", parameters)
        return Page(rows, count["total"])

    def ranking(self, name: str, q: str = "", page: int = 1, rows: int = PAGE_ROWS) -> Page:
        """Documents, units, series or conflicts, the most told first."""
        table, order = _RANKINGS[name]
        where, parameters = _words_condition(q) if q and name != "conflicts" else ("true", [])
        [count] = self._ask(f"SELECT count(*) AS total FROM {table} WHERE {where}", parameters)
        return Page(
            self._ask(
                f"SELECT * FROM {table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
                [*parameters, rows, (page - 1) * rows],
            ),
            count["total"],
        )

    def latest_articles(self, rows: int) -> Sequence[Row]:
        """The articles published last."""
        return self._ask(
            "SELECT article_id, title, published_on, place FROM article_context "
            "ORDER BY published_on DESC NULLS LAST, article_id LIMIT ?",
            [rows],
        )

    def article(self, article_id: str) -> Row | None:
        """One article with its text and its context."""
        files = self._ask(
            "SELECT filename, published_on, place FROM article_files JOIN article_context USING (article_id) "
            "WHERE article_id = ?",
            [article_id],
        )
        if not files:
            return None
        [found] = files
        [article] = self._ask(
            "SELECT article_id, title, url, author, text FROM read_parquet(?) WHERE article_id = ?",
            [found["filename"], article_id],
        )
        return found | article

    def mentions(self, article_id: str) -> list[Mention]:
        """The records of one article, in the order of the text."""
        found = [
            _mention(cls, row)
            for table, cls in MENTIONS.items()
            for row in self._ask(f"SELECT * FROM {table} WHERE article_id = ?", [article_id])
        ]
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    def sentence(self, text: str, mention: Mention) -> str:
        """The sentence of the text that a mention stands in."""
        [row] = self._ask("SELECT sentence_at(?, ?, ?) AS words", [text, mention.start, mention.end])
        return str(row["words"])

    def series_of_record(self, record_id: str) -> str | None:
        """The series that a target is a figure of; a copy belongs to that of its first telling."""
        rows = self._ask(
            "SELECT series_id FROM target_series WHERE record_id = ?",
            [record_id],
        )
        return rows[0]["series_id"] if rows else None

    def series(self, series_id: str) -> Row | None:
        """What a series measures, of whom, in what."""
        rows = self._ask("SELECT * FROM series WHERE series_id = ?", [series_id])
        return rows[0] if rows else None

    def figures(self, series_id: str) -> Sequence[Row]:
        """The figures of a series along time, at most SERIES_FIGURES; in the base unit where units differ."""
        figures = self._ask(
            "SELECT f.*, record_id IN (SELECT unnest([record_a, record_b]) FROM target_conflicts t "
            "WHERE t.series_id = ?) AS disputed FROM target_series f WHERE series_id = ? "
            "ORDER BY period_end NULLS LAST, period_start, published_on, article_id, record_id LIMIT ?",
            [series_id, series_id, SERIES_FIGURES],
        )
        if len({(figure["unit"] or "").lower() for figure in figures}) > 1:
            return [_in_base_unit(figure) for figure in figures]
        return figures

    def _ask(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        cursor = self._connection.cursor()
        try:
            cursor.execute(query, list(parameters))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()


def _in_base_unit(figure: Row) -> Row:
    told = figure["value"] if figure["value"] is not None else figure["plan"]
    if not told or figure["value_base"] is None:
        return figure
    scale = abs(figure["value_base"] / told)
    scaled = {name: figure[name] and figure[name] * scale for name in ("value", "plan")}
    return figure | scaled | {"unit": figure["unit_base"]}


def _conditions(table: str, filters: Filters) -> tuple[str, list[object]]:
    """The filters as one SQL condition with its parameters."""
    known = Filters.names(table)
    parts = [_words_condition(filters.q)] if filters.q else []
    if filters.unit:
        unit = _UNIT_COLUMNS.get(table)
        own = f"{_IN_WORDS} AND contains(unaccented({unit}), unaccented(?)) OR " if unit else ""
        parts.append((f"({own}contains(about, unaccented(?)))", [filters.unit] * (3 if unit else 1)))
    if filters.indicator and "indicator" in known:
        named = f"{_IN_WORDS} AND contains(unaccented(indicator), unaccented(?))"
        parts.append((named, [filters.indicator] * 2))
    if filters.document:
        cites = _IN_WORDS
        if table != "documents":
            cites = f"article_id IN (SELECT article_id FROM documents WHERE {cites})"
        parts.append((cites, [filters.document]))
    if filters.period:
        column = _PERIOD_COLUMNS.get(table)
        within = "day BETWEEN period_start(?) AND period_end(?)"
        if column:
            bounds = "period_start >= period_start(?) AND period_end <= period_end(?)"
            within = f"{column} IN (SELECT period FROM periods WHERE {bounds})"
        parts.append((within, [filters.period] * 2))
    condition = " AND ".join(part for part, _ in parts) or "true"
    return condition, [parameter for _, given in parts for parameter in given]


def _words_condition(q: str) -> tuple[str, list[object]]:
    """Every word must occur, in any order; diacritics count for nothing."""
    words = q.split()
    return " AND ".join([_IN_WORDS] * len(words)) or "true", list(words)


def _mention(cls: type[Mention], row: Row) -> Mention:
    values = {f.name: row[f.name] for f in fields(cls)}
    days = {name: str(values[name]) for f in fields(cls) if f.metadata["day"] and values[name := f.name]}
    return cls(**values | days)
