"""Where the shipped data lies: inside the package in a wheel, at the top of a checkout otherwise."""

from functools import cache
from pathlib import Path

from nghiquyet.rulebook.errors import RuleError

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]


@cache
def _data_dir(name: str, landmark: str) -> Path:
    for base in (_CHECKOUT, _PACKAGE):
        if (base / "pyproject.toml").is_file() == (base == _CHECKOUT) and (base / name / landmark).is_file():
            return base / name
    raise FileNotFoundError(
        f"no {name}/ with {landmark}: neither in the package nor at the top of a checkout; "
        "reinstall nghiquyet"
    )


def rules_dir() -> Path:
    """The shipped rulebook. A checkout's own folder wins, so that an edit is seen at once."""
    return _data_dir("rules", "_fragments.toml")


def rule_folders(rules: Path | str | None = None) -> tuple[Path, ...]:
    """The folders that make a rulebook, each laid over the one before it.

    A folder of one's own is laid over the shipped one: its rules and fragments replace those of the same
    name, the words of its lists are added. A folder with a `gazetteer/` is a rulebook by itself.
    """
    if rules is None:
        return (rules_dir(),)
    folder = Path(rules)
    if not folder.is_dir():
        raise RuleError("no such folder", file=folder, help="name a folder of rules: DIR/<table>/<name>.toml")
    return (folder,) if (folder / "gazetteer").is_dir() else (rules_dir(), folder)


def corpus_dir() -> Path:
    """The sample articles, gold, clean articles and baseline."""
    return _data_dir("corpus", "README.md")
