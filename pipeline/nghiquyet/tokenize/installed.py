"""What the installed underthesea brings: its models, its templates and its rules for syllables."""

import hashlib
import importlib
import importlib.metadata
import importlib.util
from pathlib import Path

from nghiquyet.tokenize.crf import read_crf
from nghiquyet.tokenize.numbering import build_model
from nghiquyet.tokenize.syllables import SyllableRules
from nghiquyet.tokenize.tables import Tables
from nghiquyet.tokenize.text_functions import IN_CORE, IN_PYTHON

_WORDS = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_POS = "pipeline/pos_tag/pos_crf_2017_10_11.bin"
_ENTITIES = "pipeline/ner/ner_crf_2017_10_12.bin"
_SYLLABLES = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
_FORMAT = 2  # raise when the tables made of the same files change


class UndertheseaError(RuntimeError):
    """The installed underthesea is not laid out as expected, or does not do what its tables say."""


def fingerprint() -> str:
    """Tells apart versions of underthesea and of its model files, without importing it.

    Raises UndertheseaError when a model file is missing.
    """
    digest = hashlib.blake2b(digest_size=16)
    folder = _folder()
    try:
        for name in ("underthesea", "underthesea_core"):
            digest.update(f"{importlib.metadata.version(name)}\0".encode())
        for model in (
            f"{_WORDS}/models.bin",
            f"{_WORDS}/features.bin",
            f"{_WORDS}/dictionary.bin",
            _POS,
            _ENTITIES,
            _SYLLABLES,
        ):
            digest.update((folder / model).read_bytes())
    except (OSError, importlib.metadata.PackageNotFoundError) as error:
        raise UndertheseaError(f"underthesea lacks a part: {error}") from error
    return f"{_FORMAT}-{digest.hexdigest()}"


def read_tables() -> Tables:
    """Make the tables from underthesea's files, its templates and its pattern; imports it.

    Raises UndertheseaError when something is not where, or not what, version 9.5 has it.
    """
    folder = _folder()
    try:
        load = importlib.import_module("joblib").load
        pos = importlib.import_module("underthesea.pipeline.pos_tag.model_crf").CRFPOSTagPredictor.Instance()
        entities = importlib.import_module("underthesea.pipeline.ner.model_crf").CRFNERPredictor.Instance()
        return Tables(
            rules=_syllable_rules(),
            words=build_model(
                read_crf(folder / _WORDS / "models.bin"),
                load(folder / _WORDS / "features.bin"),
                columns=(0,),
                tests=IN_CORE,
                spaced=False,
                dictionary=load(folder / _WORDS / "dictionary.bin"),
            ),
            pos=build_model(
                read_crf(folder / _POS),
                pos.transformer.template,
                columns=(0, 1),
                tests=IN_PYTHON,
                spaced=True,
            ),
            entities=build_model(
                read_crf(folder / _ENTITIES),
                entities.transformer.template,
                columns=(0, 1, 3),
                tests=IN_PYTHON,
                spaced=True,
            ),
        )
    except (ImportError, OSError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise UndertheseaError(f"cannot read underthesea's models: {error!r}") from error


def _folder() -> Path:
    specification = importlib.util.find_spec("underthesea")
    if specification is None or not specification.submodule_search_locations:
        raise UndertheseaError("underthesea is not installed")
    return Path(next(iter(specification.submodule_search_locations)))


def _syllable_rules() -> SyllableRules:
    cutting = importlib.import_module("underthesea.pipeline.word_tokenize.regex_tokenize")
    normalizing = importlib.import_module("underthesea.pipeline.text_normalize.token_normalize")
    characters = importlib.import_module("underthesea.pipeline.text_normalize.text_normalizer").character_map
    if any(len(wrong) != 1 or len(right) != 1 for wrong, right in characters.items()):
        raise ValueError("a character's normal form is not one character")
    normal_forms = {wrong: normalizing.token_normalize(wrong) for wrong in normalizing.token_map}
    return SyllableRules(cutting.regex_patterns_combine, dict(characters), normal_forms)
