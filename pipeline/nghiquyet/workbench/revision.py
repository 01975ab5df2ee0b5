"""The rules folder of a git revision, as it was then."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import regex

from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE
from nghiquyet.rulebook.wordlist import LISTS
from nghiquyet.workbench.bench import Bench

_HEADING = regex.compile(r"^\[(\w+)\]", regex.MULTILINE)


class RevisionError(ValueError):
    """A revision that cannot be had, with the reason."""


@contextmanager
def rules_of(against: str | None) -> Iterator[Path]:
    """The rules folder that `against` names: a folder, or a git revision of the shipped rules, else HEAD.

    Raises RevisionError.
    """
    if against and Path(against).is_dir():
        yield Path(against)
        return
    revision = against or "HEAD"
    current = rules_dir()
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(_archive(current, revision))) as archive:
            # before 3.11.4 there is no such filter; the archive is of git's own making
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder)
        _complete(Path(folder) / current.name, current)
        yield Path(folder) / current.name


def older_bench(rules: Path) -> Bench:
    """The bench of older rules. Raises RevisionError where the code of today cannot use them."""
    try:
        return Bench.load(rules)
    except (RuleError, KeyError, ValueError) as error:
        raise RevisionError(
            f"these rules do not fit the code of today, compare with newer ones: {error!r}"
        ) from error


def _complete(older: Path, current: Path) -> None:
    """Give older rules the lists and fragments that they lack and that the code of today asks for."""
    (older / "gazetteer").mkdir(exist_ok=True)
    for words in (current / LISTS).glob("*.tsv"):
        if not (older / LISTS / words.name).is_file():
            (older / LISTS).mkdir(exist_ok=True)
            shutil.copy(words, older / LISTS)
    had = {name for path in older.rglob(FRAGMENTS_FILE) for name in _fragments(path)}
    for path in current.rglob(FRAGMENTS_FILE):
        lacking = [text for name, text in _fragments(path).items() if name not in had]
        target = older / path.relative_to(current)
        target.parent.mkdir(exist_ok=True)
        with target.open("a", encoding="utf-8") as stream:
            stream.write("".join(f"\n{text}\n" for text in lacking))


def _fragments(path: Path) -> dict[str, str]:
    """The text of each fragment of a file, its heading included, by name."""
    parts = _HEADING.split(path.read_text(encoding="utf-8"))
    return {name: f"[{name}]{text}" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _archive(folder: Path, revision: str) -> bytes:
    try:
        # The parent's own tree: the paths in the archive then begin with the folder's name.
        done = subprocess.run(
            ["git", "archive", "--format=tar", revision, "--", folder.name],
            cwd=folder.parent, capture_output=True, check=False,
        )  # fmt: skip
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error}; give a folder of rules with --against") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise RevisionError(
            f"no rules of revision {revision!r} in {folder.parent}: {said}; "
            "give a revision of this checkout, or a folder of rules with --against"
        )
    return done.stdout
