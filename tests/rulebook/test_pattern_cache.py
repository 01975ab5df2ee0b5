"""The pattern cache: what one run compiled the next reads back, and a damaged file costs only time."""

from pathlib import Path

import pytest

from nghiquyet.rulebook.pattern_cache import PatternCache


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


def test_a_damaged_file_is_compiled_anew(cache_folder: Path) -> None:
    cache = PatternCache()
    cache.compile("a")
    cache.save()
    (stored,) = cache_folder.iterdir()
    stored.write_bytes(stored.read_bytes()[:-1])
    assert PatternCache().compile("a").fullmatch("a")
