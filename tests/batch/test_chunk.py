"""Cutting a stream of articles into chunks."""

from collections.abc import Iterator
from itertools import islice

import pytest

from nghiquyet.article import Item, RawArticle
from nghiquyet.batch import chunk
from nghiquyet.batch.chunk import FIRST_CHUNK_ARTICLES, cut


def articles(count: int, body: str = "Hội nghị") -> Iterator[Item]:
    return (RawArticle(article_id=str(n), source=str(n), body=body) for n in range(count))


def test_chunks_are_numbered_and_keep_the_order() -> None:
    chunks = list(cut(articles(7), size=3))
    assert [c.number for c in chunks] == [0, 1, 2]
    assert [[item.article_id for item in c.items] for c in chunks] == [
        ["0", "1", "2"],
        ["3", "4", "5"],
        ["6"],
    ]


def test_file_names_sort_in_the_order_of_the_chunks() -> None:
    names = [c.file_name for c in cut(articles(120), size=1)]
    assert names == sorted(names)


def test_no_article_gives_no_chunk() -> None:
    assert list(cut(iter(()))) == []


def test_the_first_chunk_is_short_so_that_there_are_records_soon() -> None:
    assert [len(c.items) for c in cut(articles(100), size=50)] == [FIRST_CHUNK_ARTICLES, 50, 34]


def test_numbers_go_on_from_those_that_are_taken() -> None:
    assert [c.file_name for c in cut(articles(2), size=1, first=7)] == [
        "part-000007.parquet",
        "part-000008.parquet",
    ]


def test_articles_are_read_as_chunks_are_taken() -> None:
    stream = articles(1_000_000_000)
    assert len(list(islice(cut(stream, size=2), 3))) == 3
    following = next(stream)
    assert following.article_id == "7"


def test_long_articles_make_shorter_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk, "CHUNK_CHARACTERS", 10)
    assert [len(c.items) for c in cut(articles(5, body="x" * 5), size=100)] == [2, 2, 1]
