"""Where a word of a rule stands in its file: TOML parsers do not say."""

import json
from pathlib import Path

from nghiquyet.rulebook.problem import Excerpt


def find_in_entry(file: Path, line: int, written: str) -> tuple[int, int] | None:
    """Line and column, from 1, of `written` in the entry that begins at `line`; null where it is not found.

    A string that TOML escapes is found by its escaped form.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    for form in (written, json.dumps(written, ensure_ascii=False)[1:-1]):
        for number in range(line, len(lines) + 1):
            text = lines[number - 1]
            if number > line and text.startswith("["):
                break
            if form and (column := text.find(form)) >= 0:
                return number, column + 1
    return None


def find_key(file: Path, line: int, key: str) -> tuple[int, int] | None:
    """Line and column, from 1, of a key of the entry that begins at `line`; null where it is not found."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number in range(line + 1, len(lines) + 1):
        text = lines[number - 1]
        if text.startswith("["):
            return None
        name, separator, _ = text.partition("=")
        if separator and name.strip() == key:
            return number, len(text) - len(text.lstrip()) + 1
    return None


def fragment_line(file: Path, name: str) -> int | None:
    """The line, from 1, at which a fragment of a file begins; null where it is not found."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip() == f"[{name}]"), None)


def pattern_excerpt(pattern: str, start: int, end: int, label: str = "") -> Excerpt:
    """The stretch `start:end` of a pattern, which a long pattern is cut round."""
    first, last = max(0, start - 70), min(len(pattern), max(end, start + 1) + 60)
    cut = ("…" if first else "") + pattern[first:last] + ("…" if last < len(pattern) else "")
    shift = first - (1 if first else 0)
    return Excerpt(cut.replace("\n", " "), start - shift, max(end, start + 1) - shift, "pattern", label)
