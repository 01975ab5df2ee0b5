"""What a rule file may say: the keys of a rule and of a fragment."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Value = str | int | float | bool


class Fragment(BaseModel):
    """A shared piece of a pattern: a regular expression, or the words of a list (`where` picks rows by their columns)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    note: str = ""
    pattern: str | None = None
    list: str | None = None
    where: dict[str, str] = Field(default_factory=dict)
    ignore_case: bool = False
    normalise: str | None = None


class Rule(BaseModel):
    """One rule as its TOML table says it. `company` names the rules whose mentions its own ones refer to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]+\.[a-z0-9_]+$")
    note: str = Field(min_length=1)
    pattern: str = Field(min_length=1)
    set: dict[str, Value] = Field(default_factory=dict)
    priority: int = Field(default=50, ge=0, le=100)
    verify: str | None = None
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    status: Literal["draft", "stable", "retired"] = "stable"
    published_at: str | None = None
    company: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    todo_yes: tuple[str, ...] = ()
    todo_no: tuple[str, ...] = ()

    @field_validator("starts", mode="before")
    @classmethod
    def _one_or_several(cls, names: object) -> object:
        return (names,) if isinstance(names, str) else names

    @property
    def table(self) -> str:
        """The table that its mentions go to: what stands before the dot of its id."""
        return self.id.split(".", 1)[0]


class RulePlace(BaseModel):
    """Where a rule stands."""

    model_config = ConfigDict(frozen=True)

    file: Path
    line: int
