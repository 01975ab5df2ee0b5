"""Chunks over the workers of a cluster: references go out, a worker reads, extracts and writes.

What a cluster library has to give is an executor of `concurrent.futures`.
"""

import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from itertools import islice

from nghiquyet.batch.attendant import do_reference
from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.engine import Engine, MakeTask
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.reference import refer


class ExecutorEngine(Engine):
    """Does chunks by an executor, which looks after its workers: the chunk of one that dies goes to another.

    A second cluster is a class with `workers` and `close`; where its workers outlive it, `close` calls
    `attendant.dismiss` in each.
    """

    def __init__(self, make_task: MakeTask, executor: Executor) -> None:
        self._make_task = pickle.dumps(make_task)
        self._executor = executor

    def run(self, chunks: Iterable[Chunk]) -> Iterator[ChunkReport | None]:
        rest = iter(chunks)
        going = set[Future[ChunkReport]]()
        while True:
            free = max(self.workers, 1) - len(going)
            going.update(self._submit(chunk) for chunk in islice(rest, max(free, 0)))
            if not going:
                return
            done, going = wait(going, return_when=FIRST_COMPLETED)
            yield from map(_report, done)

    def _submit(self, chunk: Chunk) -> Future[ChunkReport]:
        return self._executor.submit(do_reference, self._make_task, refer(chunk))


def _report(future: Future[ChunkReport]) -> ChunkReport:
    try:
        return future.result()
    except CancelledError as error:
        raise WorkerError("the cluster is lost; start it again and give the same command") from error
    except Exception as error:
        raise WorkerError(str(error)) from error
