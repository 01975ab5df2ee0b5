"""What is done: for each part of the tables the items that it holds the rows of, written after the rows.

A part without its manifest is what a killed run left, and is done again. An item is known by a digest of all
that its rows are made from: the item as read, the rules, the version. So an article that has changed, or
whose rules have, is another item.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from nghiquyet import __version__
from nghiquyet.article import Item, RawArticle
from nghiquyet.batch.part import MANIFESTS, PARTS, UNFINISHED_PARTS, part_name, part_number
from nghiquyet.cluster.files import SIGNATURES
from nghiquyet.filesystem import AnyPath
from nghiquyet.records import SCHEMA_VERSION, TABLES
from nghiquyet.write.tables import count_rows, read_table, to_batch, write_batch, write_table

FOLDERS = (MANIFESTS, *TABLES, SIGNATURES)
"""All that hold a file of a part; the manifest is the first to go, as it is the last to come."""

_COLUMNS: dict[str, pa.DataType] = {
    "item": pa.binary(16),
    "article_id": pa.string(),
    "source": pa.string(),
    "is_article": pa.bool_(),
}
_SCHEMA = pa.schema(list(_COLUMNS.items()))


def item_digest(item: Item, rules_digest: str) -> bytes:
    """What an item is known by."""
    made_by = (__version__, SCHEMA_VERSION, rules_digest)
    return hashlib.blake2b(repr((made_by, item)).encode(), digest_size=16).digest()


def write_manifest(out: AnyPath, name: str, items: Sequence[Item], rules_digest: str) -> None:
    """Say that the part of this name is whole and holds the rows of these items. Raises OSError."""
    columns: list[list[Any]] = [
        [item_digest(item, rules_digest) for item in items],
        [item.article_id for item in items],
        [item.source for item in items],
        [isinstance(item, RawArticle) for item in items],
    ]
    arrays = [pa.array(values, kind) for values, kind in zip(columns, _COLUMNS.values(), strict=True)]
    write_table(pa.Table.from_arrays(arrays, schema=_SCHEMA), out / MANIFESTS / name)


@dataclass(frozen=True, slots=True)
class _Entry:
    part: str
    article_id: str | None
    source: str
    is_article: bool


class Done:
    """What earlier runs left below `out`, and which of it a run of now meets again."""

    def __init__(self, out: AnyPath, *, fresh: bool = False) -> None:
        self.out = out
        self._left: dict[bytes, list[_Entry]] = defaultdict(list)
        self._met: set[str | None] = set()
        self.parts = [] if fresh else sorted(path.name for path in (out / MANIFESTS).glob(PARTS))
        self.kept = 0
        for name in self.parts:
            for row in read_table(out / MANIFESTS / name).to_pylist():
                entry = _Entry(name, row["article_id"], row["source"], row["is_article"])
                self._left[row["item"]].append(entry)

    @property
    def next_number(self) -> int:
        """The number of the first part that a run may write."""
        return part_number(self.parts[-1]) + 1 if self.parts else 0

    def left_over(self, items: Iterable[Item], rules_digest: str) -> Iterator[Item]:
        """Those of `items` whose rows are not there yet."""
        for item in items:
            self._met.add(item.article_id)
            entries = self._left.get(item_digest(item, rules_digest))
            if entries:
                entries.pop()
                self.kept += 1
            else:
                yield item

    def removed(self) -> list[str]:
        """Sources of the articles that have rows but did not come in; known when all items have come."""
        return sorted(entry.source for entry in self._entries() if entry.article_id not in self._met)

    def superseded(self) -> dict[str, list[_Entry]]:
        """By part, the items that came in again with another digest; known when all items have come."""
        found: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries():
            if entry.article_id in self._met:
                found[entry.part].append(entry)
        return found

    def drop_superseded(self) -> None:
        """Take the rows of superseded items out of their parts. Raises OSError."""
        for name, entries in self.superseded().items():
            _drop(self.out, name, entries)

    def _entries(self) -> Iterator[_Entry]:
        return (entry for entries in self._left.values() for entry in entries)


def remove_unfinished(out: AnyPath) -> None:
    """Remove the parts that no manifest vouches for, and what is not yet a part. Raises OSError."""
    whole = {path.name for path in (out / MANIFESTS).glob(PARTS)}
    for folder in FOLDERS:
        for path in (out / folder).glob(UNFINISHED_PARTS):
            path.unlink()
        for path in (out / folder).glob(PARTS):
            if path.name not in whole:
                path.unlink()


def remove_all(out: AnyPath) -> None:
    """Remove what earlier runs left. Raises OSError."""
    for folder in FOLDERS:
        for path in (out / folder).glob(PARTS):
            path.unlink()


def rows_by_table(out: AnyPath) -> dict[str, int]:
    """The rows of each table."""
    return {table: sum(map(count_rows, (out / table).glob(PARTS))) for table in TABLES}


def count_fatal(out: AnyPath) -> int:
    """The fatal rows of `errors`."""
    return sum(
        pc.sum(read_table(path, columns=["fatal"]).column("fatal")).as_py() or 0
        for path in (out / "errors").glob(PARTS)
    )


def give_every_table_a_file(out: AnyPath, rules_digest: str) -> None:
    """Write an empty part for each table that has none, so that every table can be read. Raises OSError."""
    for table in TABLES:
        if not any((out / table).glob(PARTS)):
            write_batch(to_batch(table, [], rules_digest), out / table / part_name(0))


def _drop(out: AnyPath, name: str, entries: Sequence[_Entry]) -> None:
    articles = pa.array([e.article_id for e in entries if e.is_article], pa.string())
    errors = {(e.article_id, e.source) for e in entries}
    for folder in (*TABLES, SIGNATURES):
        path = out / folder / name
        if not path.exists():
            continue
        rows = read_table(path)
        if folder == "errors":
            pairs = zip(rows.column("article_id").to_pylist(), rows.column("source").to_pylist(), strict=True)
            stays = pa.array([pair not in errors for pair in pairs], pa.bool_())
        else:
            stays = pc.invert(pc.is_in(rows.column("article_id"), articles))
        _replace(rows.filter(stays), path)
    manifest = read_table(out / MANIFESTS / name)
    named = [(row["article_id"], row["source"], row["is_article"]) for row in manifest.to_pylist()]
    gone: set[tuple[Any, Any, Any]] = {(e.article_id, e.source, e.is_article) for e in entries}
    _replace(
        manifest.filter(pa.array([item not in gone for item in named], pa.bool_())), out / MANIFESTS / name
    )


def _replace(rows: pa.Table, path: AnyPath) -> None:
    if rows.num_rows:
        write_table(rows, path)
    else:
        path.unlink()
