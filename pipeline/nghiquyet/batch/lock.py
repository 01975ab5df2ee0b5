"""One run at a time writes to a folder, and no worker that an earlier one has left."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from nghiquyet.batch.errors import OutputError, WorkerError

_RUN, _WORKERS = ".run.lock", ".workers.lock"


@contextmanager
def run_lock(out: Path) -> Iterator[None]:
    """Hold the folder for a run. Raises OutputError where another run holds it."""
    with (out / _RUN).open("w") as run:
        try:
            fcntl.flock(run, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"{out}: another run writes here; wait for it or choose another --out"
            ) from error
        yield


def admit_workers(out: Path) -> str:
    """The word that lets workers begin a chunk; those with another may no more. Waits for what they hold.

    Raises OSError.
    """
    word = uuid4().hex
    with (out / _WORKERS).open("a+") as workers:
        fcntl.flock(workers, fcntl.LOCK_EX)
        workers.truncate(0)
        workers.write(word)
    return word


@contextmanager
def admitted(out: Path, word: str) -> Iterator[None]:
    """Hold the folder for a chunk. Raises WorkerError where its run is over, OSError."""
    with (out / _WORKERS).open() as workers:
        fcntl.flock(workers, fcntl.LOCK_SH)
        if workers.read() != word:
            raise WorkerError(f"{out}: the run that this worker is of is over, or another has begun")
        yield
