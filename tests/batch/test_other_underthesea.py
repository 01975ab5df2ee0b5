"""A run beside an underthesea that our tagger cannot drive: slower, warned of, and with the same rows."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from batch.tables import rows
from nghiquyet.rulebook.location import corpus_dir


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with an underthesea whose models lie where nobody looks for them."""
    installed = find_spec("underthesea")
    assert installed is not None
    assert installed.origin is not None
    package = tmp_path / "elsewhere" / "underthesea"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        f"__path__.append({str(Path(installed.origin).parent)!r})\n"
        f"exec(open({installed.origin!r}, encoding='utf-8').read())\n"
    )
    return package.parent


def test_the_run_warns_and_makes_the_same_rows(elsewhere: Path, sample_run: Path, tmp_path: Path) -> None:
    article, out = corpus_dir() / "articles" / "cau-ke-2023-quy-1.txt", tmp_path / "out"
    path = os.pathsep.join(filter(None, [str(elsewhere), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "nghiquyet", "run", str(article), "--out", str(out), "--workers", "1"],
        env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "tagging slowly, with underthesea itself: underthesea lacks a part" in done.stderr
    for table, found in rows(out).items():
        of_the_sample = (
            row for row in rows(sample_run)[table] if json.loads(row)["article_id"] == article.name
        )
        assert found == list(of_the_sample)
    assert len(rows(out)["targets"]) > 0
