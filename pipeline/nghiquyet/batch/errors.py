"""What ends a run before it is done."""


class OutputError(RuntimeError):
    """The output folder cannot be written; what is in it is whole."""


class InterruptedRunError(RuntimeError):
    """The run was asked to stop; what it held is written, and the same run goes on from there."""


class WorkerError(RuntimeError):
    """The workers cannot go on, whatever the article: they do not start, or cannot write."""
