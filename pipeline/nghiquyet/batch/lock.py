"""One run at a time writes to a folder; the workers of a killed one are waited for."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nghiquyet.batch.errors import OutputError

_RUN, _WORKERS = ".run.lock", ".workers.lock"


@contextmanager
def run_lock(out: Path) -> Iterator[None]:
    """Hold the folder for a run. Raises OutputError where another run holds it."""
    with (out / _RUN).open("w") as run, (out / _WORKERS).open("w") as workers:
        try:
            fcntl.flock(run, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"{out}: another run writes here; wait for it or choose another --out"
            ) from error
        fcntl.flock(workers, fcntl.LOCK_EX)  # a worker ends when it finds that its run is gone
        fcntl.flock(workers, fcntl.LOCK_UN)
        yield


def hold_as_worker(out: Path) -> None:
    """Make a later run wait for this process to end. Raises OSError."""
    held = os.open(out / _WORKERS, os.O_RDWR | os.O_CREAT)
    fcntl.flock(held, fcntl.LOCK_SH)
