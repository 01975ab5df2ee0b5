"""Executes the notebooks and writes their outputs: `make notebooks`."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

import nghiquyet

FOLDER = Path(__file__).parent
TABLES = "NGHIQUYET_TABLES"
"""The variable that names the tables of an earlier run of the sample articles."""


def executed(path: Path, tables: Path) -> nbformat.NotebookNode:
    """A notebook as it comes out when it is run over `tables`."""
    notebook = nbformat.read(path, as_version=4)
    os.environ[TABLES] = str(tables)
    client = NotebookClient(
        notebook, timeout=120, record_timing=False, resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        nghiquyet.run([FOLDER.parent / "corpus" / "articles"], folder, workers=1)
        for path in sorted(FOLDER.glob("*.ipynb")):
            nbformat.write(executed(path, Path(folder)), path)
