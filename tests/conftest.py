"""What the tests share: the pipeline, loaded once."""

import pytest
from spacy.language import Language

from nghiquyet.extractor import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def nlp(extractor: Extractor) -> Language:
    return extractor.nlp
