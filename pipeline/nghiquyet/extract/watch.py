"""A watch over matching: a pattern that does not come to an end is broken off.

`regex` can time a match itself, but that takes several times as long as most matches do. In a process of its
own, a timer that ticks now and then does the same for nothing.
"""

import atexit
import signal
from types import FrameType

TICK_SECONDS = 2.0
"""Processor time between two ticks. A turn of one tick ends after one to two of them."""


class Watch:
    """Breaks off a turn that has taken too many ticks with TimeoutError, once it has been started."""

    def __init__(self) -> None:
        self.started = False
        self._ticks_left: int | None = None

    def start(self) -> None:
        """Let the timer tick, for this process; only its main thread may ask for it."""
        signal.signal(signal.SIGVTALRM, self._tick)
        signal.setitimer(signal.ITIMER_VIRTUAL, TICK_SECONDS, TICK_SECONDS)
        atexit.register(self.stop)  # a tick that nobody waits for would kill the process
        self.started = True

    def stop(self) -> None:
        """Let the timer tick no more."""
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        self.started = False

    def begin(self, ticks: int = 1) -> None:
        """Begin a turn that may last `ticks` full ticks."""
        self._ticks_left = ticks

    def end(self) -> None:
        """End the turn: what follows takes the time that it takes."""
        self._ticks_left = None

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        if self._ticks_left is None:
            return
        self._ticks_left -= 1
        if self._ticks_left < 0:
            self._ticks_left = None
            raise TimeoutError("took too long")


WATCH = Watch()
