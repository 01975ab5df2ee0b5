"""The pattern cache: what one run compiled the next reads back, and a damaged file costs only time."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nghiquyet.disk_cache import CachedItems
from nghiquyet.rulebook.pattern_cache import PatternCache, key_of


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "nghiquyet"


def test_a_pattern_read_back_matches_as_the_compiled_one(cache_folder: Path) -> None:
    first = PatternCache()
    compiled = first.compile(r"(?P<n>\d+) (?:xã viên|xã)")
    first.save()
    assert len(list(cache_folder.iterdir())) == 1
    read_back = PatternCache().compile(r"(?P<n>\d+) (?:xã viên|xã)")
    text = "kết nạp 12 xã viên"
    assert read_back.search(text).group("n") == compiled.search(text).group("n") == "12"
    assert read_back.search(text).group() == "12 xã viên"


def test_a_damaged_file_is_compiled_anew_and_begun_anew(cache_folder: Path) -> None:
    cache = PatternCache()
    cache.compile("a")
    cache.save()
    (stored,) = cache_folder.iterdir()
    stored.write_bytes(b"no such file" * 100)
    again = PatternCache()
    assert again.compile("a").fullmatch("a")
    again.save()
    assert CachedItems(stored.name, most=9).get(key_of("a"))


def test_a_damaged_pattern_is_compiled_anew(cache_folder: Path) -> None:
    cache = PatternCache()
    cache.compile("a")
    cache.save()
    (stored,) = cache_folder.iterdir()
    with closing(sqlite3.connect(stored)) as file, file:
        file.execute("UPDATE items SET item = x'00'")
    assert PatternCache().compile("a").fullmatch("a")


def test_what_nobody_asked_for_the_longest_goes_first() -> None:
    items = CachedItems("items.sqlite", most=2)
    items.add({"a": b"1", "b": b"2"}, asked=["a", "b"])
    items.add({"c": b"3"}, asked=["a", "c"])
    assert [items.get(key) for key in "abc"] == [b"1", None, b"3"]
