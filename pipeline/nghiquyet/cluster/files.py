"""Clusters of a whole run: workers write signatures beside their parts, one pass at the end compares them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from nghiquyet.batch.part import PARTS
from nghiquyet.cluster.clusters import find_clusters
from nghiquyet.cluster.signature import SIGNATURE_BYTES, read_signatures, sign
from nghiquyet.filesystem import AnyPath
from nghiquyet.write.tables import read_table, write_batch, write_table

SIGNATURES = ".signatures"
"""The folder of the signatures below that of the tables: a part for each part of `articles`."""

_SIGNATURE = pa.field("signature", pa.binary(SIGNATURE_BYTES))
_COLUMN = "cluster_id"


def write_signatures(articles: pa.Table, path: AnyPath) -> None:
    """Write the signatures of one part of `articles`. Raises OSError."""
    path.parent.mkdir(exist_ok=True)
    texts: list[Any] = articles.column("text").to_pylist()
    signatures = pa.array([sign(text) for text in texts], _SIGNATURE.type)
    signed = articles.select(["article_id"]).append_column(_SIGNATURE, signatures)
    write_table(signed.replace_schema_metadata(None), path, compressed=False)


def assign_clusters(out: AnyPath) -> int:
    """Give every article below `out` the least id of those that it is a copy of; the number of clusters.

    The order of the articles and their cut into parts make no difference. Only parts in which an id changes
    are written again, so that a run that changes little costs little. Raises OSError.
    """
    parts = list(_parts(out))
    ids: list[Any] = [name for _, table in parts for name in table.column("article_id").to_pylist()]
    signatures: list[Any] = [row for _, table in parts for row in table.column("signature").to_pylist()]
    by_id = sorted(range(len(ids)), key=ids.__getitem__)
    firsts = find_clusters(read_signatures(b"".join(signatures[number] for number in by_id)))
    chosen = {ids[number]: ids[by_id[first]] for number, first in zip(by_id, firsts, strict=True)}
    for path, table in parts:
        _write_column(path, [chosen[name] for name in table.column("article_id").to_pylist()])
    return len(np.unique(firsts))


def _parts(out: AnyPath) -> Iterator[tuple[AnyPath, pa.Table]]:
    """Each part of `articles` in the order of their names, with its signatures; others are removed."""
    for name in sorted(path.name for path in (out / SIGNATURES).glob(PARTS)):
        articles, signatures = out / "articles" / name, out / SIGNATURES / name
        if articles.exists():
            yield articles, read_table(signatures)
        else:
            signatures.unlink()


def _write_column(path: AnyPath, chosen: list[str]) -> None:
    if read_table(path, columns=[_COLUMN]).column(_COLUMN).to_pylist() == chosen:
        return
    table = read_table(path)
    place = table.schema.get_field_index(_COLUMN)
    changed = table.set_column(place, table.schema.field(place), pa.array(chosen, pa.string()))
    [batch] = changed.combine_chunks().to_batches()
    write_batch(batch, path)
