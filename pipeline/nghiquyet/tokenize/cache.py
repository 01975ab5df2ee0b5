"""Arrays kept on disk between runs."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nghiquyet.disk_cache import load_cached, store_cached


def load_arrays(name: str) -> dict[str, NDArray[Any]] | None:
    """The arrays stored under a name, or None when they are missing or damaged."""
    body = load_cached(name)
    if body is None:
        return None
    with np.load(io.BytesIO(body), allow_pickle=False) as archive:
        return dict(archive)


def store_arrays(name: str, arrays: Mapping[str, Any]) -> None:
    """Keep arrays under a name."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)
    store_cached(name, archive.getbuffer())
