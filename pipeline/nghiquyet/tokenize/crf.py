"""Read a CRFsuite model file: labels, attributes and their weights."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_STRINGS_HEADER = struct.Struct("<4sIIIII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_NEGLIGIBLE = 1e-10  # underthesea drops smaller weights when it loads a file


class CrfFormatError(ValueError):
    """The file is not a CRFsuite model of the layout known here."""


@dataclass(frozen=True, slots=True, eq=False)
class Crf:
    """A linear-chain CRF.

    `weights` is (attributes + 1) x labels: row 0 is zero and stands for "no such attribute", so the rows
    named by `attributes` begin at 1. `transitions[a, b]` is the weight of label b after label a.
    """

    labels: tuple[str, ...]
    attributes: dict[str, int]
    weights: NDArray[np.float64]
    transitions: NDArray[np.float64]


def read_crf(path: Path) -> Crf:
    """Read one model file. Raises CrfFormatError, or OSError when it cannot be opened."""
    data = path.read_bytes()
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError) as error:
        raise CrfFormatError(f"{path}: not a CRFsuite model that can be read ({error})") from error


def _parse(data: bytes) -> Crf:
    magic, _, kind, version, _, label_count, attribute_count, features_at, labels_at, attributes_at, *_ = (
        _HEADER.unpack_from(data)
    )
    if (magic, kind, version) != (b"lCRF", b"FOMC", 100):
        raise ValueError("unknown magic or version")
    labels = _strings(data, labels_at, label_count)
    attributes = _strings(data, attributes_at, attribute_count)
    if len(set(labels)) != label_count or len(set(attributes)) != attribute_count:
        raise ValueError("two labels or attributes of the same name")

    chunk, _, feature_count = struct.unpack_from("<4sII", data, features_at)
    if chunk != b"FEAT":
        raise ValueError("no features where the header says")
    features = np.frombuffer(data, _FEATURE, feature_count, features_at + 12)
    features = features[np.abs(features["weight"]) > _NEGLIGIBLE]
    of_state = features[features["kind"] == 0]
    of_transition = features[features["kind"] == 1]
    weights = np.zeros((attribute_count + 1, label_count))
    weights[of_state["source"].astype(np.int64) + 1, of_state["target"]] = of_state["weight"]
    transitions = np.zeros((label_count, label_count))
    transitions[of_transition["source"], of_transition["target"]] = of_transition["weight"]
    return Crf(tuple(labels), {name: row for row, name in enumerate(attributes, 1)}, weights, transitions)


def _strings(data: bytes, start: int, count: int) -> list[str]:
    """The strings of the constant database at `start`, by number; its offsets count from its own start."""
    magic, _, _, _, size, links = _STRINGS_HEADER.unpack_from(data, start)
    if magic != b"CQDB" or size < count:
        raise ValueError("no strings where the header says")
    strings: list[str] = []
    for (entry,) in struct.iter_unpack("<I", data[start + links : start + links + 4 * count]):
        number, length = struct.unpack_from("<II", data, start + entry)
        if number != len(strings):
            raise ValueError("strings out of order")
        strings.append(data[start + entry + 8 : start + entry + 7 + length].decode())  # ends in a zero byte
    if len(strings) != count:
        raise ValueError("strings cut short")
    return strings
