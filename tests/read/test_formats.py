"""Reading every format, packed and unpacked, with columns by their usual names and by those given."""

import csv
import datetime
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.read.samples import HTML, PAGE, Reading, tarred, warc_record, workbook, zst

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.read import Columns, MappingError, read_articles
from nghiquyet.records import ErrorRow

ROWS = [
    {"id": 5, "tieu_de": "Chợ phiên vùng cao", "noi_dung": PAGE, "ngay_dang": "12/04/2023"},
    {
        "id": 6,
        "tieu_de": "Hai",
        "noi_dung": "<p>Xin chào bà con.</p><p>Hội nghị bế mạc.</p>",
        "ngay_dang": None,
    },
]


def write_csv(path: Path, *, separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, ROWS[0], delimiter=separator)
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def csv_of(rows: Iterable[tuple[str, ...]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


class Pipe(io.RawIOBase):
    """Bytes that come in pieces and cannot be gone back to."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._data.read(min(len(buffer), 1000))
        buffer[: len(data)] = data
        return len(data)


def assert_rows(reading: Reading) -> None:
    first, second = reading.articles
    assert (first.article_id, first.title, first.published_at) == ("5", "Chợ phiên vùng cao", "12/04/2023")
    assert (first.body, first.is_clean, first.is_html) == (PAGE, False, False)
    assert (second.article_id, second.published_at, second.is_html) == ("6", None, True)


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
    def test_delimited(self, tmp_path: Path, name: str, separator: str, encoding: str) -> None:
        assert_rows(Reading([write_csv(tmp_path / name, separator=separator, encoding=encoding)]))

    def test_a_row_is_named_by_the_line_that_it_begins_in(self, tmp_path: Path) -> None:
        sources = [article.source for article in Reading([write_csv(tmp_path / "a.csv")]).articles]
        assert [source.rpartition(":")[2] for source in sources] == ["2", str(3 + PAGE.count("\n"))]

    def test_a_bad_row_is_an_error_and_the_next_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(
            b"content,title\nmot hai ba,t\nbon\nnam,t,x\n\xff\xfe\xfa\xfb,t\nba\0y,t\nsau bay,t\n"
        )
        reading = Reading([tmp_path / "a.csv"])
        assert [article.body for article in reading.articles] == ["mot hai ba", "sau bay"]
        errors = [(error.error, error.source.rpartition(":")[2]) for error in reading.errors]
        assert errors == [("bad_row", "3"), ("bad_row", "4"), ("unknown_encoding", "5"), ("binary", "6")]

    def test_a_table_without_text_names_its_columns(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("ten,so\nmot,1\n", encoding="utf-8")
        error = Reading([tmp_path / "a.csv"]).error
        assert error.error == "no_text_column"
        assert "ten, so" in error.message
        assert "--map" in error.message

    def test_parquet(self, tmp_path: Path) -> None:
        pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a.parquet")
        assert_rows(Reading([tmp_path / "a.parquet"]))

    def test_times_of_parquet_are_dates(self, tmp_path: Path) -> None:
        rows = [{"content": PAGE, "date": datetime.datetime(2023, 4, 12, 7, 15)}]
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
        assert Reading([tmp_path / "a.parquet"]).articles[0].published_at == "2023-04-12T07:15:00"

    def test_a_damaged_parquet_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"x" * 100)
        assert Reading([tmp_path / "a.parquet"]).error.error == "damaged"


class TestSpreadsheets:
    def test_a_sheet(self, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(
            workbook({"Bài": [tuple(ROWS[0]), *(tuple(r.values()) for r in ROWS)]})
        )
        reading = Reading([tmp_path / "a.xlsx"])
        assert_rows(reading)
        assert [article.source.rpartition(":")[2] for article in reading.articles] == ["2", "3"]

    def test_headings_under_a_title_and_days_as_dates(self, tmp_path: Path) -> None:
        rows = [
            ("DANH SÁCH BÀI BÁO",), (), ("STT", "Tiêu đề", "Nội dung", "Ngày đăng"),
            (1, 2024, "Một", datetime.datetime(2023, 4, 12)), (),
            (2, "Hai", "Hai", datetime.datetime(2023, 4, 12, 7, 15)),
        ]  # fmt: skip
        (tmp_path / "a.xlsx").write_bytes(workbook({"Bài": rows}))
        articles = Reading([tmp_path / "a.xlsx"]).articles
        assert [(a.article_id, a.title, a.published_at) for a in articles] == [
            ("a.xlsx:4", "2024", "2023-04-12"),
            ("a.xlsx:6", "Hai", "2023-04-12T07:15"),
        ]

    def test_several_sheets_are_named_and_one_without_text_is_an_error(self, tmp_path: Path) -> None:
        sheets = {
            "2022": [("content",), ("Một",)],
            "2023": [("content",), ("Hai",)],
            "Trống": [],
            "Ghi chú": [("x", "y")],
        }
        (tmp_path / "a.xlsx").write_bytes(workbook(sheets))
        reading = Reading([tmp_path / "a.xlsx"])
        assert [article.article_id for article in reading.articles] == ["a.xlsx/2022:2", "a.xlsx/2023:2"]
        assert [(error.error, error.article_id) for error in reading.errors] == [
            ("no_text_column", "a.xlsx/Ghi chú")
        ]

    def test_one_that_cannot_be_opened(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        for data, reason in (
            (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "save it as .xlsx without a password"),
            (b"khong phai", "not a zip file"),
        ):
            path.write_bytes(data)
            error = Reading([path]).error
            assert error.error == "damaged"
            assert reason in error.message

    def test_an_empty_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(workbook({"Bài": [("content",)]}))
        assert Reading([tmp_path / "a.xlsx"]).error.error == "empty"


class TestColumns:
    def test_names_that_are_given(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("bai,luc,ten\nMột hai,2023-04-12,T\n", encoding="utf-8")
        [article] = Reading([tmp_path / "a.csv"], "text=bai,published_at=luc, title=ten").articles
        assert (article.body, article.published_at, article.title) == ("Một hai", "2023-04-12", "T")
        assert not article.is_clean

    def test_a_given_name_beats_a_usual_one(self) -> None:
        assert Columns.parse(["raw=bai"]).of(["content", "bai", "title"]) == {"raw": "bai", "title": "title"}

    def test_the_usual_names_hold_where_a_given_one_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("bai,luc\nMột,2023-04-12\n", encoding="utf-8")
        (tmp_path / "b.csv").write_text("content,date\nHai,2023-04-13\n", encoding="utf-8")
        articles = Reading([tmp_path], "raw=bai,published_at=luc").articles
        assert [(a.body, a.published_at) for a in articles] == [("Một", "2023-04-12"), ("Hai", "2023-04-13")]

    @pytest.mark.parametrize("written", ["text", "text=", "body=x", "=x"])
    def test_a_mapping_that_cannot_be_used(self, written: str) -> None:
        with pytest.raises(MappingError, match="FIELD=COLUMN"):
            Columns.parse([written])

    def test_usual_names_whatever_their_writing(self) -> None:
        found = Columns().of(["Tiêu đề", "NỘI DUNG", "Ngày đăng", "Link", "Sapo"])
        assert found == {
            "title": "Tiêu đề",
            "raw": "NỘI DUNG",
            "published_at": "Ngày đăng",
            "url": "Link",
            "lead": "Sapo",
        }

    def test_a_lead_of_its_own_is_part_of_the_article(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"sapo": "Mở đầu.", "content": "Phần còn lại."}), encoding="utf-8")
        assert Reading([path]).articles[0].body == "Mở đầu.\n\nPhần còn lại."
        path.write_text(
            json.dumps({"sapo": "Mở đầu.", "content": "<p>Mở đầu.</p><p>Hết.</p>"}), encoding="utf-8"
        )
        assert Reading([path]).articles[0].body == "<p>Mở đầu.</p><p>Hết.</p>"


class TestJson:
    def test_a_list_of_objects(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(
            json.dumps([{"content": PAGE}, 5, {"content": "Hai"}], indent=1), encoding="utf-8"
        )
        first, error, third = Reading([tmp_path / "a.json"]).items
        assert isinstance(first, RawArticle)
        assert isinstance(error, ErrorRow)
        assert isinstance(third, RawArticle)
        assert [item.article_id for item in (first, error, third)] == ["a.json:1", "a.json:2", "a.json:3"]

    def test_lines_and_objects_one_after_the_other(self, tmp_path: Path) -> None:
        objects = [json.dumps({"content": f"Bài {n}"}) for n in range(3)]
        (tmp_path / "a.json").write_text("\n".join(objects), encoding="utf-8")
        (tmp_path / "b.json").write_text(
            "".join(json.dumps({"content": f"Bản {n}"}, indent=2) for n in range(3)), encoding="utf-8"
        )
        assert len(Reading([tmp_path]).articles) == 6

    def test_a_list_that_breaks_off(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('[{"content": "Một"}, {"content": "Hai', encoding="utf-8")
        reading = Reading([tmp_path / "a.json"])
        assert [article.body for article in reading.articles] == ["Một"]
        assert [error.error for error in reading.errors] == ["bad_json"]


class TestStandardInput:
    """A pipe: it has no name, and cannot seek."""

    @pytest.mark.parametrize(
        "data",
        [
            PAGE.encode(),
            json.dumps({"content": PAGE}).encode(),
            json.dumps([{"content": PAGE}], indent=1).encode(),
            csv_of([("tiêu đề", "nội dung"), ("T", PAGE)]),
            csv_of([("tiêu đề", "nội dung"), ("T", PAGE)]).decode().encode("utf-16"),
            gzip.compress(PAGE.encode()),
            zst(json.dumps({"content": PAGE}).encode()),
            workbook({"Bài": [("content",), (PAGE,)]}),
            tarred({"a.txt": PAGE.encode()}),
            gzip.compress(tarred({"a.txt": PAGE.encode()})),
            zipped({"a.txt": PAGE.encode()}),
        ],
    )
    def test_every_format_is_told_by_its_beginning(
        self, data: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
        [article] = read_articles(["-"])
        assert isinstance(article, RawArticle), article
        assert article.body.rstrip() == PAGE

    def test_what_is_packed_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = gzip.compress(gzip.compress(PAGE.encode()))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
        [error] = read_articles(["-"])
        assert isinstance(error, ErrorRow)
        assert error.error == "nested_archive"


class TestWarc:
    def test_pages_are_articles_and_pictures_are_not(self, tmp_path: Path) -> None:
        (tmp_path / "a.warc.gz").write_bytes(
            warc_record("https://bao.vi.du/tin-1.html", HTML.encode())
            + warc_record("https://bao.vi.du/x.png", b"\x89PNG", kind="image/png")
            + warc_record("https://bao.vi.du/cu", b"", status="301 Moved", more=b"Location: /moi\r\n")
            + warc_record("https://bao.vi.du/mat", b"khong co", status="404 Not Found")
            + warc_record(
                "https://bao.vi.du/tin-2", gzip.compress(HTML.encode()), more=b"Content-Encoding: gzip\r\n"
            )
        )
        reading = Reading([tmp_path / "a.warc.gz"])
        assert [(a.article_id, a.url, a.body) for a in reading.articles] == [
            ("a.warc.gz:1", "https://bao.vi.du/tin-1.html", HTML),
            ("a.warc.gz:5", "https://bao.vi.du/tin-2", HTML),
        ]
        [error] = reading.errors
        assert (error.error, error.article_id) == ("not_found", "a.warc.gz:4")
        assert "404" in error.message

    @pytest.mark.parametrize("header", [b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n"])
    def test_a_page_that_the_crawler_has_unpacked_and_its_header_has_not(
        self, tmp_path: Path, header: bytes
    ) -> None:
        (tmp_path / "a.warc.gz").write_bytes(warc_record("https://bao.vi.du/1", HTML.encode(), more=header))
        assert [article.body for article in Reading([tmp_path / "a.warc.gz"]).articles] == [HTML]

    def test_a_page_cut_short_is_an_error_and_the_next_is_read(self, tmp_path: Path) -> None:
        packed = gzip.compress(HTML.encode())
        header = b"Content-Encoding: gzip\r\n"
        (tmp_path / "a.warc.gz").write_bytes(
            warc_record("https://bao.vi.du/1", packed[:90], more=header)
            + warc_record("https://bao.vi.du/2", b"\x1f\x8b khong phai", more=header)
            + warc_record("https://bao.vi.du/3", packed, more=header)
        )
        reading = Reading([tmp_path / "a.warc.gz"])
        assert [article.article_id for article in reading.articles] == ["a.warc.gz:3"]
        assert [(error.error, error.article_id) for error in reading.errors] == [
            ("damaged", "a.warc.gz:1"),
            ("damaged", "a.warc.gz:2"),
        ]

    def test_the_encoding_that_the_server_names(self, tmp_path: Path) -> None:
        page = HTML.replace("Huyện", "Café").encode("ascii", "ignore").replace(b"Caf", b"Caf\xe9")
        kind = "text/html; charset=windows-1252"
        (tmp_path / "a.warc.gz").write_bytes(warc_record("https://bao.vi.du/1", page, kind=kind))
        [article] = Reading([tmp_path / "a.warc.gz"]).articles
        assert (article.encoding, "Café" in article.body) == ("cp1252", True)

    def test_one_that_breaks_off(self, tmp_path: Path) -> None:
        whole = gzip.decompress(warc_record("https://bao.vi.du/1", HTML.encode()))
        (tmp_path / "a.warc").write_bytes(whole + whole[:-60])
        reading = Reading([tmp_path / "a.warc"])
        assert len(reading.articles) == 1
        assert [error.error for error in reading.errors] == ["damaged"]


class TestPacked:
    @pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.json", "a.xlsx", "a.parquet"])
    def test_every_format_in_every_packing(self, tmp_path: Path, name: str) -> None:
        plain = tmp_path / "plain" / name
        plain.parent.mkdir()
        if name.endswith(".csv"):
            write_csv(plain)
        elif name.endswith(".xlsx"):
            plain.write_bytes(workbook({"Bài": [tuple(ROWS[0]), *(tuple(row.values()) for row in ROWS)]}))
        elif name.endswith(".parquet"):
            pq.write_table(pa.Table.from_pylist(ROWS), plain)
        else:
            bodies = {"a.txt": PAGE, "a.html": HTML}
            plain.write_text(bodies.get(name, json.dumps({"raw": PAGE})), encoding="utf-8")
        data = plain.read_bytes()
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
        (tmp_path / f"{name}.zst").write_bytes(zst(data))
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"in/{name}", data)
            archive.writestr(f"in/x-{name}.gz", gzip.compress(data))
        expected = [article.body for article in Reading([plain]).articles]
        for packed in (f"{name}.gz", f"{name}.zst", "a.zip"):
            reading = Reading([tmp_path / packed])
            bodies_read = [a.body for a in reading.articles] + [
                PAGE for e in reading.errors if e.error == "repeated"
            ]
            assert bodies_read[: len(expected)] == expected
            assert len(reading.items) == len(expected) * (2 if packed == "a.zip" else 1)

    @pytest.mark.parametrize("name", ["kho.tar", "kho.tar.gz", "kho.tgz", "kho.tar.zst"])
    def test_tar(self, tmp_path: Path, name: str) -> None:
        rows = write_csv(tmp_path / "a.csv").read_bytes()
        data = tarred(
            {"./b.txt": PAGE.encode(), "a/b.csv": rows, "a/c.html.gz": gzip.compress(HTML.encode())}
        )
        (tmp_path / name).write_bytes({".tar": bytes, ".zst": zst}.get(name[-4:], gzip.compress)(data))
        articles = Reading([tmp_path / name]).articles
        assert [article.article_id for article in articles] == [
            f"{name}/b.txt",
            "5",
            "6",
            f"{name}/a/c.html.gz",
        ]

    def test_a_file_in_an_archive_is_named_by_both(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
            archive.writestr("2023/a.txt", PAGE)
            archive.writestr(".hidden.txt", PAGE)
            archive.writestr("__MACOSX/a.txt", PAGE)
        [article] = Reading([tmp_path]).articles
        assert article.article_id == "kho.zip/2023/a.txt"
        assert article.source == (tmp_path / "kho.zip/2023/a.txt").as_posix()


class TestText:
    def test_a_byte_here_and_there_that_is_no_letter(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes((PAGE * 5).encode().replace("chợ".encode(), b"ch\xff", 1))
        [article] = Reading([tmp_path]).articles
        assert article.body == (PAGE * 5).replace("chợ", "ch\ufffd", 1)
        cleaned = clean(article, CleaningRules.load())
        assert isinstance(cleaned, CleanArticle)
        [warning] = cleaned.warnings
        assert (warning.error, warning.fatal) == ("lost_letters", False)

    def test_markup_is_known_whatever_the_file_is_called(self, tmp_path: Path) -> None:
        for name in ("a.txt", "trang", "detail.aspx"):
            (tmp_path / name).write_text(HTML, encoding="utf-8")
        assert [article.is_html for article in Reading([tmp_path]).articles] == [True, True, True]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_unicode_in_every_shape(self, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "a.txt").write_bytes(PAGE.encode(encoding))
        [article] = Reading([tmp_path]).articles
        assert article.body == PAGE
        assert article.encoding is not None
        assert article.encoding.startswith(encoding.removesuffix("-sig"))
