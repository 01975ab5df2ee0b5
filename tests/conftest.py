"""What the tests share: the pipeline, loaded once."""

from pathlib import Path

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
