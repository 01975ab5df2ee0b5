"""Compressed files and archives, unpacked as they are read; none of their names is written to."""

import gzip
import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from nghiquyet.article import Item
from nghiquyet.read.origin import Origin

BOMB_RATIO = 200
"""Text packs to a fiftieth at best."""
BOMB_FROM_BYTES = 64 * 1024**2
"""What is smaller once it is unpacked does no harm, whatever its ratio."""
SPOOLED_BYTES = 32 * 1024**2

_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile)

Read = Callable[[BinaryIO, Origin], Iterator[Item]]


class BombError(Exception):
    """A file unpacks to far more than any text does."""


def read_gzip(stream: BinaryIO, origin: Origin, read: Read) -> Iterator[Item]:
    """What `read` finds in a `.gz` file."""
    yield from _guarded(cast(IO[bytes], gzip.GzipFile(fileobj=stream)), stream.tell, origin, read)


def read_zstandard(stream: BinaryIO, origin: Origin, read: Read) -> Iterator[Item]:
    """What `read` finds in a `.zst` file."""
    import pyarrow as pa  # noqa: PLC0415  half a second that other formats need not wait

    unpacked = pa.CompressedInputStream(pa.PythonFile(cast(io.IOBase, stream), mode="r"), "zstd")
    yield from _guarded(cast(IO[bytes], unpacked), stream.tell, origin, read)


def read_zip(
    stream: BinaryIO, origin: Origin, read: Callable[[str, BinaryIO, Origin], Iterator[Item]]
) -> Iterator[Item]:
    """What `read` finds in the files of a `.zip`, by their names; hidden ones are passed over."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, NotImplementedError, ValueError, OSError) as error:
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
            yield from _read_member(archive, member, place, read)


def seekable(stream: BinaryIO, limit: int) -> BinaryIO | None:
    """The stream, or what it holds in a file of our own where it cannot seek; None over `limit` bytes."""
    if stream.seekable() and not isinstance(stream, io.BufferedReader | zipfile.ZipExtFile):
        return stream
    if isinstance(stream, io.BufferedReader) and not isinstance(stream.raw, _Unpacked):
        return stream
    spooled = SpooledTemporaryFile(max_size=SPOOLED_BYTES)  # noqa: SIM115  closed when it is let go of
    while part := stream.read(1024**2):
        spooled.write(part)
        if spooled.tell() > limit:
            return None
    spooled.seek(0)
    return cast(BinaryIO, spooled)


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: Origin,
    read: Callable[[str, BinaryIO, Origin], Iterator[Item]],
) -> Iterator[Item]:
    try:
        opened = archive.open(member)
    except (*_DAMAGE, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        yield place.error("damaged", reason=error)
        return
    with opened:
        packed = max(member.compress_size, 1)
        yield from _guarded(
            opened, lambda: packed, place, lambda stream, at: read(member.filename, stream, at)
        )


def _guarded(
    unpacked: IO[bytes], packed_bytes: Callable[[], int], origin: Origin, read: Read
) -> Iterator[Item]:
    try:
        yield from read(cast(BinaryIO, io.BufferedReader(_Unpacked(unpacked, packed_bytes))), origin)
    except BombError:
        yield origin.error("bomb", ratio=BOMB_RATIO)
    except _DAMAGE as error:
        yield origin.error("damaged", reason=error)


class _Unpacked(io.RawIOBase):
    """What comes out of a compressed file, counted against what has gone in."""

    def __init__(self, unpacked: IO[bytes], packed_bytes: Callable[[], int]) -> None:
        self._unpacked, self._packed_bytes = unpacked, packed_bytes
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._bytes

    def readinto(self, buffer: Any) -> int:
        data = self._read(len(buffer))
        self._bytes += len(data)
        if self._bytes > BOMB_FROM_BYTES and self._bytes > BOMB_RATIO * self._packed_bytes():
            raise BombError
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._unpacked.read(size)
        except OSError as error:
            raise EOFError(error) from error


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _leads_out(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)
