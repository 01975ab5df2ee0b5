"""What a rule file can have wrong, said with its place and what to do."""

from pathlib import Path


class RuleError(ValueError):
    """A rule file that cannot be used: `file:line: rule id: message`."""

    def __init__(self, message: str, *, file: Path, line: int = 1, rule: str | None = None) -> None:
        self.message, self.file, self.line, self.rule = message, file, line, rule
        subject = f"{rule}: " if rule else ""
        super().__init__(f"{file}:{line}: {subject}{message}")
