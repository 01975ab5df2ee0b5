"""A bench of few rules on the shipped pipeline."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.workbench.bench import Bench

MakeBench = Callable[..., Bench]


@pytest.fixture
def bench_of(nlp: Language, tmp_path: Path) -> MakeBench:
    """Makes a bench whose rules are those of one text, beside the shipped fragments and lists."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()

    def make(rules: str, table: str = "dates") -> Bench:
        folder = tmp_path / f"rules{len(list(tmp_path.iterdir()))}"
        shutil.copytree(rules_dir(), folder, ignore=shutil.ignore_patterns("[!_]*.toml", "units.tsv"))
        (folder / table / "test.toml").write_text(rules, encoding="utf-8")
        return Bench(nlp, Rulebook.load(folder), corpus)

    return make


@pytest.fixture
def sample_article(tmp_path: Path) -> Callable[..., Path]:
    """Writes a labelled article into the corpus of the benches."""

    def write(folder: str, article_id: str, text: str, **tables: object) -> Path:
        path = tmp_path / "corpus" / folder / f"{article_id}.json"
        path.parent.mkdir(exist_ok=True)
        article = {"article_id": article_id, "title": text[:20], "published_at": "2021-05-12", "text": text}
        path.write_text(json.dumps(article | tables), encoding="utf-8")
        return path

    return write
