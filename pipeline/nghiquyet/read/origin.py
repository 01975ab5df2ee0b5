"""Where articles come from, as ids, messages and tables name it."""

from dataclasses import dataclass

from nghiquyet.read.errors import ReadErrorName, read_error
from nghiquyet.records import ErrorRow

MAX_ARTICLE_BYTES = 16 * 1024 * 1024
"""The longest `.txt` file and the longest `.jsonl` line that are read."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, or a line of it."""

    source: str
    article_id: str

    def line(self, number: int) -> "Origin":
        """Line `number` of this file, from 1."""
        return Origin(f"{self.source}:{number}", f"{self.article_id}:{number}")

    def error(self, error: ReadErrorName, **details: object) -> ErrorRow:
        """An error of what stands here."""
        return read_error(error, self.source, article_id=self.article_id, **details)
