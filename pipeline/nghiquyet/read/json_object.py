"""Articles as JSON: `text` when one is clean, `raw` when not. A file holds an object, several, or a list."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from nghiquyet.article import Item
from nghiquyet.read.decode import byte_order, decode
from nghiquyet.read.fields import Columns, kind, read_fields
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

_BLANK = " \t\r\n\ufeff"
_PART = 64 * 1024
_NEAR_END = 16


def read_object(data: bytes, origin: Origin, columns: Columns, *, offset: int = 0) -> Item:
    """The article of one object, which begins at byte `offset` of its file; else what is wrong with it."""
    decoded = decode(data, origin, offset=offset)
    if isinstance(decoded, ErrorRow):
        return decoded
    try:
        value = json.loads(decoded.text.strip(_BLANK))
    except json.JSONDecodeError as error:
        return origin.error("bad_json", reason=f"{error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return origin.error("bad_json", reason=str(error))
    return _article(value, origin, columns, decoded.encoding)


def read_json(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of one file: an object, objects one after the other, or a list of objects."""
    return _JsonValues(stream, origin, columns).read()


def _article(value: Any, origin: Origin, columns: Columns, encoding: str) -> Item:
    if not isinstance(value, dict):
        return origin.error("bad_json", reason=f"found {kind(value)}")
    return read_fields(value, columns, origin, encoding)


class _JsonValues:
    """The values of a stream, each decoded as soon as it is there whole."""

    def __init__(self, stream: BinaryIO, origin: Origin, columns: Columns) -> None:
        self.stream, self.origin, self.columns = stream, origin, columns
        self.text, self.place, self.ended = "", 0, False
        start = stream.read(_PART)
        self.encoding = byte_order(start)[1] or "utf-8"
        self.decoder = codecs.getincrementaldecoder(self.encoding)()
        self.start: bytes | None = start

    def read(self) -> Iterator[Item]:
        try:
            yield from self._read()
        except UnicodeDecodeError as error:
            yield self.origin.error("unknown_encoding", offset=error.start, byte=error.object[error.start])
        except (ValueError, RecursionError) as error:
            reason = (
                f"{error.msg} at character {self.place + error.pos + 1}"
                if isinstance(error, json.JSONDecodeError)
                else error
            )
            yield self.origin.error("bad_json", reason=reason)
        except _TooLongError:
            yield self.origin.too_long()

    def _read(self) -> Iterator[Item]:
        self._skip(_BLANK)
        listed = self.text.startswith("[")
        if listed:
            self._drop(1)
        number = 0
        while True:
            self._skip(_BLANK + "," if number else _BLANK)
            if not self.text or (listed and self.text.startswith("]")):
                break
            number += 1
            value = self._value()
            self._skip(_BLANK)
            alone = not listed and number == 1 and not self.text
            yield _article(
                value, self.origin if alone else self.origin.line(number), self.columns, self.encoding
            )
        if number == 0:
            yield self.origin.error("empty")

    def _value(self) -> Any:
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self.text)
            except json.JSONDecodeError as error:
                broken_off = error.msg.startswith("Unterminated") or error.pos + _NEAR_END >= len(self.text)
                if self.ended or not broken_off:
                    raise
            else:
                if end < len(self.text) or self.ended:
                    self._drop(end)
                    return value
            if len(self.text) > MAX_ARTICLE_BYTES:
                raise _TooLongError
            self._more(max(_PART, len(self.text)))

    def _skip(self, characters: str) -> None:
        while True:
            rest = self.text.lstrip(characters)
            self.place += len(self.text) - len(rest)
            self.text = rest
            if rest or self.ended:
                return
            self._more(_PART)

    def _drop(self, count: int) -> None:
        self.place += count
        self.text = self.text[count:]

    def _more(self, size: int) -> None:
        data, self.start = (self.start, None) if self.start is not None else (self.stream.read(size), None)
        self.ended = not data
        self.text += self.decoder.decode(data, final=self.ended)


class _TooLongError(Exception):
    """A value is longer than an article may be."""
