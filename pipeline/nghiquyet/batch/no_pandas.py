"""Keep pandas out of a worker process: pyarrow imports it with its first array, at the cost of 60 MB."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas(MetaPathFinder):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError("a worker does without pandas", name=fullname)
        return None


def do_without_pandas() -> None:
    """From now on this process cannot import pandas; pyarrow takes it for not installed."""
    sys.meta_path.insert(0, _NoPandas())
