"""What a run shows while it works, on standard error."""

import logging
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from nghiquyet.batch.run import RunProgress

LINE_SECONDS = 10.0
"""Time between two lines of progress where there is no terminal."""

log = logging.getLogger("nghiquyet")


class RunDisplay:
    """Follows a run: a bar on a terminal, a line now and then elsewhere, each error as it comes to light."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._last_line = time.monotonic()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed:,} articles"),
            BarColumn(),
            TextColumn("{task.fields[errors]:,} errors"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None, errors=0)
        self._errors = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, progress: RunProgress) -> None:
        """Take note of how far the run has come."""
        for error in progress.errors:
            log.error("%s", error.message)
        self._errors += len(progress.errors)
        self._bar.update(self._task, completed=progress.articles, errors=self._errors)
        if self._bar.disable and progress.articles and time.monotonic() - self._last_line >= LINE_SECONDS:
            self._last_line = time.monotonic()
            log.info("%s articles, %s errors", f"{progress.articles:,}", f"{self._errors:,}")
