"""The corpus is consistent, and the pipeline keeps what it has reached on it."""

import datetime
import json
import unicodedata
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from spacy.language import Language

from nghiquyet.evaluate.baseline import BASELINE_FILE, fallen, floors, read_baseline
from nghiquyet.evaluate.gold import predict, read_gold, score_groups
from nghiquyet.evaluate.score import match
from nghiquyet.pipeline import load as load_pipeline
from nghiquyet.records import MENTIONS, allowed_values
from nghiquyet.rulebook.location import corpus_dir

CORPUS = corpus_dir()
LABELLED = sorted([*(CORPUS / "gold").glob("*.json"), *(CORPUS / "clean").glob("*.json")])
ADDED_BY_THE_PIPELINE = {"record_id", "article_id", "sentence", "rule_id"}


def load(path: Path) -> dict[str, Any]:
    article: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return article


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_a_labelled_article_is_consistent(path: Path) -> None:
    article = load(path)
    text = article["text"]
    assert article["article_id"] == path.stem
    assert unicodedata.is_normalized("NFC", text)
    assert text.startswith(article["title"])
    datetime.datetime.fromisoformat(article["published_at"])
    for table, record in MENTIONS.items():
        spans = [(mention["start"], mention["end"]) for mention in article.get(table, [])]
        assert len(set(spans)) == len(spans), f"{table}: two mentions of one span"
        for mention in article.get(table, []):
            assert text[mention["start"] : mention["end"]] == mention["surface"]
            assert list(wrong_fields(record, mention)) == [], f"{table} {mention['surface']!r}"


def wrong_fields(record: type, mention: dict[str, Any]) -> Any:
    known = {field.name: field for field in fields(record)}
    yield from (f"{name} is no field" for name in mention.keys() - known.keys())
    annotations = get_type_hints(record)
    for name, field in known.items():
        value = mention.get(name)
        codes = set(allowed_values(annotations[name]))
        if value is None and field.metadata["required"] and name not in ADDED_BY_THE_PIPELINE:
            yield f"{name} is missing"
        elif value is not None and codes and value not in codes:
            yield f"{name} is {value!r}"
        elif value is not None and field.metadata["day"]:
            datetime.date.fromisoformat(value)


def test_no_figure_of_the_gold_falls_under_its_floor(nlp: Language) -> None:
    groups = score_groups(predict(nlp, read_gold(CORPUS / "gold")))
    assert list(fallen(groups, read_baseline(CORPUS / BASELINE_FILE))) == []


def test_the_word_layer_is_on_by_default_since_it_betters_some_figures_and_worsens_none(
    nlp: Language,
) -> None:
    gold = list(read_gold(CORPUS / "gold"))
    full, off = (score_groups(predict(pipeline, gold)) for pipeline in (nlp, load_pipeline(ner=False)))
    assert list(fallen(full, floors(off))) == []
    assert list(fallen(off, floors(full))) != []


def test_every_group_of_the_gold_has_floors() -> None:
    pinned = read_baseline(CORPUS / BASELINE_FILE)
    groups = {path.stem.rstrip("0123456789") for path in (CORPUS / "gold").glob("*.json")}
    assert {group: sorted(tables) for group, tables in pinned.items()} == {
        g: sorted(MENTIONS) for g in groups
    }


@pytest.mark.parametrize("table", ["documents", "targets"])
@pytest.mark.parametrize("path", sorted((CORPUS / "clean").glob("*.json")), ids=lambda path: path.stem)
def test_a_clean_article_yields_nothing_but_what_it_lists(path: Path, table: str, nlp: Language) -> None:
    [(article, predicted)] = predict(nlp, [load(path)])
    matched = {found for _, found in match(article.get(table, []), predicted[table])}
    assert [m["surface"] for n, m in enumerate(predicted[table]) if n not in matched] == []
