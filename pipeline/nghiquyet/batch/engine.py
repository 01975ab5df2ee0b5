"""What does the chunks of a run: processes of this machine, or a cluster."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Literal, Self

from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.errors import WorkerError

EngineName = Literal["local", "dask"]

Announce = Callable[[int], None]
Task = Callable[[Chunk, Announce], ChunkReport]
"""Does a chunk and writes its files; tells the position of the items whose turn it is."""
MakeTask = Callable[[], Task]
"""Loads what a worker needs, once in each; must pickle."""


class Engine(ABC):
    """Does chunks by processes, wherever they are; ends them when it is left."""

    @property
    @abstractmethod
    def workers(self) -> int:
        """How many processes there are, or would be."""

    @property
    def items_under_way(self) -> int:
        """Items done of the chunks that are not, as far as it is known."""
        return 0

    @abstractmethod
    def run(self, chunks: Iterable[Chunk]) -> Iterator[ChunkReport | None]:
        """A report a chunk, as they come; None where there is other news of a worker. Raises WorkerError.

        Chunks are taken from `chunks` as workers become free, one ahead at most.
        """

    @abstractmethod
    def close(self) -> None:
        """End the workers."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_engine(name: EngineName, make_task: MakeTask, workers: int, scheduler: str | None) -> Engine:
    """The engine of this name, on the cluster of `scheduler` where it takes one. Raises WorkerError."""
    if name == "local":
        from nghiquyet.batch.pool import Pool  # noqa: PLC0415

        return Pool(make_task, workers)
    try:
        from nghiquyet.batch.dask_engine import DaskEngine  # noqa: PLC0415
    except ImportError as error:
        raise WorkerError(
            f"the engine {name} is not installed ({error}); pip install 'nghiquyet[cluster]'"
        ) from error
    return DaskEngine(make_task, workers, scheduler)
