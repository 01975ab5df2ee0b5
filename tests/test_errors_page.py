"""docs/errors.md has every exit code and error name that the program gives, and no other."""

import re
from pathlib import Path

import nghiquyet
from nghiquyet.clean.cleaner import CLEAN_ERRORS
from nghiquyet.read.errors import READ_ERRORS
from nghiquyet.terminal import Status

PAGE = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
PACKAGE = Path(nghiquyet.__file__).parent


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    return cells[2:]


def test_exit_codes() -> None:
    assert [int(row[0]) for row in rows("Exit codes of `nghiquyet`")] == [status.value for status in Status]


def test_error_names() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    elsewhere = re.findall(r'\berror="(\w+)"', source)
    assert elsewhere
    documented = [row[0].strip("`") for row in rows("Error names") if row[0].startswith("`")]
    assert sorted(documented) == sorted({*READ_ERRORS, *CLEAN_ERRORS, *elsewhere})


def test_each_error_is_said_of_the_stage_that_gives_it() -> None:
    stages = {row[0].strip("`"): row[1].split(", ") for row in rows("Error names")}
    assert [name for name in READ_ERRORS if "read" not in stages[name]] == []
    assert [name for name in CLEAN_ERRORS if "clean" not in stages[name]] == []
