"""Rule files: TOML read with the line of each entry, and checked against the model of what it may say."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import regex
from pydantic import BaseModel, ValidationError

from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.rule import Fragment, RulePlace

FRAGMENTS_FILE = "_fragments.toml"

Entry = TypeVar("Entry", bound=BaseModel)


def read_entries(path: Path, heading: str, model: type[Entry]) -> Iterator[tuple[Entry, RulePlace]]:
    """The `[[heading]]` entries of a file, each with its place. Raises RuleError."""
    tables = _toml(path).get(heading, [])
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{heading}]]"]
    for line, table in zip(lines, tables, strict=True):
        try:
            yield model.model_validate(table), RulePlace(file=path, line=line)
        except ValidationError as error:
            raise RuleError(_first(error), file=path, line=line, rule=table.get("id")) from error


def read_fragments(paths: Iterable[Path]) -> dict[str, Fragment]:
    """The fragments of several files; their names are one space. Raises RuleError."""
    fragments: dict[str, Fragment] = {}
    for path in paths:
        for name, table in _toml(path).items():
            if name in fragments:
                raise RuleError(
                    "a fragment of this name exists already; choose another", file=path, rule=name
                )
            try:
                fragments[name] = Fragment.model_validate(table)
            except ValidationError as error:
                raise RuleError(_first(error), file=path, rule=name) from error
    return fragments


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = regex.search(r"at line (\d+)", str(error))
        raise RuleError(f"not TOML: {error}", file=path, line=int(line[1]) if line else 1) from error


def _first(error: ValidationError) -> str:
    detail = error.errors()[0]
    return f"key {'.'.join(map(str, detail['loc']))!r}: {detail['msg']}"
