"""What is meant to break a reader: each is met with a limit and an error that says what it was."""

import gzip
import io
import os
import random
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.read.samples import HTML, PAGE, Reading, tarred, workbook, zst

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.read.errors import MESSAGES, READ_ERRORS
from nghiquyet.read.origin import MAX_ARTICLE_BYTES
from nghiquyet.records import ErrorRow

RULES = CleaningRules.load()


def zipped(path: Path, name: str, data: bytes = PAGE.encode(), *, mode: int = 0) -> Path:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, data)
    return path


class TestArchives:
    @pytest.mark.parametrize(
        "name", ["../ngoai.txt", "/etc/passwd.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"]
    )
    def test_a_name_that_leads_out(self, tmp_path: Path, name: str) -> None:
        path = zipped(zipped(tmp_path / "a.zip", name), "trong.txt")
        reading = Reading([path])
        assert [article.article_id for article in reading.articles] == ["a.zip/trong.txt"]
        assert [error.error for error in reading.errors] == ["unsafe_name"]
        assert sorted(os.listdir(tmp_path)) == ["a.zip"]  # noqa: PTH208

    @pytest.mark.parametrize("name", ["../ngoai.txt", "/etc/passwd.txt", "a/../../b.txt"])
    def test_a_name_that_leads_out_of_a_tar(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "a.tar").write_bytes(tarred({name: PAGE.encode(), "trong.txt": PAGE.encode()}))
        reading = Reading([tmp_path / "a.tar"])
        assert [article.article_id for article in reading.articles] == ["a.tar/trong.txt"]
        assert [error.error for error in reading.errors] == ["unsafe_name"]

    @pytest.mark.parametrize(
        ("kind", "error"),
        [
            (tarfile.SYMTYPE, "unsafe_name"),
            (tarfile.LNKTYPE, "unsafe_name"),
            (tarfile.FIFOTYPE, "unreadable"),
        ],
    )
    def test_what_is_no_file_in_a_tar(self, tmp_path: Path, kind: bytes, error: str) -> None:
        (tmp_path / "a.tar").write_bytes(tarred({"a.txt": b""}, type=kind, linkname="/etc/passwd"))
        assert Reading([tmp_path / "a.tar"]).error.error == error

    @pytest.mark.parametrize("kept", [512 + 100, 1024, 1024 + 300])
    def test_a_tar_that_breaks_off(self, tmp_path: Path, kept: int) -> None:
        data = tarred({"a.txt": PAGE.encode(), "b.txt": PAGE.encode()})
        (tmp_path / "a.tar").write_bytes(data[:kept])
        reading = Reading([tmp_path / "a.tar"])
        assert {error.error for error in reading.errors} == {"damaged"}

    def test_a_link(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", "a.txt", b"/etc/passwd", mode=0o120777)
        assert Reading([path]).error.error == "unsafe_name"

    def test_an_archive_in_an_archive(self, tmp_path: Path) -> None:
        inner = zipped(tmp_path / "b.zip", "a.txt").read_bytes()
        assert Reading([zipped(tmp_path / "a.zip", "b.zip", inner)]).error.error == "nested_archive"
        tar = tarred({"b.zip": inner})
        (tmp_path / "a.tar").write_bytes(tar)
        assert Reading([tmp_path / "a.tar"]).error.error == "nested_archive"
        (tmp_path / "c.txt.gz.gz").write_bytes(gzip.compress(gzip.compress(PAGE.encode())))
        assert Reading([tmp_path / "c.txt.gz.gz"]).error.error == "nested_archive"

    @pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.zip", "a.tgz"])
    def test_a_bomb(self, tmp_path: Path, name: str) -> None:
        lines = b'{"text": "x"}\n' + (b" " * 1023 + b"\n") * 80 * 1024
        path = tmp_path / name
        if name.endswith("gz"):
            path.write_bytes(gzip.compress(lines if name.endswith(".gz") else tarred({"a.jsonl": lines})))
        elif name.endswith(".zst"):
            path.write_bytes(zst(lines))
        else:
            zipped(path, "a.jsonl", lines)
        reading = Reading([path])
        assert len(reading.articles) == 1
        assert {error.error for error in reading.errors} == {"bomb"}

    @pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.zip"])
    def test_one_that_breaks_off_is_read_so_far(self, tmp_path: Path, name: str) -> None:
        letters = random.Random(2).randbytes  # what packs badly, so that its middle is a middle article
        lines = b"".join(
            b'{"article_id": "%d", "text": "%s"}\n' % (n, letters(3000).hex().encode()) for n in range(60)
        )
        path = tmp_path / name
        if name.endswith(".zip"):
            zipped(path, "a.jsonl", lines)
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0xFF
        else:
            data = bytearray(gzip.compress(lines) if name.endswith("gz") else zst(lines))
            del data[len(data) // 2 :]
        path.write_bytes(data)
        reading = Reading([path])
        assert reading.errors
        assert {error.error for error in reading.errors} <= {"damaged", "bad_json"}
        whole = [article.article_id for article in reading.articles]
        assert whole[:20] == [str(n) for n in range(20)]
        assert len(whole) < 60

    def test_a_workbook_that_unpacks_to_too_much(self, tmp_path: Path) -> None:
        data = io.BytesIO(workbook({"Bài": [("content",), (PAGE,)]}))
        with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/thua.xml", bytes(65 * 1024**2))
        (tmp_path / "a.xlsx").write_bytes(data.getvalue())
        assert Reading([tmp_path / "a.xlsx"]).error.error == "bomb"

    def test_a_cell_in_the_last_corner_of_a_sheet(self, tmp_path: Path) -> None:
        rows = [("content",), (PAGE,)]
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook({"Bài": rows}))
        book = load_workbook(path)
        book["Bài"]["XFD1048576"] = "xa"
        book.save(path)
        reading = Reading([path])
        assert [article.body for article in reading.articles] == [PAGE]
        assert [error.error for error in reading.errors] == ["no_text"]

    def test_a_locked_file(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", "a.txt")
        data = bytearray(path.read_bytes())
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + place] |= 1
        path.write_bytes(data)
        assert Reading([path]).error.error == "encrypted"

    def test_no_archive_at_all(self, tmp_path: Path) -> None:
        for name in ("a.zip", "a.txt.gz", "a.txt.zst", "a.warc.gz"):
            (tmp_path / name).write_bytes(b"khong phai kho luu tru " * 20)
            assert Reading([tmp_path / name]).error.error == "damaged", name


class TestSizes:
    def test_a_line_without_end_in_a_table(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"content\nmot\n" + b"x" * (2 * MAX_ARTICLE_BYTES) + b"\nhai\n")
        reading = Reading([tmp_path / "a.csv"])
        assert [article.body for article in reading.articles] == ["mot", "hai"]
        assert [error.error for error in reading.errors] == ["too_long"]

    def test_a_quotation_that_never_ends(self, tmp_path: Path) -> None:
        lines = b"x" * 1023 + b"\n"
        (tmp_path / "a.csv").write_bytes(b'content\nmot\n"' + lines * (17 * 1024) + b"hai\n")
        reading = Reading([tmp_path / "a.csv"])
        assert reading.articles[0].body == "mot"
        assert "damaged" in {error.error for error in reading.errors}

    def test_json_that_nests_without_end(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_bytes(b'{"content": ' + b"[" * 200_000)
        assert Reading([tmp_path / "a.json"]).error.error == "bad_json"

    def test_a_string_without_end_in_json(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_bytes(b'{"content": "' + b"x" * (2 * MAX_ARTICLE_BYTES))
        assert Reading([tmp_path / "a.json"]).error.error == "too_long"


SIZE = 200_000
DEEP = 9_000
PAGES = {
    "elements": "<div>" * DEEP,
    "more elements than any page": "<div>" * SIZE,
    "angle brackets": "<" * DEEP,
    "a single line": "a" * SIZE,
    "comments that never end": "<!-- " * DEEP,
    "programs that never end": "<script>" * DEEP,
    "quotes that never end": '<a "' * DEEP,
    "table in table": "<table><tr><td>" * (DEEP // 3) + "x",
    "lists in lists": "<ul><li>x" * (DEEP // 2),
    "bold in bold": "<b>x" * DEEP,
    "JSON-LD in itself": '<script type="application/ld+json">' + "[" * SIZE + "</script><p>x",
    "entities": "&lt;" * (SIZE // 4) + "&unknown;&#xFFFFFFFF;&#0;",
    "an entity bomb": '<!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>' + "&b;" * 1000,
    "marks on one letter": "a" + "\u0301" * SIZE,
    "sentences": "Huyện họp. " * (SIZE // 11),
    "short lines": "a\n" * 19_000,
    "more lines than any article": "a\n" * 100_000,
    "dates": "ngày 1/1/2020 số " * (SIZE // 17),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("is_html", [True, False])
def test_no_page_takes_long(name: str, is_html: bool) -> None:
    body = f"<html><body>{PAGES[name]}" if is_html else PAGES[name]
    raw = RawArticle(article_id="a", source="a", body=body, is_html=is_html)
    began = time.process_time()
    read = clean(raw, RULES)
    assert time.process_time() - began < 15
    assert isinstance(read, CleanArticle | ErrorRow)
    if isinstance(read, ErrorRow):
        assert read.message.startswith("a: ")


class TestCharacters:
    def test_what_cannot_be_seen_is_no_part_of_the_text(self) -> None:
        hidden = "\u200b\ufeff\u202e\u2066\u200f\u00ad\x07\x1b"
        body = PAGE.replace("Chợ", f"Ch{hidden}ợ").replace("\n\n", f"{hidden}\n\n")
        article = clean(RawArticle(article_id="a", source="a", body=body), RULES)
        plain = clean(RawArticle(article_id="a", source="a", body=PAGE), RULES)
        assert isinstance(article, CleanArticle)
        assert isinstance(plain, CleanArticle)
        assert (article.text, article.published_at, article.author) == (
            plain.text,
            plain.published_at,
            plain.author,
        )

    def test_nul_in_a_field(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(b'{"text": "a\\u0000b"}')
        error = Reading([tmp_path / "a.jsonl"]).error
        assert error.error == "bad_field"
        assert "NUL" in error.message

    def test_markup_in_a_title_is_text(self) -> None:
        page = HTML.replace("<h1>", "<h1>&lt;script&gt;alert(1)&lt;/script&gt; ")
        article = clean(RawArticle(article_id="a", source="a", body=page, is_html=True), RULES)
        assert isinstance(article, CleanArticle)
        assert article.title == "<script>alert(1)</script> Huyện mở chợ phiên vùng cao"


def test_every_error_says_what_to_do() -> None:
    assert set(MESSAGES) == set(READ_ERRORS)


def test_a_pipe_of_nothing_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"")))  # type: ignore[arg-type]
    monkeypatch.setattr("sys.stdin", stream)
    [error] = Reading([Path("-")]).errors
    assert error.error == "empty"
