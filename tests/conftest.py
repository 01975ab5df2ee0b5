"""What the tests share: the pipeline, loaded once."""

from pathlib import Path

import pytest
from spacy.language import Language

from nghiquyet.batch.chunk import cut
from nghiquyet.batch.worker import ChunkWriter
from nghiquyet.extractor import Extractor
from nghiquyet.read import read_articles
from nghiquyet.records import TABLES
from nghiquyet.rulebook.location import corpus_dir


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def nlp(extractor: Extractor) -> Language:
    return extractor.nlp


@pytest.fixture(scope="session")
def sample_run(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the sample articles, as `nghiquyet run` writes them."""
    out = tmp_path_factory.mktemp("sample")
    for table in TABLES:
        (out / table).mkdir()
    write = ChunkWriter(out, extractor, "sample")
    for chunk in cut(read_articles([corpus_dir() / "articles"])):
        write(chunk, lambda position: None)
    return out
