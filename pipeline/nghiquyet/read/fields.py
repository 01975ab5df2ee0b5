"""The fields of an article by the names of columns and keys: those given by `--map`, else the usual ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.origin import Origin
from nghiquyet.read.text import is_markup
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.location import rules_dir

TEXT = "text"
"""The field of a text that is clean already; any other column that holds the text is a page to be cleaned."""

_HEADER = ("title", "published_at", "url", "author")
FIELDS = ("article_id", *_HEADER, "lead", TEXT, "raw")


class MappingError(ValueError):
    """A `--map` that cannot be used; says how to write it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field of an article."""

    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, written: Iterable[str]) -> "Columns":
        """From `field=column`, several with commas between them. Raises MappingError."""
        given: dict[str, str] = {}
        for part in (part for text in written for part in text.split(",") if part.strip()):
            name, equals, column = (piece.strip() for piece in part.partition("="))
            if name not in FIELDS or not equals or not column:
                raise MappingError(
                    f"--map {part.strip()}: write FIELD=COLUMN, FIELD one of: {', '.join(FIELDS)}"
                )
            given[name] = column
        return cls(given)

    def of(self, names: Iterable[str]) -> dict[str, str]:
        """Of the names of a table's columns or an object's keys, the one that holds each field.

        The usual names hold where a given one is missing: not every file of an archive has it.
        """
        names = list(names)
        usual = _usual_names()
        found = {name: column for name, column in self.given.items() if column in names}
        keys = {_key(name): name for name in reversed(names)}
        taken = set(found.values())
        holds_text = TEXT in found or "raw" in found
        for name in FIELDS:
            if name in found or (name in (TEXT, "raw") and holds_text):
                continue
            column = next((keys[key] for key in usual[name] if key in keys and keys[key] not in taken), None)
            if column is not None:
                found[name] = column
                taken.add(column)
        return found


def read_fields(
    row: Mapping[str, Any], columns: Columns, origin: Origin, encoding: str | None = None
) -> Item:
    """The article of one row or object; else what is wrong with it."""
    names = columns.of(row)
    given: dict[str, str | None] = {}
    for name, column in names.items():
        value = row[column]
        if isinstance(value, int) and name == "article_id" and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            return origin.error("bad_field", field=column, found=kind(value), expected="a string or null")
        if value is not None and (problem := _problem(value)):
            return origin.error("bad_field", field=column, found=problem, expected="text")
        given[name] = value
    is_clean = names.get(TEXT) == TEXT and given[TEXT] is not None
    body = given.get(TEXT) if given.get(TEXT) is not None else given.get("raw")
    if body is None:
        return origin.error("no_text", columns=", ".join(row)[:200] or "none")
    if not body.strip():
        return origin.error("empty")
    is_html = not is_clean and is_markup(body)
    header: dict[str, Any] = {name: _stripped(given.get(name)) for name in _HEADER}
    return RawArticle(
        article_id=_stripped(given.get("article_id")) or origin.article_id,
        source=origin.source,
        body=body if is_clean else _with_lead(body, _stripped(given.get("lead")), is_html),
        is_clean=is_clean,
        is_html=is_html,
        encoding=encoding,
        **header,
    )


def kind(value: Any) -> str:
    """What a value that is no string is called in a message."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else type(value).__name__)


@cache
def _usual_names() -> dict[str, list[str]]:
    usual: dict[str, list[str]] = {name: [name] for name in FIELDS}
    for line in (rules_dir() / "read" / "columns.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, column = line.split("\t")
        usual[name].append(_key(column))
    return usual


def _key(name: str) -> str:
    return fold_key(name).replace(" ", "_").replace("-", "_")


def _problem(text: str) -> str | None:
    if "\0" in text:
        return "not text: it holds a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "not Unicode text: it holds half of a surrogate pair"
    return None


def _with_lead(body: str, lead: str | None, is_html: bool) -> str:
    """The body with a lead that stands in a column of its own, unless it holds it already."""
    if lead is None or lead in body:
        return body
    return f"<p>{escape(lead, quote=False)}</p>\n{body}" if is_html else f"{lead}\n\n{body}"


def _stripped(text: str | None) -> str | None:
    return text.strip() or None if text else None
