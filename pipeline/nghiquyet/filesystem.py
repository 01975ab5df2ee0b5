"""Files wherever they are: on this machine, or on a filesystem that pyarrow opens, as `s3://bucket/folder`."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

if TYPE_CHECKING:  # half a second that files of this machine need not wait
    from pyarrow.fs import FileSystem, FileType

BUFFER_BYTES = 1024**2
"""Read at a time: a request over a network costs more than a system call."""


@dataclass(frozen=True, slots=True)
class RemotePath:
    """A place on a filesystem of pyarrow, with so much of `pathlib.Path` as a run needs. Raises OSError."""

    filesystem: "FileSystem"
    path: str
    scheme: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.path}"

    as_posix = __str__

    def __truediv__(self, name: str) -> "RemotePath":
        return self._at(f"{self.path.rstrip('/')}/{name}")

    def __lt__(self, other: "RemotePath") -> bool:
        return self.path < other.path

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def parent(self) -> "RemotePath":
        return self._at(str(PurePosixPath(self.path).parent))

    def with_name(self, name: str) -> "RemotePath":
        return self.parent / name

    def exists(self) -> bool:
        return self._type().name != "NotFound"

    def is_dir(self) -> bool:
        return self._type().name == "Directory"

    def is_file(self) -> bool:
        return self._type().name == "File"

    def glob(self, pattern: str) -> "Iterator[RemotePath]":
        """The files of this folder; none where it is not there."""
        return (path for path in self._listed(recursive=False) if fnmatchcase(path.name, pattern))

    def files_below(self) -> "list[RemotePath]":
        """The files of this folder and of those in it, each folder sorted by name."""
        return sorted(self._listed(recursive=True), key=lambda path: path.path.split("/"))

    def relative_to(self, folder: "RemotePath") -> str:
        return self.path[len(folder.path) :].lstrip("/")

    def mkdir(self, *, parents: bool = False, exist_ok: bool = False) -> None:  # noqa: ARG002  never minds
        self.filesystem.create_dir(self.path, recursive=parents)

    def touch(self) -> None:
        self._write(b"")

    def unlink(self, *, missing_ok: bool = False) -> None:
        try:
            self.filesystem.delete_file(self.path)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def replace(self, target: "RemotePath") -> None:
        """Move it there; what was there is gone."""
        self.filesystem.move(self.path, target.path)

    def open(self, mode: Literal["rb"]) -> BinaryIO:  # noqa: ARG002  there is no other
        stream = cast(io.RawIOBase, self.filesystem.open_input_file(self.path))
        return cast(BinaryIO, io.BufferedReader(stream, BUFFER_BYTES))

    def read_text(self, encoding: str) -> str:
        with self.open("rb") as stream:
            return stream.read().decode(encoding)

    def write_text(self, text: str, encoding: str) -> None:
        self._write(text.encode(encoding))

    def _write(self, data: bytes) -> None:
        with self.filesystem.open_output_stream(self.path) as stream:
            stream.write(data)

    def _at(self, path: str) -> "RemotePath":
        return RemotePath(self.filesystem, path, self.scheme)

    def _type(self) -> "FileType":
        return self.filesystem.get_file_info(self.path).type

    def _listed(self, *, recursive: bool) -> "Iterator[RemotePath]":
        from pyarrow.fs import FileSelector  # noqa: PLC0415

        selector = FileSelector(self.path, recursive=recursive, allow_not_found=True)
        return (self._at(info.path) for info in self.filesystem.get_file_info(selector) if info.is_file)


AnyPath = Path | RemotePath


def any_path(written: AnyPath | str) -> AnyPath:
    """The path that is meant: of this machine unless it is a URI. Raises OSError, ValueError."""
    scheme, is_uri, _ = str(written).partition("://")
    if not isinstance(written, str):
        return written
    if not is_uri:
        return Path(written)
    from pyarrow.fs import FileSystem, LocalFileSystem  # noqa: PLC0415

    filesystem, path = FileSystem.from_uri(written)
    return Path(path) if isinstance(filesystem, LocalFileSystem) else RemotePath(filesystem, path, scheme)


def for_pyarrow(path: AnyPath) -> "tuple[str, FileSystem | None]":
    """The path and the filesystem, as functions of pyarrow take them."""
    return (path.path, path.filesystem) if isinstance(path, RemotePath) else (str(path), None)
