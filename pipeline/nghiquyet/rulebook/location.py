"""Where the shipped data lies: inside the package in a wheel, at the top of a checkout otherwise."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]


@cache
def _data_dir(name: str, landmark: str) -> Path:
    for base in (_CHECKOUT, _PACKAGE):
        if (base / "pyproject.toml").is_file() == (base == _CHECKOUT) and (base / name / landmark).is_file():
            return base / name
    raise FileNotFoundError(
        f"no {name}/ with {landmark}: neither in the package nor at the top of a checkout; reinstall nghiquyet"
    )


def rules_dir() -> Path:
    """The shipped rulebook. A checkout's own folder wins, so that an edit is seen at once."""
    return _data_dir("rules", "_fragments.toml")


def corpus_dir() -> Path:
    """The sample articles, gold, clean articles and baseline."""
    return _data_dir("corpus", "README.md")
