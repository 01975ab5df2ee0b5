"""What is worked out once, before the first page: views become tables, with words to search in."""

import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock

import duckdb

from nghiquyet.query.connection import connect, data_files, literal

_MEMORY = "500MB"
_SEARCHED = {
    "article_context": "concat_ws(' ', title, place, article_id)",
    "places": "place",
    "periods": "period",
    "documents": "concat_ws(' ', surface, symbol, issuer, subject)",
    "dates": "concat_ws(' ', surface, value)",
    "targets": "concat_ws(' ', surface, indicator, scope)",
    "units": "concat_ws(' ', surface, canonical, admin_code)",
    "people": "concat_ws(' ', name, role, unit)",
    "target_series": "NULL",
    "target_conflicts": "NULL",
    "document_citations": "concat_ws(' ', name, symbol, issuer, subject)",
    "unit_activity": "concat_ws(' ', unit, admin_code)",
}
"""The views that become tables, in this order, each with what a search in it looks into."""

_SERIES = """
    CREATE TABLE series AS
    SELECT
        series_id,
        most_frequent(measured) AS indicator,
        most_frequent(lower(indicator)) AS words_used,
        min(place) AS place,
        most_frequent(unit) AS unit,
        count(*) AS figures,
        count(DISTINCT period_end) AS periods,
        count(plan) AS plans,
        max(published_on) AS last_published,
        unaccented(
            concat_ws(' ', most_frequent(measured), most_frequent(lower(indicator)), min(place))
        ) AS words
    FROM target_series
    GROUP BY series_id
"""


class Preparation:
    """A database over the run in `folder`, which `close` deletes. Raises DatasetError."""

    def __init__(self, folder: Path) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="nghiquyet-")
        self.connection = connect(folder, Path(self._scratch.name) / "prepared.duckdb")
        self.connection.execute(f"SET memory_limit = '{_MEMORY}'")
        self._steps = [*map(_working_out, _SEARCHED.items()), _SERIES, _article_files(folder)]
        self._steps_done = 0
        self._working, self._closing = Lock(), Event()

    @property
    def share(self) -> float:
        """How much is done, between 0 and 1."""
        return self._steps_done / len(self._steps)

    def work(self) -> None:
        """Do what is left; stops where `close` comes in between."""
        with self._working, suppress(duckdb.InterruptException):
            while self._steps_done < len(self._steps) and not self._closing.is_set():
                self.connection.execute(self._steps[self._steps_done])
                self._steps_done += 1

    def close(self) -> None:
        """Let go of the database and delete it."""
        self._closing.set()
        self.connection.interrupt()
        with self._working:
            self.connection.close()
        self._scratch.cleanup()


def _working_out(view_and_searched: tuple[str, str]) -> str:
    """Put a table of the same name in the place of a view; views on top of it read the table."""
    view, searched = view_and_searched
    return (
        f"CREATE TABLE worked_out AS SELECT *, unaccented({searched}) AS words FROM {view};"
        f"DROP VIEW {view}; ALTER TABLE worked_out RENAME TO {view}"
    )


def _article_files(folder: Path) -> str:
    files = literal(data_files(folder.resolve(), "articles"))
    source = f"read_parquet({files}, filename = true)"
    return f"CREATE TABLE article_files AS SELECT article_id, filename FROM {source}"
