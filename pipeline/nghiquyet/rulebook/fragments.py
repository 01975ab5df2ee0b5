"""The fragments of a rules folder: shared ones, and those of each table, which its own rules see first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nghiquyet.rulebook.pattern import INSERT
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE, read_fragments


@dataclass(frozen=True)
class Fragments:
    """The shared fragments, and by table its local ones."""

    shared: Mapping[str, Fragment]
    local: Mapping[str, Mapping[str, Fragment]]

    @cached_property
    def all(self) -> dict[str, Fragment]:
        """All fragments: a local one as `table.name`, and by its bare name where no other has that name."""
        qualified = {
            f"{table}.{name}": _at_home(fragment, table, fragments)
            for table, fragments in self.local.items()
            for name, fragment in fragments.items()
        }
        names = [name for fragments in self.local.values() for name in fragments]
        alone = {
            key.split(".")[1]: fragment
            for key, fragment in qualified.items()
            if names.count(key.split(".")[1]) == 1 and key.split(".")[1] not in self.shared
        }
        return {**self.shared, **alone, **qualified}

    def of(self, table: str) -> dict[str, Fragment]:
        """The fragments as the rules of a table see them."""
        return self._views[table]

    @cached_property
    def _views(self) -> dict[str, dict[str, Fragment]]:
        return {
            table: {**self.all, **{name: self.all[f"{table}.{name}"] for name in fragments}}
            for table, fragments in self.local.items()
        }


def _at_home(fragment: Fragment, table: str, local: Mapping[str, Fragment]) -> Fragment:
    """A fragment whose own references to local fragments hold wherever it is used."""
    if fragment.pattern is None:
        return fragment
    pattern = INSERT.sub(
        lambda m: f"{{{m[1]}:{table}.{m[2]}}}" if m[2] in local else m.group(), fragment.pattern
    )
    return fragment.model_copy(update={"pattern": pattern})


def read_layers(folders: Sequence[Path], tables: Iterable[str]) -> Fragments:
    """The fragments of folders laid over each other; a later one replaces. Raises RuleError."""
    return Fragments(
        _merged(folder / FRAGMENTS_FILE for folder in folders),
        {table: _merged(folder / table / FRAGMENTS_FILE for folder in folders) for table in tables},
    )


def _merged(paths: Iterable[Path]) -> dict[str, Fragment]:
    merged: dict[str, Fragment] = {}
    for path in paths:
        if path.is_file():
            merged |= read_fragments([path])
    return merged
