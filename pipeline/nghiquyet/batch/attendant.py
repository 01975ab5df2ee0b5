"""What a worker of a cluster does with a chunk: read it, and have it done by a process of its own.

There, as on one machine, a pattern can be broken off, and an article that kills the process is found. Each
thread of the worker looks after one process, which stays from one chunk to the next.
"""

import multiprocessing
import pickle
import threading
from dataclasses import dataclass, field

from nghiquyet.batch.chunk import ChunkReport
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.pool import Pool
from nghiquyet.batch.reference import ChunkReference, Rereader


@dataclass(slots=True)
class _Attendant:
    """What a thread keeps from one chunk to the next."""

    make_task: bytes
    pool: Pool
    reread: Rereader = field(default_factory=Rereader)


_ATTENDANTS: dict[int, _Attendant] = {}
"""By the number of the thread."""


def do_reference(make_task: bytes, reference: ChunkReference) -> ChunkReport:
    """Do the chunk by the task that the pickled `make_task` makes. Raises OSError, WorkerError."""
    attendant = _attendant(make_task)
    chunk = attendant.reread(reference)
    try:
        [report] = filter(None, attendant.pool.run([chunk]))
    except WorkerError:
        attendant.pool.close()
        raise
    return report


def dismiss() -> None:
    """End the processes that the threads of this worker look after."""
    while _ATTENDANTS:
        _, attendant = _ATTENDANTS.popitem()
        attendant.pool.close()


def _attendant(make_task: bytes) -> _Attendant:
    thread = threading.get_ident()
    attendant = _ATTENDANTS.get(thread)
    if attendant is not None and attendant.make_task == make_task:
        return attendant
    if attendant is not None:  # of a run that was killed
        attendant.pool.close()
    # a worker may be marked as a process that has no children; ours end when their pipe closes
    multiprocessing.current_process().daemon = False
    attendant = _ATTENDANTS[thread] = _Attendant(make_task, Pool(pickle.loads(make_task), 1))
    return attendant
