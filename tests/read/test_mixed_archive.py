"""An archive of all formats and encodings, with twenty damaged files: a run accounts for all of it."""

import gzip
import io
import json
import random
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.encodings.test_legacy import in_tcvn3, in_vni, in_windows_1258, misread
from tests.read.samples import warc_record, workbook, zst

from nghiquyet.article import Item
from nghiquyet.batch.engine import Task
from nghiquyet.batch.run import run
from nghiquyet.batch.worker import ChunkWriter
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.extraction import Extraction, Outcome
from nghiquyet.records import MENTIONS, Article, ErrorRow
from nghiquyet.rulebook.location import corpus_dir

TEXTS = [
    json.loads(path.read_text(encoding="utf-8"))["text"]
    for path in sorted((corpus_dir() / "gold").glob("b*.json"))
]
PAGES = sorted((corpus_dir() / "pages").glob("*.html"))


def cleaned_only(items: Sequence[Item]) -> list[Outcome]:
    """The articles read and cleaned, with no mentions."""
    return [_cleaned(item) for item in items]


def _cleaned(item: Item) -> Outcome:
    article = item if isinstance(item, ErrorRow) else clean(item, CleaningRules.load())
    if isinstance(article, ErrorRow):
        return article
    row = Article(
        article_id=article.article_id, source=article.source, title=article.title, text=article.text,
        published_at=article.published_at, encoding=article.encoding, cluster_id=article.article_id,
    )  # fmt: skip
    return Extraction(row, {table: [] for table in MENTIONS})


def writer(out: Path, _rules: Path | None, digest: str) -> Task:
    return ChunkWriter(out, cleaned_only, digest)


def good_files() -> dict[str, tuple[bytes, int]]:
    """Files by name, and how many articles each holds."""
    rows = [
        {"id": f"c{n}", "tieu_de": text.split("\n")[0], "noi_dung": text} for n, text in enumerate(TEXTS[:4])
    ]
    table = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([row | {"id": f"p{n}"} for n, row in enumerate(rows)]), table)
    sheet = [list(rows[0]), *([f"x{row['id']}", row["tieu_de"], row["noi_dung"]] for row in rows)]
    cells = [",".join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in rows]
    delimited = "\r\n".join([",".join(rows[0]), *cells])
    tabbed = delimited.replace('","', '"\t"').replace(",", "\t", 2).replace('"c', '"t')
    lines = "\n".join(json.dumps({"raw": text}, ensure_ascii=False) for text in TEXTS[4:9])
    warc = b"".join(
        warc_record(f"https://bao.vi.du/{n}", page.read_bytes()) for n, page in enumerate(PAGES[:5])
    )
    return {
        "trang/a.html": (PAGES[10].read_bytes(), 1),
        "trang/b.htm": (PAGES[20].read_bytes(), 1),
        "trang/c.html.gz": (gzip.compress(PAGES[25].read_bytes()), 1),
        "chu/utf8.txt": (TEXTS[9].encode(), 1),
        "chu/bom.txt": (TEXTS[10].encode("utf-8-sig"), 1),
        "chu/utf16.txt": (TEXTS[11].encode("utf-16"), 1),
        "chu/to-hop.txt": (unicodedata.normalize("NFD", TEXTS[12]).encode(), 1),
        "chu/1258.txt": (in_windows_1258(TEXTS[13]), 1),
        "chu/abc.txt": (in_tcvn3(TEXTS[14]), 1),
        "chu/vni.txt": (in_vni(TEXTS[15]).encode(), 1),
        "chu/doc-nham.txt": (misread(TEXTS[16]).encode(), 1),
        "chu/nen.txt.zst": (zst(TEXTS[17].encode()), 1),
        "bang/a.csv": (delimited.encode(), 4),
        "bang/b.tsv.gz": (gzip.compress(tabbed.encode("utf-16")), 4),
        "bang/c.parquet": (table.getvalue().to_pybytes(), 4),
        "bang/d.xlsx": (workbook({"Bài": sheet}), 4),
        "dong/a.jsonl": (lines.encode(), 5),
        "dong/b.jsonl.zst": (zst(lines.encode()), 5),
        "dong/c.json": (json.dumps([{"content": text} for text in TEXTS[18:21]], indent=1).encode(), 3),
        "thu/a.warc.gz": (warc, 5),
    }  # fmt: skip


def damaged_files() -> dict[str, tuple[bytes, str]]:
    """Twenty files that cannot be read whole, and the error that each gives."""
    text = TEXTS[0].encode()
    noise = random.Random(7).randbytes(4000)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as inner:
        inner.writestr("a.txt", text)
    return {
        "hong/01.txt": (b"", "empty"),
        "hong/02.txt": (b" \n\t\n", "empty"),
        "hong/03.txt": (b"PK\0\0\x01", "binary"),
        "hong/04.txt": (noise.replace(b"\0", b"\1"), "unknown_encoding"),
        "hong/05.docx": (text, "unknown_format"),
        "hong/06.json": (b'{"content": "Mot', "bad_json"),
        "hong/07.json": (b"[1]", "bad_json"),
        "hong/08.jsonl": (b'{"title": "Khong co bai"}', "no_text"),
        "hong/09.jsonl": (b'{"text": 5}', "bad_field"),
        "hong/10.jsonl": (b'{"text": "\\ud800"}', "bad_field"),
        "hong/11.csv": (b"ten,so\nmot,1\n", "no_text_column"),
        "hong/12.csv": (b"content\nmot,hai\n", "bad_row"),
        "hong/13.parquet": (b"PAR1 khong phai", "damaged"),
        "hong/14.txt.gz": (gzip.compress(text)[:60], "damaged"),
        "hong/15.txt.zst": (zst(text)[:60], "damaged"),
        "hong/16.zip": (made.getvalue(), "nested_archive"),
        "hong/17.warc": (b"WARC/1.0\r\nhong", "damaged"),
        "hong/18.html": (b"<html><body><nav><a href='#'>Trang ch\xe1\xbb\xa7</a></nav>", "nothing_left"),
        "hong/19.txt": ("H\ufffdi ngh\ufffd t\ufffdng k\ufffdt n\ufffdm.".encode(), "lost_letters"),
        "hong/../20.txt": (text, "unsafe_name"),
    }


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    with zipfile.ZipFile(folder / "kho.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (data, _) in (good_files() | damaged_files()).items():
            archive.writestr(name, data)
    (folder / "ngoai.txt").write_text(TEXTS[9] + "\n\nBáo khác đăng lại.", encoding="utf-8")
    out = folder / "out"
    report = run([folder / "kho.zip", folder / "ngoai.txt"], out, workers=1, chunk_size=16, make_task=writer)
    assert report.rows["articles"] == sum(count for _, count in good_files().values()) + 1
    assert report.fatal_errors == report.rows["errors"] == len(damaged_files()) == 20
    assert report.articles_read == report.rows["articles"] + 20
    return out


def test_each_damaged_file_has_its_reason(tables: Path) -> None:
    errors = {row["article_id"]: row for row in pq.read_table(tables / "errors").to_pylist()}
    counted = ("07.json", "08.jsonl", "09.jsonl", "10.jsonl", "12.csv", "17.warc")
    expected = {
        f"kho.zip/{name}:1" if name.endswith(counted) else f"kho.zip/{name}": error
        for name, (_, error) in damaged_files().items()
    }
    found = {name.replace(":2", ":1"): row["error"] for name, row in errors.items()}
    assert found == expected
    assert all(row["message"].startswith(row["source"]) for row in errors.values())


def test_every_encoding_is_read_and_told(tables: Path) -> None:
    rows = {row["article_id"]: row for row in pq.read_table(tables / "articles").to_pylist()}
    for name, number, encoding in (
        ("utf8", 9, "utf-8"), ("bom", 10, "utf-8"), ("utf16", 11, "utf-16-le"), ("to-hop", 12, "utf-8"),
        ("vni", 15, "vni"), ("doc-nham", 16, "utf-8 as windows-1252"), ("1258", 13, "windows-1258"),
    ):  # fmt: skip
        row = rows[f"kho.zip/chu/{name}.txt"]
        assert row["encoding"] == encoding
        assert row["text"][:200] == TEXTS[number][:200]
    assert rows["kho.zip/chu/abc.txt"]["encoding"] == "tcvn3"
    assert rows["kho.zip/chu/abc.txt"]["text"][:200].lower() == TEXTS[14][:200].lower()


def test_copies_are_kept_and_counted_once(tables: Path) -> None:
    clusters = Counter(pq.read_table(tables / "articles").column("cluster_id").to_pylist())
    assert clusters["kho.zip/bang/b.tsv.gz:2"] + clusters["c0"] == 4
    assert clusters["kho.zip/chu/utf8.txt"] == 3  # in a text, in one that reprints it, in a page of the crawl
    assert clusters["kho.zip/dong/a.jsonl:1"] == 2
