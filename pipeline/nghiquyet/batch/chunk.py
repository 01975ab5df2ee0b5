"""The work of a run: the articles in their order, cut into numbered chunks as they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nghiquyet.article import Item, RawArticle
from nghiquyet.records import ErrorRow

CHUNK_ARTICLES = 200
CHUNK_CHARACTERS = 20_000_000
PART_PATTERN = "part-*.parquet"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive items of a run. The number names its files, so that a chunk done again replaces itself."""

    number: int
    items: tuple[Item, ...]

    @property
    def file_name(self) -> str:
        """The name of its file in the folder of each table; names sort in the order of the chunks."""
        return f"part-{self.number:06}.parquet"


@dataclass(frozen=True, slots=True)
class ChunkReport:
    """What came of a chunk: its rows by table, the files that were written (below `out`), its errors."""

    rows: dict[str, int]
    files: tuple[str, ...]
    errors: tuple[ErrorRow, ...]


def cut(items: Iterable[Item], size: int = CHUNK_ARTICLES) -> Iterator[Chunk]:
    """Chunks of `size` items, fewer where they are long, lazily; an empty one where there is no item."""
    number, part, characters = 0, list[Item](), 0
    for item in items:
        if len(part) == size or characters >= CHUNK_CHARACTERS:
            yield Chunk(number, tuple(part))
            number, part, characters = number + 1, [], 0
        part.append(item)
        characters += len(item.body) if isinstance(item, RawArticle) else 0
    yield Chunk(number, tuple(part))
