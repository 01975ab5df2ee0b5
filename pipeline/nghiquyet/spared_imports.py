"""What the command and its worker processes never call is kept out of them: 80 MB and a second of a start."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_ABSENT = "pandas"  # pyarrow imports it with its first array, and does without where it is missing
_EMPTY = "spacy.cli"  # spaCy's commands, with all that they need: spaCy imports them for one name


class _Emptiness(Loader):
    """Makes modules in which every name is None, those of modules in them included."""

    def exec_module(self, module: ModuleType) -> None:
        module.__getattr__ = lambda _: None  # type: ignore[method-assign]


class _Spared(MetaPathFinder):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname == _ABSENT:
            raise ModuleNotFoundError("the command does without pandas", name=fullname)
        if fullname == _EMPTY or fullname.startswith(f"{_EMPTY}."):
            return ModuleSpec(fullname, _Emptiness(), is_package=True)
        return None


def spare_imports() -> None:
    """From now on this process imports no pandas and none of spaCy's commands."""
    sys.meta_path.insert(0, _Spared())
