"""From bytes to text: by the byte order mark, as UTF-8, by the words that come of it, as declared."""

import codecs
from typing import NamedTuple

from nghiquyet.encodings import LegacyEncodings
from nghiquyet.encodings.legacy import LETTERS_A_LOST_ONE
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

UTF_8 = "utf-8"

_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


class Decoded(NamedTuple):
    """A text and the encoding that its bytes were in."""

    text: str
    encoding: str


def decode(
    data: bytes, origin: Origin, *, offset: int = 0, declared: str | None = None
) -> Decoded | ErrorRow:
    """The text of `data`, which begins at byte `offset` of its file; else what is wrong with it.

    A byte here and there that is not UTF-8 is a letter lost, which the stage `clean` tells.
    """
    if len(data) > MAX_ARTICLE_BYTES:
        return origin.too_long()
    mark, encoding = byte_order(data)
    if encoding is None and (nul := data.find(0)) >= 0:
        return origin.error("binary", offset=offset + nul)
    try:
        return Decoded(data[len(mark) :].decode(encoding or UTF_8), encoding or UTF_8)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
    if encoding is None:
        legacy = LegacyEncodings.load()
        if found := legacy.of_bytes(data) or (legacy.of_declared(data, declared) if declared else None):
            return Decoded(*found)
        text = data.decode(UTF_8, "replace")
        if text.count("\ufffd") * LETTERS_A_LOST_ONE <= len(text):
            return Decoded(text, UTF_8)
    return origin.error("unknown_encoding", offset=offset + at, byte=data[at])


def byte_order(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that bytes begin with, and the Unicode encoding that it or their NULs tell."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) * 6 > len(sample) and min(even, odd) * 20 <= max(even, odd):
        text = sample.decode(encoding, "replace")
        if sum(map(str.isalnum, text)) * 2 > len(text):
            return b"", encoding
    return b"", None
