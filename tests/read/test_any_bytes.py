"""Whatever the bytes and whatever the file is called: articles or errors come out, and nothing else."""

import gzip
import io
import zipfile
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.read.samples import HTML, PAGE, tarred, warc_record, workbook, zst

from nghiquyet.article import CleanArticle, RawArticle, source_span
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.read.fields import Columns
from nghiquyet.read.formats import read_named, read_unnamed
from nghiquyet.read.origin import Origin
from nghiquyet.records import ErrorRow

RULES = CleaningRules.load()
ORIGIN = Origin("kho/a", "a")
SAMPLES = (
    PAGE.encode(),
    PAGE.encode("utf-16"),
    HTML.encode(),
    b'{"text": "mot", "title": "hai"}\n{"raw": "<p>ba</p>"}',
    b'[{"content": "mot"}, {"noi_dung": "hai"}]',
    'title,content\n"Một","Hai\nba"\n'.encode(),
    gzip.compress(PAGE.encode()),
    zst(PAGE.encode()),
    warc_record("https://vi.du/1", HTML.encode()),
    workbook({"Bài": [("tiêu đề", "nội dung"), ("Một", PAGE)]}),
    tarred({"a.txt": PAGE.encode(), "b/c.html": HTML.encode()}),
)
NAMES = (
    "a.txt",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.parquet",
    "a.warc",
    "a.txt.gz",
    "a.jsonl.zst",
    "a.xlsx",
    "a.zip",
    "a.tar",
    "a.tgz",
    "a",
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Bytes of a real file of which some are changed, cut out or put in."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        data[start:end] = draw(st.binary(max_size=12))
    return bytes(data)


BYTES = st.one_of(st.binary(max_size=300), damaged(), st.text(max_size=150).map(str.encode))


def check(item: object) -> None:
    if isinstance(item, RawArticle):
        item_read = clean(item, RULES)
        assert isinstance(item_read, CleanArticle | ErrorRow)
        if isinstance(item_read, CleanArticle):
            check_places(item_read, item.body)
            assert "\0" not in item_read.text
    else:
        assert isinstance(item, ErrorRow)
        assert item.message.startswith(item.source)
        item.message.encode()


def check_places(article: CleanArticle, body: str) -> None:
    for start, source_start, length, source_length in article.segments:
        assert 0 <= start < start + length <= len(article.text)
        assert 0 <= source_start < source_start + source_length <= len(body)
        assert source_span(article.segments, start, start + length) == (
            source_start,
            source_start + source_length,
        )


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=list(HealthCheck))
@given(data=BYTES)
@example(data=b"")
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    items = list(read_named(name, io.BufferedReader(io.BytesIO(data)), ORIGIN, Columns()))  # type: ignore[arg-type]
    assert items
    for item in items:
        check(item)


@settings(max_examples=60, deadline=timedelta(seconds=5))
@given(BYTES)
def test_any_bytes_on_standard_input(data: bytes) -> None:
    items = list(read_unnamed(io.BufferedReader(io.BytesIO(data)), ORIGIN, Columns()))  # type: ignore[arg-type]
    assert items
    for item in items:
        check(item)


@settings(max_examples=40, deadline=timedelta(seconds=5))
@given(st.lists(st.tuples(st.text(max_size=20), damaged()), min_size=1, max_size=3))
def test_any_names_in_an_archive(members: list[tuple[str, bytes]]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, (name, data) in enumerate(members):
            writable = (
                name.encode("utf-8", "replace").decode().replace("\0", "␀")
            )  # zipfile ends a name at NUL
            archive.writestr(f"{writable}{number}", data)
    packed.seek(0)
    for item in read_named("a.zip", packed, ORIGIN, Columns()):
        check(item)


MARKUP = st.lists(
    st.sampled_from([
        "<div>", "</div>", "<p>", "<table><tr><td>", "</table>", "<a href='#'>", "</a>", "<br>", "<h1>",
        "</h1>", "<!--", "-->", "<script>", "</script>", "&nbsp;", "&eacute;", "&#7879;", "<b>",
        "<li class='related'>", "Huyện ủy họp, bàn nghị quyết mới.", "Cho\u031b\u0323 phie\u0302n", " ", "\n",
        "\u200b", "<", "&", "Thu Hà", "12/04/2023 07:15", "<div class='tags'>",
        "<time datetime='2023-04-12'>",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(MARKUP, st.booleans())
def test_any_markup(markup: str, is_page: bool) -> None:
    body = f"<html><body>{markup}" if is_page else markup
    check(RawArticle(article_id="a", source="a", body=body, is_html=True))


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(st.text(max_size=300))
def test_any_text(body: str) -> None:
    check(RawArticle(article_id="a", source="a", body=body.replace("\0", "")))
