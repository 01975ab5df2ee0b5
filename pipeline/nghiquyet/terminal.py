"""Standard output and standard error, as the command uses them."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
        raise SystemExit(1) from None
