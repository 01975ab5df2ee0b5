"""What a rule file can have wrong, said with its place and what to do."""

from pathlib import Path
from typing import Any

from nghiquyet.rulebook.problem import Problem


class RuleError(ValueError):
    """A rule file that cannot be used: `file:line: rule id: message; what to do`."""

    def __init__(
        self, message: str, *, file: Path, line: int = 1, rule: str | None = None, **more: Any
    ) -> None:
        self.problem = Problem(message=message, file=file, line=line, rule=rule, **more)
        super().__init__(str(self.problem))
