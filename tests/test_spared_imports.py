"""A worker process does without what it never calls."""

import subprocess
import sys

_WORKER = """
import sys
from nghiquyet.spared_imports import spare_imports
spare_imports()
import pyarrow
from nghiquyet.pipeline import extract, load
print(pyarrow.array([1, 2]).to_pylist())
print([date.start_date for date in extract(load(), "Huyện ủy họp ngày 3/2/2024.")["dates"]])
print(sorted({"pandas", "weasel", "typer", "requests"} & sys.modules.keys()))
from spacy.cli.info import info
print(info)
"""


def test_it_works_and_has_imported_neither_pandas_nor_the_commands_of_spacy() -> None:
    done = subprocess.run([sys.executable, "-c", _WORKER], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[1, 2]", "['2024-02-03']", "[]", "None"]
