"""`nghiquyet rules draft`: from a record of a run, right or wrong, to an example ready to paste."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from nghiquyet.records import MENTIONS, Mention, key_fields
from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.tokenize.sentences import sentence_starts
from nghiquyet.workbench.examples import mark
from nghiquyet.workbench.report import shown


class RecordError(ValueError):
    """A record that is not there, with what to do."""


def draft_lines(record_id: str, folder: Path, rulebook: Rulebook) -> Iterator[str]:
    """The sentence of a record of the tables in `folder` as a `yes` and as a `no` example.

    Raises RecordError.
    """
    record, article = find_record(record_id, folder)
    compiled = next((c for c in rulebook.rules if c.rule.id == record.rule_id), None)
    place = f" ({shown(compiled.place.file)}:{compiled.place.line})" if compiled else ""
    start, end = _sentence(article["text"], record, rulebook)
    sentence = article["text"][start:end]
    marked = (
        sentence[: record.start - start]
        + mark(record, [*key_fields(record.table)])
        + sentence[record.end - start :]
    )
    yield f"# {record.table} {record.surface!r} of {record.article_id}, found by {record.rule_id}{place}"
    if compiled is None:
        yield "# No rule of the rulebook proposed it; the examples belong to the rule that ought to."
    if article["published_at"]:
        yield "# Examples of dates without a year are read with the day of publication:"
        yield f"published_at = {json.dumps(str(article['published_at'])[:10])}"
    yield "# If the record is right, or once its values are corrected:"
    yield f"yes = [{json.dumps(_one_line(marked), ensure_ascii=False)}]"
    yield "# If there should be no record of this rule:"
    yield f"no = [{json.dumps(_one_line(sentence), ensure_ascii=False)}]"


def find_record(record_id: str, folder: Path) -> tuple[Mention, dict[str, Any]]:
    """A record of a run's tables and the row of its article. Raises RecordError."""
    if not (folder / "articles").is_dir():
        raise RecordError(f"{folder}: no tables here; give the folder of `nghiquyet run --out`")
    for table, model in MENTIONS.items():
        rows = _rows(folder / table, "record_id", record_id)
        if rows:
            names = model.__dataclass_fields__
            values = {name: _plain(value) for name, value in rows[0].items() if name in names}
            record = model(**values)
            articles = _rows(folder / "articles", "article_id", str(record.article_id))
            if not articles:
                raise RecordError(
                    f"the article {record.article_id!r} of this record is not in {folder}/articles"
                )
            return record, articles[0]
    raise RecordError(f"no record {record_id!r} in {folder}; ids are in the column record_id")


def _rows(folder: Path, column: str, value: str) -> list[dict[str, Any]]:
    if not any(folder.glob("*.parquet")):
        return []
    rows: list[dict[str, Any]] = pq.read_table(folder, filters=[(column, "=", value)]).to_pylist()
    return rows


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _sentence(text: str, record: Mention, rulebook: Rulebook) -> tuple[int, int]:
    starts = sentence_starts(fold(text), frozenset(rulebook.lists["sentence_abbreviations"].words))
    start = max((s for s in starts if s <= record.start), default=0)
    end = min((s for s in starts if s >= record.end), default=len(text))
    return start, end


def _one_line(text: str) -> str:
    return " ".join(text.split())
