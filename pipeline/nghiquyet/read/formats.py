"""Which reader takes a file: by the ends of its name, and by its first bytes where they leave it open."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from nghiquyet.article import Item
from nghiquyet.read.delimited import read_delimited
from nghiquyet.read.fields import Columns
from nghiquyet.read.json_object import read_json
from nghiquyet.read.jsonl import BLANK, read_jsonl
from nghiquyet.read.lines import as_bytes
from nghiquyet.read.origin import Origin
from nghiquyet.read.packed import read_gzip, read_zip, read_zstandard, seekable
from nghiquyet.read.parquet import read_parquet
from nghiquyet.read.text import is_document, read_html, read_text

MAX_PARQUET_BYTES = 8 * 1024**3
"""The largest Parquet file that is taken out of an archive."""
PEEKED = 64 * 1024

Reader = Callable[[BinaryIO, Origin, Columns], Iterator[Item]]


def _read_text(stream: BinaryIO, origin: Origin, _: Columns) -> Iterator[Item]:
    return read_text(stream, origin)


def _read_html(stream: BinaryIO, origin: Origin, _: Columns) -> Iterator[Item]:
    return read_html(stream, origin)


def _read_json(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """JSON, which is JSON Lines where its first line is an object by itself and more follow."""
    stream = as_bytes(stream)
    first, _, rest = stream.peek(PEEKED)[:PEEKED].lstrip(BLANK).partition(b"\n")  # type: ignore[attr-defined]
    begins_lines = (
        first.startswith(b"{") and rest.lstrip(BLANK).startswith(b"{") and first.rstrip().endswith(b"}")
    )
    return (read_jsonl if begins_lines else read_json)(stream, origin, columns)


def _read_parquet(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    whole = seekable(stream, MAX_PARQUET_BYTES)
    if whole is None:
        yield origin.error("too_long", limit=f"{MAX_PARQUET_BYTES // 1024**3} GiB in one archived file, not")
        return
    yield from read_parquet(whole, origin, columns)


def _read_warc(stream: BinaryIO, origin: Origin, _: Columns) -> Iterator[Item]:
    from nghiquyet.read.warc import read_warc  # noqa: PLC0415

    return read_warc(stream, origin)


_PLAIN: dict[str, Reader] = {
    ".txt": _read_text,
    ".jsonl": read_jsonl,
    ".json": _read_json,
    ".html": _read_html,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": _read_parquet,
    ".warc": _read_warc,
}
_OTHER_NAMES = {
    ".text": ".txt", ".ndjson": ".jsonl", ".htm": ".html", ".xhtml": ".html", ".shtml": ".html",
    ".aspx": ".html", ".php": ".html", ".tab": ".tsv", ".pq": ".parquet",
}  # fmt: skip
PACKED = (".gz", ".zst", ".zip")
FORMATS = (*_PLAIN, *PACKED)


def read_named(
    name: str, stream: BinaryIO, origin: Origin, columns: Columns, *, packed: bool = False
) -> Iterator[Item]:
    """The articles of a file, by its name; `packed` where it came out of an archive."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".zip":
        if packed:
            yield origin.error("nested_archive")
            return
        yield from read_zip(
            stream, origin, lambda inner, part, at: read_named(inner, part, at, columns, packed=True)
        )
    elif suffix in (".gz", ".zst"):
        unpack = read_gzip if suffix == ".gz" else read_zstandard
        inner = name[: -len(suffix)]
        if PurePath(inner).suffix.lower() in PACKED:
            yield origin.error("nested_archive")
            return
        yield from unpack(stream, origin, lambda part, at: read_named(inner, part, at, columns, packed=True))
    elif reader := _PLAIN.get(_OTHER_NAMES.get(suffix, suffix)):
        yield from reader(stream, origin, columns)
    else:
        yield from _read_unnamed(suffix, stream, origin)


def read_unnamed(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    """The articles of standard input: JSON when it begins with a bracket or a brace, else one page."""
    stream = as_bytes(stream)
    start = stream.peek(PEEKED)[:PEEKED].lstrip(BLANK)  # type: ignore[attr-defined]
    if start.startswith(b"PAR1"):
        yield from _read_parquet(stream, origin, columns)
    elif start.startswith(b"WARC/"):
        yield from _read_warc(stream, origin, columns)
    elif start.startswith((b"{", b"[{")) or (
        start.startswith(b"[") and start[1:].lstrip(BLANK).startswith(b"{")
    ):
        yield from _read_json(stream, origin, columns)
    else:
        yield from read_text(stream, origin)


def _read_unnamed(suffix: str, stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """A file of another name is read where it begins as a page of markup."""
    stream = as_bytes(stream)
    if is_document(stream.peek(PEEKED)[:PEEKED].decode("latin-1")):  # type: ignore[attr-defined]
        yield from read_html(stream, origin)
        return
    named = f"`{suffix}` files" if suffix else "a file without a suffix"
    yield origin.error("unknown_format", suffix=named, known=", ".join(FORMATS))
