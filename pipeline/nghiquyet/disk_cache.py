"""Bytes kept on disk between runs. A cache that cannot be read or written is as good as none."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

_DIGEST = 32  # bytes at the head of a file that prove the rest undamaged


def load_cached(name: str) -> memoryview | None:
    """What is stored under a name, or None when it is missing or damaged."""
    try:
        content = (_folder() / name).read_bytes()
    except (OSError, RuntimeError):
        return None
    body = memoryview(content)[_DIGEST:]
    return body if content[:_DIGEST] == _digest(body) else None


def store_cached(name: str, body: bytes | memoryview) -> None:
    """Write a file beside its place and rename it, so that a reader never sees half of one."""
    view = memoryview(body)
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            part = Path(beside) / name
            part.write_bytes(_digest(view) + view.tobytes())
            part.replace(folder / name)
    except (OSError, RuntimeError):
        pass


class CachedItems:
    """Byte strings by key in one file, each read by itself: nobody holds what he does not ask for."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._reading: sqlite3.Connection | None = None

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, or None where nothing is or it is damaged."""
        try:
            if self._reading is None:
                place = (_folder() / self._name).absolute().as_uri()
                self._reading = sqlite3.connect(f"{place}?mode=ro", uri=True, check_same_thread=False)
            row = self._reading.execute("SELECT digest, item FROM items WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError, RuntimeError):
            return None
        return row[1] if row and row[0] == _digest(row[1]) else None

    def add(self, items: Mapping[str, bytes], asked: Collection[str]) -> None:
        """Keep more; of all, those that were `asked` for last, up to the most that are kept."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        try:
            folder = _folder()
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._add(folder / self._name, items, asked)
            except sqlite3.OperationalError:
                return  # another process writes, or the disk is full
            except sqlite3.DatabaseError:  # damaged: begun anew
                (folder / self._name).unlink()
                self._add(folder / self._name, items, asked)
        except (sqlite3.Error, OSError, RuntimeError):
            pass

    def _add(self, path: Path, items: Mapping[str, bytes], asked: Collection[str]) -> None:
        rows = [(key, _digest(item), item) for key, item in items.items()]
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("CREATE TABLE IF NOT EXISTS items (key PRIMARY KEY, digest, item, turn INTEGER)")
            [turn] = file.execute("SELECT coalesce(max(turn), 0) + 1 FROM items").fetchone()
            file.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, 0)", rows)
            file.executemany("UPDATE items SET turn = ? WHERE key = ?", ((turn, key) for key in asked))
            file.execute(
                "DELETE FROM items WHERE key NOT IN (SELECT key FROM items ORDER BY turn DESC LIMIT ?)",
                (self._most,),
            )


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()


def _folder() -> Path:
    """`$XDG_CACHE_HOME/nghiquyet`, or else `~/.cache/nghiquyet`; a RuntimeError for a user without a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nghiquyet"
