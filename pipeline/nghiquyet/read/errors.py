"""What can be wrong with an input: fatal rows of `errors` that name the file, the place and what to do."""

from typing import Literal, get_args

from nghiquyet.records import ErrorRow

ReadErrorName = Literal[
    "missing", "unreadable", "unknown_format", "empty", "binary", "unknown_encoding", "too_long", "bad_json",
    "no_text", "no_text_column", "bad_field", "bad_row", "repeated", "damaged", "bomb", "unsafe_name",
    "encrypted", "nested_archive", "not_found", "changed",
]  # fmt: skip
READ_ERRORS: tuple[ReadErrorName, ...] = get_args(ReadErrorName)

MESSAGES: dict[ReadErrorName, str] = {
    "missing": "no such file or folder; check the path",
    "unreadable": "cannot be read: {reason}",
    "unknown_format": "no reader for {suffix}; rename it or convert it to one of: {known}",
    "empty": "holds no text; remove it or scrape it again",
    "binary": "a NUL byte at byte {offset}: not a text file; convert it to text in UTF-8",
    "unknown_encoding": (
        "not UTF-8 at byte {offset} (0x{byte:02x}), and no Vietnamese in any other encoding that is known; "
        "convert it to UTF-8"
    ),
    "too_long": "more than {limit} in one article; split it",
    "bad_json": "not a JSON object: {reason}; write one object a line",
    "no_text": (
        "no text under any of its keys: {columns}; give it as `text` or `raw`, or name it with --map raw=KEY"
    ),
    "no_text_column": "no column for the text among: {columns}; name it with --map raw=COLUMN",
    "bad_field": "`{field}` is {found}; it must be {expected}",
    "bad_row": "{found} columns where the heading has {expected}; quote the cells that hold the separator",
    "repeated": "same id and text as {first}; left out, remove one of the two",
    "damaged": "broken off or damaged: {reason}; what stands before it was read; fetch it again",
    "bomb": "unpacks to more than {ratio} times its size; not read any further",
    "unsafe_name": "its name leads out of the archive; rename it there",
    "encrypted": "is locked with a password; unpack it first",
    "nested_archive": "an archive in an archive; unpack it first",
    "not_found": "the server answered {status} in place of the page; fetch it again",
    "changed": "was another article when the run began; run again",
}


def read_error(
    error: ReadErrorName, source: str, *, article_id: str | None = None, **details: object
) -> ErrorRow:
    """The row of one error; `details` fill its message."""
    message = f"{source}: {MESSAGES[error].format(**details)}"
    return ErrorRow(
        article_id=article_id, source=source, stage="read", error=error, message=message, fatal=True
    )
