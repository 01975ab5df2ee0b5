"""Chunks by reference: where their articles are read, for workers that read them themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from nghiquyet.article import Item, Place, RawArticle
from nghiquyet.batch.chunk import Chunk
from nghiquyet.batch.manifest import item_digest
from nghiquyet.read.errors import read_error


@dataclass(frozen=True, slots=True)
class Reference:
    """An article by its place; the id is the one that was settled among all articles."""

    place: Place
    article_id: str
    source: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class ChunkReference:
    """A chunk whose articles are still to be read; what has no place to be read again goes as it is."""

    number: int
    items: tuple[Item | Reference, ...]


def refer(chunk: Chunk) -> ChunkReference:
    """The chunk without the texts of its articles."""
    return ChunkReference(chunk.number, tuple(map(_refer, chunk.items)))


def _refer(item: Item) -> Item | Reference:
    if isinstance(item, RawArticle) and item.place is not None:
        return Reference(item.place, item.article_id, item.source, item_digest(item, ""))
    return item


class Rereader:
    """Reads what references name. It goes on in a file where it stopped, as chunks come in their order."""

    def __init__(self) -> None:
        self._items: Iterator[Item] = iter(())
        self._next: Place | None = None

    def __call__(self, reference: ChunkReference) -> Chunk:
        """The chunk with its articles; one that is not what it was is a fatal error. Raises OSError."""
        items = (self._read(item) if isinstance(item, Reference) else item for item in reference.items)
        return Chunk(reference.number, tuple(items))

    def _read(self, reference: Reference) -> Item:
        place = reference.place
        if self._next is None or self._next.file != place.file or self._next.number > place.number:
            self._items, self._next = place.file.read(), replace(place, number=0)
        item = next(islice(self._items, place.number - self._next.number, None), None)
        self._next = replace(place, number=place.number + 1)
        if isinstance(item, RawArticle):
            item = replace(item, article_id=reference.article_id)
        if item is None or item_digest(item, "") != reference.digest:
            return read_error("changed", reference.source, article_id=reference.article_id)
        return item
