"""Dask as an engine. Dask itself gives the chunk of a worker that dies to another, four times at most."""

from distributed import Client

from nghiquyet.batch.attendant import dismiss
from nghiquyet.batch.engine import MakeTask
from nghiquyet.batch.errors import WorkerError
from nghiquyet.batch.executor_engine import ExecutorEngine
from nghiquyet.batch.interrupt import interrupts_held

RETRIES = 1
"""Further attempts at a chunk that could not be read or written: a network may fail in passing."""
WORKERS_SECONDS = 60
"""The longest wait for the first worker of a cluster."""


class DaskEngine(ExecutorEngine):
    """Does chunks on the cluster of `scheduler`, an address, else on one of `workers` processes here.

    Raises WorkerError.
    """

    def __init__(self, make_task: MakeTask, workers: int, scheduler: str | None) -> None:
        try:
            self._client = Client(scheduler) if scheduler else _local_cluster(workers)
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except (OSError, RuntimeError, ValueError) as error:
            raise WorkerError(_explained(scheduler, error)) from error
        super().__init__(make_task, self._client.get_executor(pure=False, retries=RETRIES))

    @property
    def workers(self) -> int:
        """The threads of the cluster, each with a process of its own; workers may come and go."""
        try:
            return sum(self._client.nthreads().values())
        except OSError as error:
            raise WorkerError(
                f"the Dask scheduler is lost: {error}; start it again and give the same command"
            ) from error

    def close(self) -> None:
        if self._client.status == "running":
            self._client.run(dismiss)
        self._client.close()


def _local_cluster(workers: int) -> Client:
    with interrupts_held():
        return Client(n_workers=workers, threads_per_worker=1, memory_limit=0, dashboard_address=None)


def _explained(scheduler: str | None, error: Exception) -> str:
    if scheduler is None:
        return f"no Dask cluster starts on this machine: {error}; give the address of one with --scheduler"
    return f"{scheduler}: no Dask scheduler with workers there: {error}; start both, or check the address"
