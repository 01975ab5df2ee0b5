"""One run at a time writes to a folder, and no worker that an earlier one has left.

A filesystem that is not of this machine has no locks: there, a run marks the folder, and a worker that was
left in the midst of a chunk is not waited for.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.batch.mark import marked
from nghiquyet.filesystem import AnyPath, RemotePath

_RUN, _WORKERS, _WORD = ".run.lock", ".workers.lock", ".workers.word"


@contextmanager
def run_lock(out: AnyPath) -> Iterator[None]:
    """Hold the folder for a run. Raises OutputError where another run holds it."""
    with ExitStack() as held:
        try:
            if isinstance(out, RemotePath):
                held.enter_context(marked(out))
            else:
                held.enter_context(_locked(out / _RUN, fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise OutputError(
                f"{out}: another run writes here; wait for it or choose another --out"
            ) from error
        yield


def admit_workers(out: AnyPath) -> str:
    """The word that lets workers begin a chunk; those with another may no more. Waits for what they hold.

    Raises OSError.
    """
    word = uuid4().hex
    with _locked(out / _WORKERS, fcntl.LOCK_EX):
        (out / _WORD).write_text(word, encoding="ascii")
    return word


@contextmanager
def admitted(out: AnyPath, word: str) -> Iterator[None]:
    """Hold the folder for a chunk. Raises WorkerError where its run is over, OSError."""
    with _locked(out / _WORKERS, fcntl.LOCK_SH):
        if (out / _WORD).read_text(encoding="ascii") != word:
            raise WorkerError(f"{out}: the run that this worker is of is over, or another has begun")
        yield


@contextmanager
def _locked(path: AnyPath, operation: int) -> Iterator[None]:
    if isinstance(path, RemotePath):
        yield
        return
    with path.open("a") as held:
        fcntl.flock(held, operation)
        yield
