"""Which reader takes a file: by the ends of its name, and by its first bytes where they leave it open."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from nghiquyet.article import Item
from nghiquyet.read.archives import read_tar, read_zip
from nghiquyet.read.delimited import is_heading, read_delimited
from nghiquyet.read.fields import Columns
from nghiquyet.read.json_object import read_json
from nghiquyet.read.jsonl import BLANK, read_jsonl
from nghiquyet.read.lines import as_bytes
from nghiquyet.read.origin import Origin
from nghiquyet.read.packed import read_gzip, read_zstandard, seekable
from nghiquyet.read.parquet import read_parquet
from nghiquyet.read.spreadsheet import is_workbook, read_spreadsheet
from nghiquyet.read.text import is_document, read_html, read_text

MAX_SPOOLED_BYTES = 8 * 1024**3
"""The largest file that is taken out of an archive, or off a pipe, to be read from any place."""
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


def _read_seeking(read: Reader) -> Reader:
    """For a reader that must seek, what it finds in any stream."""

    def read_whole(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
        whole = seekable(stream, MAX_SPOOLED_BYTES)
        if whole is None:
            limit = f"{MAX_SPOOLED_BYTES // 1024**3} GiB in one archived file, not"
            yield origin.error("too_long", limit=limit)
            return
        yield from read(whole, origin, columns)

    return read_whole


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
    ".xlsx": _read_seeking(read_spreadsheet),
    ".parquet": _read_seeking(read_parquet),
    ".warc": _read_warc,
}
_OTHER_NAMES = {
    ".text": ".txt", ".ndjson": ".jsonl", ".htm": ".html", ".xhtml": ".html", ".shtml": ".html",
    ".aspx": ".html", ".php": ".html", ".tab": ".tsv", ".xlsm": ".xlsx", ".pq": ".parquet",
}  # fmt: skip
_COMPRESSED = {".gz": read_gzip, ".zst": read_zstandard}
_ARCHIVES = {".zip": read_zip, ".tar": read_tar}
FORMATS = (*_PLAIN, *_COMPRESSED, *_ARCHIVES)


def read_named(
    name: str, stream: BinaryIO, origin: Origin, columns: Columns, *, archived: bool = False
) -> Iterator[Item]:
    """The articles of a file, by its name; `archived` where it came out of an archive."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".tgz":
        name, suffix = f"{name[: -len(suffix)]}.tar.gz", ".gz"
    if suffix in _COMPRESSED:
        inner = name[: -len(suffix)]
        if PurePath(inner).suffix.lower() in (*_COMPRESSED, ".zip"):
            yield origin.error("nested_archive")
            return
        yield from _COMPRESSED[suffix](
            stream, origin, lambda part, at: read_named(inner, part, at, columns, archived=archived)
        )
    elif suffix in _ARCHIVES:
        if archived:
            yield origin.error("nested_archive")
            return
        yield from _ARCHIVES[suffix](
            stream, origin, lambda inner, part, at: read_named(inner, part, at, columns, archived=True)
        )
    elif reader := _PLAIN.get(_OTHER_NAMES.get(suffix, suffix)):
        yield from reader(stream, origin, columns)
    else:
        yield from _read_by_beginning(suffix, stream, origin)


def read_unnamed(
    stream: BinaryIO, origin: Origin, columns: Columns, *, packed: bool = False
) -> Iterator[Item]:
    """The articles of standard input, by its first bytes; what begins as nothing else is one page."""
    stream = as_bytes(stream)
    start = stream.peek(PEEKED)[:PEEKED]  # type: ignore[attr-defined]
    compressed = next((suffix for magic, suffix in _MAGIC.items() if start.startswith(magic)), None)
    if compressed and packed:
        yield origin.error("nested_archive")
    elif compressed:
        yield from _COMPRESSED[compressed](
            stream, origin, lambda part, at: read_unnamed(part, at, columns, packed=True)
        )
    elif start.startswith(_ZIP):
        yield from _read_seeking(_read_zip_or_workbook)(stream, origin, columns)
    else:
        yield from read_named(_kind(start, columns), stream, origin, columns)


def _read_zip_or_workbook(stream: BinaryIO, origin: Origin, columns: Columns) -> Iterator[Item]:
    return read_named("-.xlsx" if is_workbook(stream) else "-.zip", stream, origin, columns)


_MAGIC = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}
_ZIP = b"PK\x03\x04"
_USTAR = slice(257, 262)


def _kind(start: bytes, columns: Columns) -> str:
    """The name that a file would have that begins so."""
    text = start.lstrip(BLANK)
    if start[_USTAR] == b"ustar":
        return "-.tar"
    if start.startswith(b"PAR1"):
        return "-.parquet"
    if text.startswith(b"WARC/"):
        return "-.warc"
    if text.startswith(b"{") or (text.startswith(b"[") and text[1:].lstrip(BLANK).startswith(b"{")):
        return "-.json"
    return "-.csv" if is_heading(start, columns) else "-.txt"


def _read_by_beginning(suffix: str, stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """A file of another name is read where it begins as a page of markup."""
    stream = as_bytes(stream)
    if is_document(stream.peek(PEEKED)[:PEEKED].decode("latin-1")):  # type: ignore[attr-defined]
        yield from read_html(stream, origin)
        return
    named = f"`{suffix}` files" if suffix else "a file without a suffix"
    yield origin.error("unknown_format", suffix=named, known=", ".join(FORMATS))
