"""Gold articles: read from a folder, predicted by the pipeline, scored by group."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import regex
from spacy.language import Language

from nghiquyet.evaluate.score import Annotation, TableScore, score
from nghiquyet.pipeline import extract

_GROUP = regex.compile(r"\D*")

Pair = tuple[Annotation, Annotation]


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold articles of a folder, one JSON object a file, in the order of their names.

    Raises ValueError where there is none or a file is no JSON, OSError where one cannot be read.
    """
    articles = []
    for path in sorted(folder.glob("*.json")):
        try:
            articles.append(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(f"{path}: not a gold article: {error}") from error
    if not articles:
        raise ValueError(f"{folder}: no gold article (*.json) here")
    return articles


def predict(nlp: Language, gold: Iterable[Mapping[str, Any]]) -> Iterator[Pair]:
    """Each gold article with what the pipeline extracts of its text."""
    for article in gold:
        records = extract(
            nlp,
            article["text"],
            published_at=article.get("published_at"),
            article_id=article["article_id"],
            title=article.get("title"),
            url=article.get("url"),
        )
        yield article, {table: [m.to_json() for m in mentions] for table, mentions in records.items()}


def group_of(article: Mapping[str, Any]) -> str:
    """The group of a gold article: the letters that its id begins with, `b` of `b07`."""
    match = _GROUP.match(str(article["article_id"]))
    return match[0] if match else ""


def score_groups(pairs: Iterable[Pair]) -> dict[str, dict[str, TableScore]]:
    """The scores of each group of articles, by table."""
    groups: dict[str, list[Pair]] = {}
    for gold, predicted in pairs:
        groups.setdefault(group_of(gold), []).append((gold, predicted))
    return {group: score(groups[group]) for group in sorted(groups)}
