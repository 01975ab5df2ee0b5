"""What the tests of runs share: the stand-ins for the pipeline."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def stand_ins() -> Iterator[ModuleType]:
    """The module `stand_ins`, which worker processes find too."""
    folder = str(Path(__file__).parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", folder, prepend=os.pathsep)
        import stand_ins  # noqa: PLC0415

        yield stand_ins
