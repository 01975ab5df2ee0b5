"""Standard output and standard error, as the command uses them."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Status(IntEnum):
    """What the command ends with; docs/errors.md has the same table."""

    DONE = 0
    ERRORS = 1
    """Something went wrong with articles or rules; the rest is done."""
    CANNOT_WORK = 2
    """Nothing could be done."""
    INTERRUPTED = 130
    """Ctrl-C, as of any command."""


class StandardErrorHandler(logging.Handler):
    """Prints messages to whatever standard error is now: a progress bar redirects it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message."""
        print(self.format(record), file=sys.stderr)


@contextmanager
def tolerate_closed_pipe() -> Iterator[None]:
    """End quietly when the reader of standard output has gone, as in `nghiquyet extract … | head`."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(Status.ERRORS) from None
