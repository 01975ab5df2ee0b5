"""A candidate: what a rule or the entity tagger proposes, before anything is decided."""

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Candidate:
    """Characters `start:end` of a text, proposed for one table.

    `fields` are the values of the rule's groups and of its `set`; `groups` says where each group stands.
    `proved` is set by a verifier whose arithmetic holds; `reason` says why a discarded candidate lost.
    """

    table: str
    start: int
    end: int
    rule_id: str
    priority: int
    fields: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Span] = field(default_factory=dict)
    proved: bool = False
    reason: str | None = None

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def overlaps(self, other: "Candidate") -> bool:
        """True when the two share a character."""
        return self.start < other.end and other.start < self.end
