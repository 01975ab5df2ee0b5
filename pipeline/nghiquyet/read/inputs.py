"""The files that are meant by the inputs of a run, in a fixed order."""

import os
from collections.abc import Iterator
from pathlib import Path

from nghiquyet.filesystem import AnyPath, RemotePath
from nghiquyet.read.origin import Origin
from nghiquyet.records import ErrorRow


def find_files(path: AnyPath) -> Iterator[tuple[AnyPath, Origin] | ErrorRow]:
    """The file at `path`, or the files below it sorted by name; hidden ones are passed over."""
    try:
        if not path.is_dir():
            yield path, _origin(path, path.name)
            return
        found = False
        for item in _remote(path) if isinstance(path, RemotePath) else _walk(path, "", frozenset()):
            found = True
            yield item
        if not found:
            yield _origin(path, path.name).error("empty")
    except OSError as error:
        yield _origin(path, path.name).error("unreadable", reason=error.strerror or error)


def _remote(folder: RemotePath) -> Iterator[tuple[AnyPath, Origin]]:
    for path in folder.files_below():
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.split("/")):
            yield path, _origin(path, name)


def _walk(
    folder: Path, prefix: str, above: frozenset[tuple[int, int]]
) -> Iterator[tuple[Path, Origin] | ErrorRow]:
    try:
        status = folder.stat()
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    except OSError as error:
        yield _origin(folder, prefix).error("unreadable", reason=error.strerror or error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield _origin(folder, prefix).error(
            "unreadable", reason="a link to a folder that it is in; remove it"
        )
        return
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _walk(path, f"{prefix}{name}/", above | {identity})
        else:
            yield path, _origin(path, prefix + name)


def _origin(path: AnyPath, article_id: str) -> Origin:
    return Origin(_unicode(path.as_posix()), _unicode(article_id))


def _unicode(name: str) -> str:
    """A file name as tables can hold it: bytes that are not UTF-8 are written `\\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
