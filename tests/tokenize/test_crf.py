"""Reading CRFsuite files."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from nghiquyet.tokenize.crf import CrfFormatError, read_crf


@pytest.fixture(scope="module")
def model() -> Path:
    specification = find_spec("underthesea")
    assert specification is not None
    assert specification.submodule_search_locations is not None
    return Path(specification.submodule_search_locations[0]) / "pipeline" / "ner" / "ner_crf_2017_10_12.bin"


def test_reads_labels_attributes_and_weights(model: Path) -> None:
    crf = read_crf(model)
    assert set(crf.labels) == {
        f"{place}-{kind}" for place in "BI" for kind in ("PER", "LOC", "ORG", "MISC")
    } | {"O"}
    assert crf.weights.shape == (len(crf.attributes) + 1, len(crf.labels))
    assert not crf.weights[0].any()
    person = crf.weights[crf.attributes["T[-1]=ông"]]
    assert crf.labels[person.argmax()] == "B-PER"
    assert crf.transitions[crf.labels.index("B-PER"), crf.labels.index("I-PER")] > 0


@pytest.mark.parametrize("kept", [0, 3, 40, 60, 30_000, 60_000, 100_000])
def test_damaged_files_are_refused(model: Path, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(model.read_bytes()[:kept])
    with pytest.raises(CrfFormatError, match=r"model\.bin"):
        read_crf(path)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"x" * 1000)
    with pytest.raises(CrfFormatError, match="magic"):
        read_crf(path)
