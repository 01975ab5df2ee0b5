"""Arrays on disk."""

from pathlib import Path

import numpy as np
import pytest

from nghiquyet.tokenize.cache import load_arrays, store_arrays


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "nghiquyet"


def test_gives_back_what_was_stored(folder: Path) -> None:
    assert load_arrays("a.npz") is None
    store_arrays("a.npz", {"x.y": np.arange(3)})
    loaded = load_arrays("a.npz")
    assert loaded is not None
    assert loaded["x.y"].tolist() == [0, 1, 2]
    assert [path.name for path in folder.iterdir()] == ["a.npz"]


@pytest.mark.parametrize("place", [0, 40, 150, -30])
def test_damage_is_noticed(folder: Path, place: int) -> None:
    store_arrays("a.npz", {"x": np.arange(3)})
    content = bytearray((folder / "a.npz").read_bytes())
    content[place] ^= 255
    (folder / "a.npz").write_bytes(content)
    assert load_arrays("a.npz") is None


def test_no_place_to_write(folder: Path) -> None:
    folder.touch()
    store_arrays("a.npz", {"x": np.arange(3)})
    assert load_arrays("a.npz") is None
