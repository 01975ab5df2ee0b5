"""Archives of files, read where they lie; none of their names is written to."""

import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from nghiquyet.article import Item
from nghiquyet.read.origin import Origin
from nghiquyet.read.packed import DAMAGE, read_guarded

ReadNamed = Callable[[str, BinaryIO, Origin], Iterator[Item]]


def read_zip(stream: BinaryIO, origin: Origin, read: ReadNamed) -> Iterator[Item]:
    """What `read` finds in the files of a `.zip`, by their names; hidden ones are passed over."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*DAMAGE, NotImplementedError, ValueError, OSError) as error:
        yield origin.error("damaged", reason=error)
        return
    members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda member: member.filename)
    shown = [member for member in members if not _is_hidden(member.filename)]
    if not shown:
        yield origin.error("empty")
    for member in shown:
        place = origin.member(_printable(member.filename))
        if _leads_out(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
            yield place.error("unsafe_name")
        elif member.flag_bits & 0x1:
            yield place.error("encrypted")
        else:
            yield from _read_zipped(archive, member, place, read)


def read_tar(stream: BinaryIO, origin: Origin, read: ReadNamed) -> Iterator[Item]:
    """What `read` finds in the files of a `.tar`, in their order; hidden ones are passed over."""
    found = False
    blocks = _Blocks(stream)
    try:
        with tarfile.open(fileobj=cast(IO[bytes], blocks), mode="r|") as archive:
            for member in archive:
                if member.isdir() or _is_hidden(member.name):
                    continue
                found = True
                yield from _read_tarred(
                    archive, member, origin.member(_printable(member.name.removeprefix("./"))), read
                )
    except (*DAMAGE, tarfile.TarError, OSError, ValueError) as error:
        yield origin.error("damaged", reason=error)
        return
    if blocks.last.strip(b"\0"):
        yield origin.error("damaged", reason="its end is missing")
    elif not found:
        yield origin.error("empty")


def _read_zipped(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Origin, read: ReadNamed
) -> Iterator[Item]:
    try:
        opened = archive.open(member)
    except (*DAMAGE, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        yield place.error("damaged", reason=error)
        return
    with opened:
        packed = max(member.compress_size, 1)
        yield from read_guarded(
            opened, lambda: packed, place, lambda stream, at: read(member.filename, stream, at)
        )


def _read_tarred(
    archive: tarfile.TarFile, member: tarfile.TarInfo, place: Origin, read: ReadNamed
) -> Iterator[Item]:
    if _leads_out(member.name) or member.issym() or member.islnk():
        yield place.error("unsafe_name")
    elif member.issparse() or (opened := archive.extractfile(member)) is None:
        yield place.error("unreadable", reason="not a regular file")
    else:
        yield from read_guarded(
            opened, lambda: member.size, place, lambda stream, at: read(member.name, stream, at)
        )


class _Blocks:
    """The bytes of a `.tar` file. Its `last` block is of zeros, though `tarfile` does without."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.last = data[-tarfile.BLOCKSIZE :] or self.last
        return data


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def _leads_out(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)
