"""Worker processes of our own: one that dies costs an article, never the run.

`concurrent.futures` gives up every chunk in flight when a process dies, and cannot say which article it was.
Here each process has its own pipe, says which item it works on, and is replaced when it dies.
"""

import multiprocessing
import signal
import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait

from nghiquyet.article import Item
from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.engine import Engine, MakeTask
from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.batch.interrupt import interrupts_held
from nghiquyet.records import ErrorRow
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.spared_imports import spare_imports

ATTEMPTS = 2
"""Deaths on one item before it is taken for their cause."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Done:
    report: ChunkReport


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: str


_READY = "ready"


def _serve(connection: Connection, make_task: MakeTask) -> None:
    """The life of a worker process: chunks come in, positions and reports go out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends its workers
    spare_imports()
    with suppress(BrokenPipeError):  # the parent is gone
        try:
            task = make_task()
            connection.send(_READY)
            while (chunk := _next_chunk(connection)) is not None:
                connection.send(_Done(task(chunk, connection.send)))
        except BrokenPipeError:
            raise
        except (OSError, OutputError, RuleError, WorkerError) as error:
            connection.send(_Failed(str(error)))
        except Exception as error:
            traceback.print_exc()
            connection.send(_Failed(f"{type(error).__name__}: {error}"))


def _next_chunk(connection: Connection) -> Chunk | None:
    try:
        chunk: Chunk = connection.recv()
    except EOFError:
        return None
    return chunk


class _Worker:
    """The parent's side of one process: the chunk it has, and how far it has come with it."""

    def __init__(self, make_task: MakeTask, chunk: Chunk) -> None:
        self.connection, far_end = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(far_end, make_task), daemon=True)
        with interrupts_held():
            self.process.start()
        far_end.close()
        self.chunk: Chunk | None = chunk
        self.position: int | None = None
        self.ready = False

    def give(self, chunk: Chunk) -> None:
        """Hand it a chunk, now or as soon as it has loaded: a pipe holds less than a chunk."""
        self.chunk = chunk
        if self.ready:
            self.position = 0
            self.connection.send(chunk)

    def stop(self) -> None:
        """End the process; one that has nothing to do ends by itself."""
        self.connection.close()
        if self.chunk is not None:
            self.process.terminate()
        self.process.join()


class Pool(Engine):
    """Up to `workers` processes that do chunks; each calls `make_task`, which must pickle, once."""

    def __init__(self, make_task: MakeTask, workers: int) -> None:
        self.make_task = make_task
        self.size = workers
        self._workers: list[_Worker] = []
        self._again: deque[Chunk] = deque()
        self._ahead: Chunk | None = None
        self._deaths: Counter[tuple[int, int]] = Counter()

    @property
    def workers(self) -> int:
        return self.size

    @property
    def items_under_way(self) -> int:
        return sum(worker.position or 0 for worker in self._workers)

    def run(self, chunks: Iterable[Chunk]) -> Iterator[ChunkReport | None]:
        rest = iter(chunks)
        while True:
            self._hand_out(rest)
            busy = {worker.connection: worker for worker in self._workers if worker.chunk is not None}
            if not busy:
                return
            if self._ahead is None:  # read while the workers are busy: none waits for it
                self._ahead = next(rest, None)
            for connection in wait(list(busy)):
                yield self._hear(busy[connection])  # type: ignore[index]

    def close(self) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def _hand_out(self, rest: Iterator[Chunk]) -> None:
        idle = [worker for worker in self._workers if worker.chunk is None]
        while idle or len(self._workers) < self.size:
            chunk = self._next(rest)
            if chunk is None:
                return
            if not idle:
                self._workers.append(_Worker(self.make_task, chunk))
                continue
            worker = idle.pop()
            try:
                worker.give(chunk)
            except ConnectionError:
                self._bury(worker, chunk)

    def _next(self, rest: Iterator[Chunk]) -> Chunk | None:
        if self._again:
            return self._again.popleft()
        if self._ahead is None:
            return next(rest, None)
        chunk, self._ahead = self._ahead, None
        return chunk

    def _hear(self, worker: _Worker) -> ChunkReport | None:
        assert worker.chunk is not None
        try:
            message = worker.connection.recv()
            if message == _READY:
                worker.ready = True
                worker.give(worker.chunk)
                return None
        except (EOFError, ConnectionError):
            self._bury(worker, worker.chunk)
            return None
        if isinstance(message, _Failed):
            raise WorkerError(message.reason)
        if isinstance(message, _Done):
            worker.chunk, worker.position = None, None
            return message.report
        worker.position = message
        return None

    def _bury(self, worker: _Worker, chunk: Chunk) -> None:
        """Take a dead worker out; its chunk is done again, without the item that has killed too often."""
        self._workers.remove(worker)
        worker.stop()
        if worker.position is None:
            raise WorkerError(
                f"a worker process ended with status {worker.process.exitcode} while it started"
            )
        position = worker.position
        if chunk.suspect or position == len(chunk.items):
            self._deaths[chunk.number, position] += 1
        if self._deaths[chunk.number, position] >= ATTEMPTS:
            if position == len(chunk.items):
                raise WorkerError(f"worker processes ended while they wrote {chunk.file_name}")
            lost = _lost(chunk.items[position], worker.process.exitcode)
            chunk = replace(chunk, items=(*chunk.items[:position], lost, *chunk.items[position + 1 :]))
        self._again.append(replace(chunk, suspect=True))


def _lost(item: Item, status: int | None) -> ErrorRow:
    message = (
        f"{item.source}: the worker process ended with status {status} on this article, {ATTEMPTS} times"
    )
    return ErrorRow(
        article_id=item.article_id,
        source=item.source,
        stage="worker",
        error="WorkerDied",
        message=message,
        fatal=True,
    )
