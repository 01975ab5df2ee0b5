"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from nghiquyet.filesystem import AnyPath, RemotePath

Where = TypeVar("Where", Path, RemotePath, AnyPath)


@contextmanager
def whole_file(path: Where) -> Iterator[Where]:
    """A place beside `path` to write to, renamed to it at the end: no reader sees half of a file.

    The name is hidden from readers of the folder, and no other writer's: a chunk that is given to another
    worker may still be at work.
    """
    unfinished = path.with_name(f".{uuid4().hex}.{path.name}")
    try:
        yield unfinished
        unfinished.replace(path)  # type: ignore[arg-type]
    finally:
        unfinished.unlink(missing_ok=True)
