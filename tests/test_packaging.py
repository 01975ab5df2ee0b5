"""The wheel works without the checkout: in an environment of its own, from another folder."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(target: str, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`nghiquyet` of the installed wheel; its dependencies are those of the tests' own environment."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel],
        check=True,
        capture_output=True,
    )
    packages = sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)})
    Path(packages, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin" / "nghiquyet"


def run(command: Path, *arguments: object, folder: Path) -> "subprocess.CompletedProcess[str]":
    isolated = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [command, *map(str, arguments)],
        cwd=folder,
        env=isolated,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_the_rules_and_the_corpus_and_no_notebook(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert {f"nghiquyet/{name}" for name in shipped} <= names
    assert "nghiquyet/corpus/baseline.json" in names
    assert "nghiquyet/explore/page.html.jinja" in names
    assert not any("tests/" in name or name.endswith(".ipynb") for name in names)


def test_the_source_archive_holds_what_the_tests_need(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        folders = {name.split("/")[1] for name in archive.getnames()}
    assert {"pipeline", "rules", "corpus", "tests", "docs", "README.md", "LICENSE"} <= folders


def test_the_installed_command_extracts(command: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ngày 10/5/2021, Huyện ủy Ba Tri kết nạp 58/130 đảng viên (đạt 44,62%).")
    done = run(command, "extract", "a.txt", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [m["surface"] for m in json.loads(done.stdout)["targets"]] == ["58/130 đảng viên (đạt 44,62%)"]


def test_the_installed_command_checks_the_rules_that_came_with_it(command: Path, tmp_path: Path) -> None:
    code = "from nghiquyet.rulebook import location as at; print(at.rules_dir(), at.corpus_dir())"
    rules, corpus = map(Path, run(command.with_name("python"), "-c", code, folder=tmp_path).stdout.split())
    assert rules.is_relative_to(command.parents[1])
    assert corpus == rules.with_name("corpus")
    done = run(command, "rules", "check", rules / "dates" / "days.toml", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" rules, 0 problems\n")
