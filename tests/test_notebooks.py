"""The notebooks run from the sample articles, and give what they show."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from refresh import FOLDER, executed

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def shown(notebook: nbformat.NotebookNode) -> list[list[Any]]:
    """The outputs of each cell; of a picture its size alone, for its bytes follow the machine's fonts."""
    return [
        [
            output.get("text") or output.get("data", {}).get("text/plain")
            for output in cell.outputs
            if output.get("name") != "stderr"
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_what_it_shows(path: Path, sample_run: Path) -> None:
    assert shown(executed(path, sample_run)) == shown(nbformat.read(path, 4)), "run `make notebooks`"


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 2
