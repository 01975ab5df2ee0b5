"""One run at a time where a filesystem has no locks: a run marks the folder, and renews its mark.

A run that finds the mark of another watches it: where it is renewed, that run is at work; where not, it was
killed. So no clock is compared with that of another machine. Of two that begin at once each has made its mark
before it looks for others, so that never both go on.
"""

import logging
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from uuid import uuid4

from nghiquyet.batch.errors import OutputError
from nghiquyet.filesystem import RemotePath

RENEWED_SECONDS = 10.0
SILENT_SECONDS = 60.0
"""A mark that is not renewed for so long is of a run that was killed."""

_MARKS = ".run.*.mark"

log = logging.getLogger("nghiquyet")


@contextmanager
def marked(out: RemotePath) -> Iterator[None]:
    """Hold the folder for a run. Raises OutputError where another run holds it, OSError."""
    own = out / _MARKS.replace("*", uuid4().hex)
    ended = Event()
    renewing = Thread(target=_renew, args=(own, ended), daemon=True)
    _write(own)
    renewing.start()
    try:
        for other in [mark for mark in out.glob(_MARKS) if mark.name != own.name]:
            _wait_until_silent(out, other)
        yield
    finally:
        ended.set()
        renewing.join()
        own.unlink(missing_ok=True)


def _renew(own: RemotePath, ended: Event) -> None:
    while not ended.wait(RENEWED_SECONDS):
        with suppress(OSError):  # a network may fail in passing
            _write(own)


def _write(own: RemotePath) -> None:
    own.write_text(f"{platform.node()}, process {os.getpid()}, at {time.time():.3f}", encoding="utf-8")


def _wait_until_silent(out: RemotePath, mark: RemotePath) -> None:
    """Remove the mark of a run that was killed. Raises OutputError where it is renewed."""
    found = first = _read(mark)
    until = time.monotonic() + SILENT_SECONDS
    if found is not None:
        log.info("%s: waiting for %g s to see whether the run of %s is alive", out, SILENT_SECONDS, found)
    while found is not None and time.monotonic() < until:
        if found != first:
            run = found or first  # one of the two readings may have met the mark while it was written
            raise OutputError(f"{out}: the run of {run} writes here; wait for it or choose another --out")
        time.sleep(RENEWED_SECONDS / 2)
        found = _read(mark)
    mark.unlink(missing_ok=True)


def _read(mark: RemotePath) -> str | None:
    """Whose it is and when it was renewed; None where it is gone."""
    try:
        return mark.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
