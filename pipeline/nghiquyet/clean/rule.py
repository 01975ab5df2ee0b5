"""What a cleaning rule may say, and what it reads off a line."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Zone = Literal["head", "body", "foot", "glued", "address", "file_name", "dateline", "first_date"]
"""Parts of a page; a byline glued to the last paragraph; and what may tell the time when no masthead does."""
Effect = Literal["drop", "keep", "end"]


LONGEST_FURNITURE = 400
"""A line of more characters is a paragraph of the article, unless a rule says otherwise."""


class LineRule(BaseModel):
    """One rule as its TOML table says it.

    `keep` only reads the line; `end` drops it and all that follows, if what follows is what `below` says:
    lines that are no prose (`fragments`), or `anything` that is shorter than the article above it. `after`
    names the fragment that the line before must match; `set_right` asks that the page sets the line to the
    right, `called_author` that its element has the name of an author's. No line of more than `longest`
    characters is looked at. A `fallback` fills only fields that no other rule fills. `needs` are literals in
    lower case one of which every line holds that the pattern matches.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^clean\.[a-z0-9_]+$")
    note: str = Field(min_length=1)
    where: tuple[Zone, ...] = Field(min_length=1)
    effect: Effect
    below: Literal["fragments", "anything"] = "fragments"
    after: str | None = None
    set_right: bool = False
    called_author: bool = False
    longest: int = LONGEST_FURNITURE
    fallback: bool = False
    phrases: tuple[str, ...] = ()
    pattern: str | None = None
    needs: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_which_lines(self) -> "LineRule":
        if bool(self.phrases) == bool(self.pattern):
            raise ValueError("give either `phrases` or `pattern`")
        return self


@dataclass(frozen=True, slots=True)
class Reading:
    """What one rule reads off one line; `caption` is the line without its credit or byline.

    `time_of_day` is `16:12+07:00`, of a line that has no day.
    """

    rule: LineRule
    published_at: str | None = None
    time_of_day: str | None = None
    author: str | None = None
    photo_credits: tuple[str, ...] = ()
    caption: str | None = None
