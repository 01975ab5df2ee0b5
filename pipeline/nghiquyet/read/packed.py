"""Compressed files, unpacked as they are read and watched for bombs."""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from nghiquyet.article import Item
from nghiquyet.read.origin import BOMB_RATIO, Origin

BOMB_FROM_BYTES = 64 * 1024**2
"""What is smaller once it is unpacked does no harm, whatever its ratio."""
SPOOLED_BYTES = 32 * 1024**2

DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile)
"""What is raised where compressed bytes are wrong or missing."""

Read = Callable[[BinaryIO, Origin], Iterator[Item]]


class BombError(Exception):
    """A file unpacks to far more than any text does."""


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so many bytes are too many to come out of a file of so many."""
    return unpacked > BOMB_FROM_BYTES and unpacked > BOMB_RATIO * packed


def read_gzip(stream: BinaryIO, origin: Origin, read: Read) -> Iterator[Item]:
    """What `read` finds in a `.gz` file."""
    counted = _Counted(stream)
    unpacked = gzip.GzipFile(fileobj=cast(IO[bytes], counted))
    yield from read_guarded(cast(IO[bytes], unpacked), counted.tell, origin, read)


def read_zstandard(stream: BinaryIO, origin: Origin, read: Read) -> Iterator[Item]:
    """What `read` finds in a `.zst` file."""
    import pyarrow as pa  # noqa: PLC0415  half a second that other formats need not wait

    counted = _Counted(stream)
    unpacked = pa.CompressedInputStream(pa.PythonFile(cast(io.IOBase, counted), mode="r"), "zstd")
    yield from read_guarded(cast(IO[bytes], unpacked), counted.tell, origin, read)


def read_guarded(
    unpacked: IO[bytes], packed_bytes: Callable[[], int], origin: Origin, read: Read
) -> Iterator[Item]:
    """What `read` finds in what comes out of `packed_bytes` bytes of a file; its damage is an error."""
    try:
        yield from read(cast(BinaryIO, io.BufferedReader(_Unpacked(unpacked, packed_bytes))), origin)
    except BombError:
        yield origin.bomb()
    except DAMAGE as error:
        yield origin.error("damaged", reason=error)


def seekable(stream: BinaryIO, limit: int) -> BinaryIO | None:
    """The stream, or what it holds in a file of our own where it cannot seek; None over `limit` bytes."""
    if stream.seekable() and not isinstance(stream, zipfile.ZipExtFile):
        return stream
    spooled = SpooledTemporaryFile(max_size=SPOOLED_BYTES)  # noqa: SIM115  closed when it is let go of
    while part := stream.read(1024**2):
        spooled.write(part)
        if spooled.tell() > limit:
            return None
    spooled.seek(0)
    return cast(BinaryIO, spooled)


class _Counted(io.RawIOBase):
    """A stream that tells how much was read of it, which a pipe does not."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._bytes

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._bytes += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(_Counted):
    """What comes out of a compressed file, counted against what has gone in."""

    def __init__(self, unpacked: IO[bytes], packed_bytes: Callable[[], int]) -> None:
        super().__init__(unpacked)
        self._packed_bytes = packed_bytes

    def readinto(self, buffer: Any) -> int:
        try:
            size = super().readinto(buffer)
        except OSError as error:
            raise EOFError(error) from error
        if is_bomb(self._bytes, self._packed_bytes()):
            raise BombError
        return size
