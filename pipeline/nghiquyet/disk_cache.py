"""Bytes kept on disk between runs. A cache that cannot be read or written is as good as none."""

import hashlib
import os
import tempfile
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


def _digest(body: memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()


def _folder() -> Path:
    """`$XDG_CACHE_HOME/nghiquyet`, or else `~/.cache/nghiquyet`; a RuntimeError for a user without a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nghiquyet"
