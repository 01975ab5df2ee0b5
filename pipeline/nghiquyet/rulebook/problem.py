"""What is wrong with a rule: its place, what was found there, and what to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of text whose characters `start:end` are meant; `title` stands before it, `label` below."""

    text: str
    start: int
    end: int
    title: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. `kind` is a stable word for programs; `help` says what to do."""

    message: str
    file: Path
    line: int = 1
    column: int = 1
    rule: str | None = None
    kind: str = "file"
    severity: Severity = "error"
    excerpts: tuple[Excerpt, ...] = ()
    help: str = ""

    def __str__(self) -> str:
        subject = f"{self.rule}: " if self.rule else ""
        advice = f"; {self.help}" if self.help else ""
        return f"{self.file}:{self.line}: {subject}{self.message}{advice}"
