"""The work of a run: the articles in their order, cut into numbered chunks as they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nghiquyet.article import Item, RawArticle
from nghiquyet.batch.part import part_name
from nghiquyet.records import ErrorRow

CHUNK_ARTICLES = 192
"""Three times what goes through the stages together."""
CHUNK_CHARACTERS = 20_000_000
FIRST_CHUNK_ARTICLES = 16
"""The first chunks are short, so that there are records soon."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive items of a run. The number names its files, so that a chunk done again replaces itself."""

    number: int
    items: tuple[Item, ...]
    suspect: bool = False
    """A worker died of it: its items are done one at a time, to find the one to blame."""

    @property
    def file_name(self) -> str:
        """The name of its file in the folder of each table; names sort in the order of the chunks."""
        return part_name(self.number)


@dataclass(frozen=True, slots=True)
class ChunkReport:
    """What came of a chunk: its rows by table, its errors, and the most memory its worker has had."""

    rows: dict[str, int]
    errors: tuple[ErrorRow, ...]
    peak_memory: int

    @property
    def items(self) -> int:
        """Articles of the chunk: those with a row in `articles` and those lost to an error."""
        return self.rows["articles"] + sum(error.fatal for error in self.errors)


def cut(items: Iterable[Item], size: int = CHUNK_ARTICLES, first: int = 0) -> Iterator[Chunk]:
    """Chunks of `size` items, fewer at the start and where they are long, lazily; numbered from `first`."""
    number, part, characters = first, list[Item](), 0
    for item in items:
        wanted = size if number > first else min(size, FIRST_CHUNK_ARTICLES)
        if len(part) == wanted or characters >= CHUNK_CHARACTERS:
            yield Chunk(number, tuple(part))
            number, part, characters = number + 1, [], 0
        part.append(item)
        characters += len(item.body) if isinstance(item, RawArticle) else 0
    if part:
        yield Chunk(number, tuple(part))
