"""Rule files: TOML read with the line of each entry, and checked against the model of what it may say."""

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import regex
from pydantic import BaseModel, ValidationError

from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.rule import Fragment, RulePlace
from nghiquyet.rulebook.source import find_key, fragment_line

FRAGMENTS_FILE = "_fragments.toml"

Entry = TypeVar("Entry", bound=BaseModel)

_SAID = {
    "tuple_type": 'is no list; write it between [ and ], as ["…", "…"]',
    "string_pattern_mismatch": "is not written as it must be",
}
"""What pydantic says in words of Python, as the writer of TOML understands it, by its type of error."""


def read_entries(path: Path, heading: str, model: type[Entry]) -> Iterator[tuple[Entry, RulePlace]]:
    """The `[[heading]]` entries of a file, each with its place. Raises RuleError at the first bad one."""
    for item in try_entries(path, heading, model):
        if isinstance(item, RuleError):
            raise item
        yield item


def try_entries(
    path: Path, heading: str, model: type[Entry], *, alone: bool = False
) -> Iterator[tuple[Entry, RulePlace] | RuleError]:
    """The `[[heading]]` entries of a file, each with its place, or the error in the place of a bad one.

    With `alone` nothing else may stand in the file.
    """
    try:
        tables = _toml(path)
    except RuleError as error:
        yield error
        return
    for name in sorted(tables.keys() - {heading}) if alone else ():
        yield RuleError(
            f"unknown table {name!r}", file=path, line=_line_of(path, name), kind="key",
            help=f"an entry of this file begins with [[{heading}]]",
        )  # fmt: skip
    text = path.read_text(encoding="utf-8")
    starts = regex.compile(rf"\s*\[\[\s*{heading}\s*\]\]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if starts.match(line)]
    entries = tables.get(heading, [])
    if not isinstance(entries, list) or len(lines) != len(entries):
        yield RuleError(
            f"the entries cannot be told apart: {len(lines)} lines say [[{heading}]]", file=path, kind="toml",
            help=f"begin each entry with a line [[{heading}]], and write it nowhere else",
        )  # fmt: skip
        return
    for line, table in zip(lines, entries, strict=True):
        try:
            yield model.model_validate(table), RulePlace(file=path, line=line)
        except ValidationError as error:
            yield _model_error(error, model, path, line, table.get("id"))


def read_fragments(paths: Iterable[Path]) -> dict[str, Fragment]:
    """The fragments of several files; their names are one space. Raises RuleError."""
    fragments: dict[str, Fragment] = {}
    for path in paths:
        for name, table in _toml(path).items():
            if name in fragments:
                raise RuleError(
                    "a fragment of this name exists already", file=path, line=fragment_line(path, name) or 1,
                    rule=name, kind="id", help="choose another",
                )  # fmt: skip
            try:
                fragments[name] = Fragment.model_validate(table)
            except ValidationError as error:
                line = fragment_line(path, name) or 1
                raise _model_error(error, Fragment, path, line, name) from error
    return fragments


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """The name that was probably meant, as advice; empty where none is like it."""
    close = get_close_matches(written, list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        place = regex.search(r"at line (\d+), column (\d+)", str(error))
        raise RuleError(
            f"not TOML: {error}", file=path, kind="toml",
            line=int(place[1]) if place else 1, column=int(place[2]) if place else 1,
            help="write a pattern between ''' and ''', other texts between \" and \"",
        ) from error  # fmt: skip
    except UnicodeDecodeError as error:
        raise RuleError(f"not UTF-8: {error}", file=path, kind="toml", help="save it as UTF-8") from error


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if name in line.split("#")[0]), 1)


def _model_error(
    error: ValidationError, model: type[BaseModel], path: Path, line: int, entry: str | None
) -> RuleError:
    """The first thing that a model has against an entry, at the line of its key."""
    detail = error.errors()[0]
    key = ".".join(map(str, detail["loc"]))
    message, advice = detail["msg"].removeprefix("Value error, "), ""
    if detail["type"] == "extra_forbidden":
        message = "there is no such key"
        advice = did_you_mean(key, model.model_fields) or f"keys: {', '.join(model.model_fields)}"
    elif detail["type"] == "missing":
        message, advice = "is missing", f"{_meaning(model, key)}: give one"
    elif detail["loc"]:
        message, advice = _SAID.get(detail["type"], message), _meaning(model, str(detail["loc"][0]))
    place = find_key(path, line, str(detail["loc"][0])) if detail["loc"] else None
    return RuleError(
        f"key {key!r}: {message}" if key else message, file=path, line=place[0] if place else line,
        column=place[1] if place else 1, rule=entry, kind="key", help=advice,
    )  # fmt: skip


def _meaning(model: type[BaseModel], key: str) -> str:
    field = model.model_fields.get(key)
    return (field.description or "") if field else ""
