"""One article as a JSON object: `text` when it is clean, `raw` when it is not. A `.json` file holds one."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from nghiquyet.article import Item, RawArticle
from nghiquyet.read.decode import decode
from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow

_FIELDS = ("article_id", "title", "published_at", "url", "author", "text", "raw")


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The article of one file, as a gold file has it, or its error."""
    data = stream.read(MAX_ARTICLE_BYTES + 1)
    yield read_object(data, origin) if data.strip() else origin.error("empty")


def read_object(data: bytes, origin: Origin, *, offset: int = 0) -> Item:
    """The article of one object, which begins at byte `offset` of its file; else what is wrong with it."""
    text = decode(data, origin, offset=offset)
    if isinstance(text, ErrorRow):
        return text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return origin.error("bad_json", reason=f"{error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return origin.error("bad_json", reason=str(error))
    if not isinstance(value, dict):
        return origin.error("bad_json", reason=f"found {_kind(value)}")
    return _article(value, origin)


def _article(value: dict[str, Any], origin: Origin) -> Item:
    given: dict[str, str | None] = {}
    for name in _FIELDS:
        field = value.get(name)
        if field is not None and not isinstance(field, str):
            return origin.error("bad_field", field=name, found=_kind(field), expected="a string or null")
        if field is not None and not _encodes(field):
            return origin.error(
                "bad_field", field=name, found="not Unicode text: it holds half of a surrogate pair",
                expected="whole characters",
            )  # fmt: skip
        given[name] = field
    body = given["text"] if given["text"] is not None else given["raw"]
    if body is None:
        return origin.error("no_text")
    if not body.strip():
        return origin.error("empty")
    header = {name: _stripped(given[name]) for name in ("title", "published_at", "url", "author")}
    return RawArticle(
        article_id=_stripped(given["article_id"]) or origin.article_id,
        source=origin.source,
        body=body,
        is_clean=given["text"] is not None,
        **header,
    )


def _stripped(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
