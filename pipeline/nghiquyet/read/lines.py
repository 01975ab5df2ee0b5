"""The lines of a file as bytes in UTF-8 or a one-byte encoding, however long they are."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from nghiquyet.read.decode import byte_order
from nghiquyet.read.origin import MAX_ARTICLE_BYTES

_PEEK = 4096
_BYTE_ENCODINGS = frozenset({None, "utf-8"})


class ByteLine(NamedTuple):
    """A line with its number, from 1, and its first byte; one over the limit is cut just above it."""

    data: bytes
    number: int
    offset: int


def read_lines(stream: BinaryIO) -> Iterator[ByteLine]:
    """The lines of a stream; text in UTF-16 or UTF-32 comes as UTF-8."""
    stream = as_bytes(stream)
    offset = 0
    for number, data in enumerate(iter(lambda: stream.readline(MAX_ARTICLE_BYTES + 1), b""), 1):
        start, offset = offset, offset + len(data)
        if len(data) > MAX_ARTICLE_BYTES:
            offset += _skip_line(stream, data)
        yield ByteLine(data, number, start)


def as_bytes(stream: BinaryIO) -> BinaryIO:
    """The stream, or one that gives its text in UTF-8 where it is in wider units."""
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    mark, encoding = byte_order(buffered.peek(_PEEK)[:_PEEK])
    if encoding in _BYTE_ENCODINGS:
        return cast(BinaryIO, buffered)
    buffered.read(len(mark))
    return cast(BinaryIO, io.BufferedReader(_Recoded(buffered, encoding or "")))


class _Recoded(io.RawIOBase):
    """A stream of text in another Unicode encoding, as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            data = self._stream.read(len(buffer))
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        part = self._rest[: len(buffer)]
        buffer[: len(part)] = part
        self._rest = self._rest[len(part) :]
        return len(part)


def _skip_line(stream: BinaryIO, part: bytes) -> int:
    skipped = 0
    while part and not part.endswith(b"\n"):
        part = stream.readline(MAX_ARTICLE_BYTES)
        skipped += len(part)
    return skipped
