"""What the tests of reading share: articles in every shape in which scrapers keep them."""

import gzip
import io
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from openpyxl import Workbook

from nghiquyet.article import RawArticle
from nghiquyet.read import Columns, read_articles
from nghiquyet.records import ErrorRow

PAGE = (
    "Huyện mở chợ phiên vùng cao\n\n12/04/2023 - 07:15\n\n"
    "Chợ phiên họp vào sáng thứ bảy, có hơn 300 gian hàng của bà con trong huyện.\n\nThu Hà"
)
HTML = (
    "<!DOCTYPE html><html><head><title>Chợ phiên</title></head><body><h1>Huyện mở chợ phiên vùng cao</h1>"
    "<p>Chợ phiên họp vào sáng thứ bảy, có hơn 300 gian hàng của bà con trong huyện.</p></body></html>"
)


def zst(data: bytes) -> bytes:
    """Packed by Zstandard."""
    packed = pa.BufferOutputStream()
    with pa.CompressedOutputStream(packed, "zstd") as stream:
        stream.write(data)
    return packed.getvalue().to_pybytes()


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of sheets by name, each with its rows."""
    made = Workbook()
    made.remove(made["Sheet"])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def tarred(files: Mapping[str, bytes], **fields: object) -> bytes:
    """A `.tar` of files by name; `fields` are set on the entry of each."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            for field, value in fields.items():
                setattr(entry, field, value)
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def warc_record(
    url: str, body: bytes, *, kind: str = "text/html", status: str = "200 OK", more: bytes = b""
) -> bytes:
    """A response as crawlers keep it, packed by itself."""
    http = b"HTTP/1.1 %b\r\nContent-Type: %b\r\n%b\r\n%b" % (status.encode(), kind.encode(), more, body)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2023-05-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


class Reading:
    """What comes of inputs."""

    def __init__(self, inputs: Iterable[Path], columns: str = "") -> None:
        self.items = list(read_articles(inputs, Columns.parse([columns])))
        self.articles = [item for item in self.items if isinstance(item, RawArticle)]
        self.errors = [item for item in self.items if isinstance(item, ErrorRow)]

    @property
    def error(self) -> ErrorRow:
        """The only thing that came of them."""
        [error] = self.items
        assert isinstance(error, ErrorRow)
        assert error.fatal
        assert error.source in error.message
        return error
