"""Where articles come from, as ids, messages and tables name it."""

from dataclasses import dataclass

from nghiquyet.read.errors import ReadErrorName, read_error
from nghiquyet.records import ErrorRow

MAX_ARTICLE_BYTES = 16 * 1024 * 1024
"""The longest page, line, row or JSON object that is read."""

BOMB_RATIO = 200
"""Text packs to a fiftieth at best: what unpacks to more than this holds none."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, a file in an archive, or a line, row or record of one."""

    source: str
    article_id: str

    def line(self, number: int) -> "Origin":
        """Line, row or record `number` of this file, from 1."""
        return Origin(f"{self.source}:{number}", f"{self.article_id}:{number}")

    def member(self, name: str) -> "Origin":
        """File `name` of this archive."""
        return Origin(f"{self.source}/{name}", f"{self.article_id}/{name}")

    def error(self, error: ReadErrorName, **details: object) -> ErrorRow:
        """An error of what stands here."""
        return read_error(error, self.source, article_id=self.article_id, **details)

    def bomb(self) -> ErrorRow:
        """The error of a file that unpacks to too much."""
        return self.error("bomb", ratio=BOMB_RATIO)

    def too_long(self) -> ErrorRow:
        """The error of an article over the limit."""
        return self.error("too_long", limit=f"{MAX_ARTICLE_BYTES // 1024**2} MiB")
