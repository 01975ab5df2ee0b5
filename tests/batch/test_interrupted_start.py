"""Ctrl-C while a worker still starts: it is the parent that stops, in good order."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SLOW_TO_LOAD = """
import time, signal
time.sleep(3)  # imported by the worker before any of our code: Ctrl-C comes meanwhile

def make_task():
    return lambda chunk, announce: None

def main():
    from nghiquyet.batch.chunk import Chunk
    from nghiquyet.batch.pool import Pool
    signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
    pool = Pool(make_task, 1)
    print("starting", flush=True)
    for report in pool.run([Chunk(0, ())]):
        pass
    print("done", flush=True)

if __name__ == "__main__":
    main()
"""


def test_a_worker_that_is_loading_is_not_interrupted(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW_TO_LOAD, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "starting\n"
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "interrupted\ndone\n"), errors
