"""How fast the explorer answers over a run of any size: `python tests/explore/measure.py FOLDER [ARTICLES]`.

Writes ARTICLES made-up articles with ten targets each to FOLDER where there is nothing yet, starts the
explorer as a process of its own, and asks each view over HTTP: the median and the longest of nine answers,
the seconds until there is an address and until all views answer, and the most memory that the process took
(VmHWM, Linux).
"""

import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from html import unescape
from http import HTTPStatus
from pathlib import Path

from synthetic import write_run

TIMES = 9
SEARCHES = {
    "first page": "/",
    "targets, all": "/records",
    "targets, page 10,000": "/records?page=10000",
    "targets, two words": "/records?q=ket+nap+44",
    "targets, a word that is nowhere": "/records?q=khongcotunay",
    "targets, every filter": "/records?q=huyen&unit=so+12&indicator=ket+nap&document=12-NQ&period=2023",
    "documents, a symbol": "/records?table=documents&document=12-NQ",
    "dates, a quarter": "/records?table=dates&period=2023-Q1",
    "units, a name": "/records?table=units&q=so+12",
    "articles, words and year": "/records?table=articles&q=quy+4&period=2023",
    "series, all": "/targets",
    "series, a place": "/targets?q=ket+nap+so+12",
    "documents cited": "/documents",
    "unit activity": "/units?q=so+12",
    "contradictions": "/conflicts",
}


def get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())


def wait_until_prepared(site: str) -> None:
    """Ask for the first page until it is no longer the one that says how far the preparation is."""
    while True:
        try:
            get(site)
            return
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise


def measure(folder: Path) -> None:
    """Print a line a view."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "nghiquyet", "explore", str(folder), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as explorer:
        assert explorer.stdout is not None
        site = explorer.stdout.readline().split()[0].rstrip("/")
        print(f"{'an address after':34} {time.perf_counter() - began:6.1f} s")
        wait_until_prepared(site)
        print(f"{'all views after':34} {time.perf_counter() - began:6.1f} s")
        series = unescape(re.findall(r'href="(/series\?id=[^"]+)"', get(f"{site}/targets"))[0])
        record = unescape(re.findall(r'href="(/article\?id=[^"#]+record=[^"#]+)', get(site + series))[0])
        for name, path in {
            **SEARCHES,
            "a target along time": series,
            "an article and a record": record,
        }.items():
            seconds = []
            for _ in range(TIMES):
                asked = time.perf_counter()
                get(site + path)
                seconds.append(time.perf_counter() - asked)
            print(
                f"{name:34} {statistics.median(seconds) * 1000:6.0f} ms, longest {max(seconds) * 1000:.0f} ms"
            )
        status = Path(f"/proc/{explorer.pid}/status").read_text(encoding="utf-8")
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+)", status)
        print(f"{'most memory':34} {int(kilobytes) / 1024:6.0f} MB")
        explorer.terminate()


if __name__ == "__main__":
    tables = Path(sys.argv[1])
    if not (tables / "articles").exists():
        write_run(tables, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    measure(tables)
