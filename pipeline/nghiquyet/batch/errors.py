"""What ends a run before it is done."""


class OutputError(RuntimeError):
    """The output folder cannot be written."""


class WorkerError(RuntimeError):
    """The workers cannot go on, whatever the article: they do not start, or cannot write."""
