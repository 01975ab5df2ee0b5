"""What a rule file may say: the keys of a rule and of a fragment."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Value = str | int | float | bool


def _one_or_several(names: object) -> object:
    return (names,) if isinstance(names, str) else names


OneOrSeveral = Annotated[tuple[str, ...], BeforeValidator(_one_or_several)]


class Fragment(BaseModel):
    """A shared piece of a pattern: a regular expression, or the words of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    note: str = Field(default="", description="What it stands for")
    pattern: str | None = Field(default=None, description="A regular expression; it may use other fragments")
    list: str | None = Field(default=None, description="The words of rules/lists/<list>.tsv")
    where: dict[str, str] = Field(
        default_factory=dict, description="Only the rows of the list whose columns have these values"
    )
    ignore_case: bool = Field(default=False, description="Whether capitals and small letters are alike")
    normalise: str | None = Field(
        default=None, description="What turns the written words into a value; else they stay as written"
    )
    starts: OneOrSeveral = Field(
        default=(), description="Fragments that find its places where code searches articles for it"
    )


class Rule(BaseModel):
    """One rule as its TOML table says it.

    `needs` are literals one of which every match has in its article: they are for speed and may not change
    what is found, the check compares with and without. `starts` names fragments that find the places where
    the pattern is tried; they may ask for a context that the pattern does not. `company` names the rules of
    the same table without which this one finds nothing (`cùng ngày` needs the rule of the day that it refers
    to): its examples are tried with them.
    A `draft` may lack examples; a `retired` rule is not used, and its id stays taken.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(
        pattern=r"^[a-z]+\.[a-z0-9_]+$",
        description="`table.name`, the table being the folder; never reused, it stands on every record",
    )
    note: str = Field(min_length=1, description="What it finds, with an example of the words")
    pattern: str = Field(
        default="",
        description="Regular expression over the folded text; `{name:fragment}` is a group with a value, "
        "`{:fragment}` none; a blank matches any run of blanks; `(?P<span>…)` narrows the mention",
    )
    set: dict[str, Value] = Field(
        default_factory=dict, description="Fields that every match has, and hints for the table's Python"
    )
    priority: int = Field(
        default=50, ge=0, le=100, description="Of two that overlap the higher wins, then the longer"
    )
    verify: str | None = Field(
        default=None, description="A function of extract/verifiers.py that proves or refutes a match"
    )
    needs: tuple[str, ...] = Field(
        default=(), description="Literals in small letters, one of which an article must have to be tried"
    )
    starts: OneOrSeveral = Field(
        default=(),
        description="Fragments that find the places where the pattern is tried; one may be a string",
    )
    status: Literal["draft", "stable", "retired"] = Field(
        default="stable", description="A draft may lack examples; a retired rule is not used"
    )
    published_at: str | None = Field(
        default=None, description="ISO date of publication that the examples are read with"
    )
    company: tuple[str, ...] = Field(
        default=(), description="Rules of the same table that the examples need beside this one"
    )
    yes: tuple[str, ...] = Field(
        default=(),
        description="Texts with what this rule must find marked: `<m field=value unit='two words'>span</m>`",
    )
    no: tuple[str, ...] = Field(default=(), description="Texts in which this rule must find nothing")
    todo_yes: tuple[str, ...] = Field(
        default=(), description="Like `yes`, not found yet; the check says when one is"
    )
    todo_no: tuple[str, ...] = Field(
        default=(), description="Like `no`, found still; the check says when one no longer is"
    )

    @model_validator(mode="after")
    def _has_a_pattern_of_one_line(self) -> "Rule":
        if not self.pattern and self.status != "retired":
            raise ValueError("`pattern` is missing; only a retired rule has none")
        if "\n" in self.pattern:
            raise ValueError("`pattern` has a line break, which no match can cross; write it on one line")
        return self

    @cached_property
    def table(self) -> str:
        """The table that its mentions go to: what stands before the dot of its id."""
        return self.id.split(".", 1)[0]


class RulePlace(BaseModel):
    """Where a rule stands."""

    model_config = ConfigDict(frozen=True)

    file: Path
    line: int
