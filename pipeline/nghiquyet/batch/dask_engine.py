"""Chunks over the workers of a Dask cluster: references go out, a worker reads, extracts and writes.

A thread of a Dask worker looks after a process of its own, as a run on one machine does: there a pattern can
be broken off, and an article that kills the process is found. The chunk of a Dask worker that dies goes to
another.
"""

import multiprocessing
import pickle
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from distributed import Client, as_completed

from nghiquyet.batch.chunk import Chunk, ChunkReport
from nghiquyet.batch.engine import Engine, MakeTask
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.pool import Pool
from nghiquyet.batch.reference import ChunkReference, Rereader, refer

RETRIES = 1
"""Further attempts at a chunk that could not be read or written: a network may fail in passing."""
WORKERS_SECONDS = 60
"""The longest wait for the first worker of a cluster."""
_LOCAL_CLUSTER = {"threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}


class DaskEngine(Engine):
    """Does chunks on the cluster of `scheduler`, an address, else on one of `workers` processes here.

    Raises WorkerError.
    """

    def __init__(self, make_task: MakeTask, workers: int, scheduler: str | None) -> None:
        self._make_task = pickle.dumps(make_task)
        try:
            self._client = Client(scheduler) if scheduler else Client(n_workers=workers, **_LOCAL_CLUSTER)
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise WorkerError(f"{scheduler}: no Dask scheduler with workers there: {error}") from error
        if scheduler is None:
            # Ctrl-C comes to all processes of a terminal, and is for the run to handle
            self._client.run(signal.signal, signal.SIGINT, signal.SIG_IGN)

    @property
    def workers(self) -> int:
        """The threads of the cluster, each with a process of its own; workers may come and go."""
        return sum(self._client.nthreads().values())

    def run(self, chunks: Iterable[Chunk]) -> Iterator[ChunkReport | None]:
        rest = iter(chunks)
        going = as_completed()
        self._hand_out(rest, going)
        for future in going:
            try:
                report: ChunkReport = future.result()
            except Exception as error:
                raise WorkerError(str(error)) from error
            self._hand_out(rest, going)
            yield report

    def close(self) -> None:
        self._client.run(_close_pools)
        self._client.close()

    def _hand_out(self, rest: Iterator[Chunk], going: as_completed) -> None:
        while going.count() < max(self.workers, 1) and (chunk := next(rest, None)) is not None:
            going.add(self._client.submit(_do, self._make_task, refer(chunk), pure=False, retries=RETRIES))


@dataclass(slots=True)
class _Attendant:
    """What a thread of a Dask worker keeps from one chunk to the next."""

    make_task: bytes
    pool: Pool
    reread: Rereader = field(default_factory=Rereader)


_ATTENDANTS: dict[int, _Attendant] = {}
"""By the number of the thread."""


def _do(make_task: bytes, reference: ChunkReference) -> ChunkReport:
    thread = threading.get_ident()
    if thread not in _ATTENDANTS or _ATTENDANTS[thread].make_task != make_task:
        # Dask marks its workers as processes that may have no children; ours end when their pipe closes
        multiprocessing.current_process().daemon = False
        _ATTENDANTS[thread] = _Attendant(make_task, Pool(pickle.loads(make_task), 1))
    attendant = _ATTENDANTS[thread]
    try:
        [report] = filter(None, attendant.pool.run([attendant.reread(reference)]))
    except WorkerError:
        attendant.pool.close()
        raise
    return report


def _close_pools() -> None:
    while _ATTENDANTS:
        _, attendant = _ATTENDANTS.popitem()
        attendant.pool.close()
