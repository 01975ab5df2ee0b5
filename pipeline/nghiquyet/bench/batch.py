"""One measured run of this pipeline, a process of its own: its arguments are those of `main`."""

import json
import sys
import time
from pathlib import Path

from nghiquyet.batch.run import RunProgress, run


def main(articles: Path, out: Path, workers: int, ner: bool, chunk_size: int) -> None:
    """Print as JSON: seconds to the first records, articles a second later on, peak bytes a worker."""
    began = time.perf_counter()
    marks: list[tuple[float, RunProgress]] = []

    def watch(progress: RunProgress) -> None:
        if progress.written > (marks[-1][1].written if marks else 0):
            marks.append((time.perf_counter() - began, progress))

    run([articles], out, workers=workers, ner=ner, watch=watch, chunk_size=chunk_size)
    seconds = time.perf_counter() - began
    start, first = marks[workers]  # by then every worker has loaded and written
    end, last = marks[-1]
    settled = next(mark.peak_memory for _, mark in marks if mark.written >= last.written / 2)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "first_records": marks[0][0],
                "articles_per_second": (last.written - first.articles) / (end - start),
                "peak_bytes": last.peak_memory,
                "growth_bytes": last.peak_memory - settled,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "full", int(sys.argv[5]))
