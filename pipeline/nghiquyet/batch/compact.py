"""Many small parts made into few large ones, as readers like them.

The manifest of the large part names those that it replaces. Once it is there they go: now or, where the run
was killed in between, at the start of the next.
"""

import json
from collections.abc import Iterator, Sequence

import pyarrow as pa

from nghiquyet.batch.manifest import FOLDERS
from nghiquyet.batch.part import MANIFESTS, PARTS, part_name, part_number
from nghiquyet.cluster.files import SIGNATURES
from nghiquyet.filesystem import AnyPath
from nghiquyet.records import TABLES
from nghiquyet.write.tables import count_rows, read_schema, read_table, write_table

LARGE = 5_000
"""Articles of a part that is large enough."""

_REPLACES = b"replaces"


def compact(out: AnyPath, large: int = LARGE) -> None:
    """Join small parts below `out`. Raises OSError."""
    names = sorted(path.name for path in (out / MANIFESTS).glob(PARTS))
    number = part_number(names[-1]) + 1 if names else 0
    for group in _groups(out, names, large):
        _join(out, group, part_name(number))
        number += 1
    remove_replaced(out)


def remove_replaced(out: AnyPath) -> None:
    """Remove the parts whose rows stand in a larger one. Raises OSError."""
    for joined in sorted(path.name for path in (out / MANIFESTS).glob(PARTS)):
        metadata = read_schema(out / MANIFESTS / joined).metadata or {}
        for name in json.loads(metadata.get(_REPLACES, b"[]")):
            for folder in FOLDERS:
                (out / folder / name).unlink(missing_ok=True)


def _groups(out: AnyPath, names: Sequence[str], large: int) -> Iterator[list[str]]:
    """Runs of small parts that make a large one together; of the last few, what there is."""
    group, held = list[str](), 0
    for name in names:
        count = count_rows(out / MANIFESTS / name)
        if count >= large:
            continue
        group.append(name)
        held += count
        if held >= large:
            yield group
            group, held = [], 0
    if len(group) > 1:
        yield group


def _join(out: AnyPath, names: Sequence[str], joined: str) -> None:
    for folder in (*TABLES, SIGNATURES, MANIFESTS):
        paths = [out / folder / name for name in names if (out / folder / name).exists()]
        if not paths:
            continue
        # the newest part tells what made the whole: its metadata is kept
        schema = read_schema(paths[-1])
        rows = pa.concat_tables([read_table(path).cast(schema) for path in paths])
        if folder == MANIFESTS:
            rows = rows.replace_schema_metadata({_REPLACES: json.dumps(list(names)).encode()})
        write_table(rows, out / folder / joined)
