"""All that tagging needs, and its form as plain arrays."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nghiquyet.tokenize.phrases import PhraseTable
from nghiquyet.tokenize.sequence_model import Numbers, SequenceModel
from nghiquyet.tokenize.syllables import SyllableRules
from nghiquyet.tokenize.templates import Template

Arrays = Mapping[str, NDArray[Any]]

_MODELS = ("words", "pos", "entities")
_PHRASES = re.compile(r"(phrases\.(\d+)\.(\w*))\.words")


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The rules for syllables and the three models, each of which reads what the ones before it found."""

    rules: SyllableRules
    words: SequenceModel
    pos: SequenceModel
    entities: SequenceModel


def pack(tables: Tables) -> dict[str, NDArray[Any]]:
    """Tables as named arrays that hold no objects."""
    arrays: dict[str, NDArray[Any]] = {"rules": _pack_strings([json.dumps(asdict(tables.rules))])}
    for name in _MODELS:
        arrays |= {f"{name}.{key}": array for key, array in _pack_model(getattr(tables, name)).items()}
    return arrays


def unpack(arrays: Arrays) -> Tables:
    """Tables from what `pack` made."""
    (rules,) = _unpack_strings(arrays["rules"])
    models = {
        name: _unpack_model({key.removeprefix(f"{name}."): array for key, array in arrays.items()})
        for name in _MODELS
    }
    return Tables(SyllableRules(**json.loads(rules)), **models)


def _pack_model(model: SequenceModel) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {
        "labels": _pack_strings(model.labels),
        "templates": _pack_strings([template.prefix for template in model.templates]),
        "weights": model.weights,
        "transitions": model.transitions,
    }
    for key, parts in (("rows", model.rows), ("dictionary", model.dictionary)):
        arrays |= _pack_parts(key, parts)
    for (column, function), table in model.phrases.items():
        key = f"phrases.{column}.{function}"
        arrays[f"{key}.words"] = _pack_strings(table.words)
        arrays |= _pack_parts(f"{key}.keys", table.keys)
    return arrays


def _unpack_model(arrays: Arrays) -> SequenceModel:
    phrases = {}
    for key in arrays:
        if match := _PHRASES.fullmatch(key):
            table = PhraseTable(_unpack_strings(arrays[key]), _unpack_parts(f"{match[1]}.keys", arrays))
            phrases[int(match[2]), match[3]] = table
    return SequenceModel(
        labels=_unpack_strings(arrays["labels"]),
        weights=arrays["weights"],
        transitions=arrays["transitions"],
        templates=tuple(map(Template.parse, _unpack_strings(arrays["templates"]))),
        rows=_unpack_parts("rows", arrays),
        phrases=phrases,
        dictionary=_unpack_parts("dictionary", arrays),
    )


def _pack_parts(key: str, parts: Sequence[Numbers]) -> dict[str, NDArray[Any]]:
    """Several arrays as one: numbers fit 32 bits except the keys of phrases."""
    return {
        key: np.concatenate((np.empty(0, np.int64), *parts)),
        f"{key}.ends": np.cumsum([len(p) for p in parts]),
    }


def _unpack_parts(key: str, arrays: Arrays) -> tuple[Numbers, ...]:
    return tuple(np.split(arrays[key], arrays[f"{key}.ends"])[:-1])


def _pack_strings(strings: Iterable[str]) -> NDArray[np.uint8]:
    """Each string ends in a zero byte, which no CRFsuite string holds."""
    return np.frombuffer("".join(f"{string}\0" for string in strings).encode(), np.uint8)


def _unpack_strings(array: NDArray[Any]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\0")[:-1])
