"""What can be wrong with an input: fatal rows of `errors` that name the file, the line and what to do."""

from typing import Literal

from nghiquyet.records import ErrorRow

ReadErrorName = Literal[
    "missing", "unreadable", "unknown_format", "empty", "binary", "not_utf8", "too_long", "bad_json",
    "no_text", "bad_field", "repeated",
]  # fmt: skip

_MESSAGES: dict[ReadErrorName, str] = {
    "missing": "no such file or folder; check the path",
    "unreadable": "cannot be read: {reason}",
    "unknown_format": "no reader for {suffix}; rename it or convert it to one of: {known}",
    "empty": "holds no text; remove it or scrape it again",
    "binary": "a NUL byte at byte {offset}: not a text file; convert it to text in UTF-8",
    "not_utf8": "not UTF-8 at byte {offset} (0x{byte:02x}); convert it to UTF-8",
    "too_long": "an article of more than {limit} bytes; split it",
    "bad_json": "not a JSON object: {reason}; write one object a line",
    "no_text": "has neither `text` nor `raw`; give the article in one of them",
    "bad_field": "`{field}` is {found}; it must be {expected}",
    "repeated": "same id and text as {first}; left out, remove one of the two",
}


def read_error(
    error: ReadErrorName, source: str, *, article_id: str | None = None, **details: object
) -> ErrorRow:
    """The row of one error; `details` fill its message."""
    message = f"{source}: {_MESSAGES[error].format(**details)}"
    return ErrorRow(
        article_id=article_id, source=source, stage="read", error=error, message=message, fatal=True
    )
