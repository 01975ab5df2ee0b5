"""Arrays kept on disk between runs. A cache that cannot be read or written is as good as none."""

import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_DIGEST = 32  # bytes at the head of a file that prove the rest undamaged


def load_arrays(name: str) -> dict[str, NDArray[Any]] | None:
    """The arrays stored under a name, or None when they are missing or damaged."""
    try:
        content = (_folder() / name).read_bytes()
    except (OSError, RuntimeError):
        return None
    body = memoryview(content)[_DIGEST:]
    if content[:_DIGEST] != _digest(body):
        return None
    with np.load(io.BytesIO(body), allow_pickle=False) as archive:
        return dict(archive)


def store_arrays(name: str, arrays: Mapping[str, Any]) -> None:
    """Write a file beside its place and rename it, so that a reader never sees half of one."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            part = Path(beside) / name
            part.write_bytes(_digest(archive.getbuffer()) + archive.getbuffer())
            part.replace(folder / name)
    except (OSError, RuntimeError):
        pass


def _digest(body: memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()


def _folder() -> Path:
    """`$XDG_CACHE_HOME/nghiquyet`, or else `~/.cache/nghiquyet`; a RuntimeError for a user without a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nghiquyet"
