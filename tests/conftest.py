"""What the tests share: the pipeline, loaded once, and stand-ins for it."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from spacy.language import Language

from nghiquyet.batch.run import run
from nghiquyet.extractor import Extractor
from nghiquyet.rulebook.location import corpus_dir


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def nlp(extractor: Extractor) -> Language:
    return extractor.nlp


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the sample articles."""
    out = tmp_path_factory.mktemp("sample")
    run([corpus_dir() / "articles"], out, workers=1)
    return out


@pytest.fixture(scope="session")
def stand_ins() -> Iterator[ModuleType]:
    """The module `stand_ins`, which worker processes find too."""
    folder = str(Path(__file__).parent / "batch")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", folder, prepend=os.pathsep)
        import stand_ins  # noqa: PLC0415

        yield stand_ins
