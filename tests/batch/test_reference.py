"""Chunks by reference: what a worker reads again is what the run has read."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from nghiquyet.article import Item, Place, RawArticle
from nghiquyet.batch.chunk import cut
from nghiquyet.batch.reference import Reference, Rereader, refer
from nghiquyet.read import Columns, read_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of several formats, with an id that comes twice and what cannot be read among them."""
    lines = [json.dumps({"article_id": f"a{n}", "content": f"Bài số {n}"}) for n in range(9)]
    lines[4] = "{không phải JSON"
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "b.csv").write_text("article_id,content\na1,Bản khác của bài số 1\nb1,Bài b1\n")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"B\xc3\xa0i c"))
    (tmp_path / "d.docx").write_text("?")
    return tmp_path


def test_a_chunk_is_read_again_as_it_was(folder: Path) -> None:
    chunks = list(cut(read_articles([folder], Columns.parse(["text=content"])), size=3))
    references = [refer(chunk) for chunk in chunks]
    assert not any(isinstance(item, RawArticle) for reference in references for item in reference.items)
    reread = Rereader()
    assert [reread(reference) for reference in references] == chunks
    assert [reread(reference) for reference in reversed(references)] == chunks[::-1]


def test_a_file_is_read_once_for_chunks_in_their_order() -> None:
    opened = []

    class File:
        def read(self) -> Iterator[Item]:
            opened.append(self)
            return (RawArticle(article_id=str(n), source=str(n), body="Bài") for n in range(20))

    file = File()
    articles = [
        RawArticle(article_id=str(n), source=str(n), body="Bài", place=Place(file, n))
        for n in range(20)
        if n % 3
    ]
    reread = Rereader()
    for chunk in cut(articles, size=4):
        assert reread(refer(chunk)) == chunk
    assert opened == [file]


def test_an_article_that_is_another_by_then_is_an_error(folder: Path) -> None:
    [chunk] = cut(read_articles([folder / "a.jsonl"]))
    reference = refer(chunk)
    lines = (folder / "a.jsonl").read_text().splitlines()
    lines[0] = '{"article_id": "a0", "content": "Bài đã sửa"}'
    (folder / "a.jsonl").write_text("\n".join(lines[:8]))
    reread = Rereader()(reference)
    changed = [item for item in reread.items if not isinstance(item, RawArticle)]
    assert [(item.article_id, item.error) for item in changed] == [
        ("a0", "changed"),
        ("a.jsonl:5", "bad_json"),
        ("a8", "changed"),
    ]
    assert f"{folder}/a.jsonl:1: was another article when the run began" in changed[0].message


def test_a_file_that_a_worker_does_not_have_is_named(folder: Path) -> None:
    [chunk] = cut(read_articles([folder / "a.jsonl"]))
    (folder / "a.jsonl").unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.jsonl"):
        Rereader()(refer(chunk))


def test_what_can_be_read_only_once_goes_as_it_is() -> None:
    article = RawArticle(article_id="-", source="-", body="Bài")
    [chunk] = cut([article])
    assert refer(chunk).items == (article,)
    assert not any(isinstance(item, Reference) for item in refer(chunk).items)
