"""Articles for the benchmark, composed of the sentences of the shipped corpus: any number, no two alike."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.article import RawArticle
from nghiquyet.read import read_articles
from nghiquyet.rulebook.location import corpus_dir

CHARACTERS = 3_500
"""The length of an article: the mean of 300 real ones about the Party and the State."""

_SEED = 2_021
_NUMBER = re.compile(r"(?<![\d./,-])\d{2,3}(?![\d./,-])")


@dataclass(frozen=True)
class ComposedCorpus:
    """Paragraphs of the gold and sample articles drawn for each article, with figures of its own."""

    characters: int = CHARACTERS

    @cached_property
    def _articles(self) -> list[RawArticle]:
        folders = [corpus_dir() / "gold", corpus_dir() / "articles"]
        return [item for item in read_articles(folders) if isinstance(item, RawArticle)]

    @cached_property
    def _paragraphs(self) -> list[str]:
        return [line for article in self._articles for line in article.body.split("\n") if len(line) > 80]

    def articles(self, count: int) -> Iterator[dict[str, str]]:
        """The first `count` articles as JSON objects; the same every time."""
        for number in range(count):
            yield self._compose(number)

    def _compose(self, number: int) -> dict[str, str]:
        draw = random.Random(_SEED * 1_000_003 + number)
        heading = f"Tin số {number + 1} về công tác xây dựng Đảng"
        parts, length = [heading], 0
        while length < self.characters:
            paragraph = _NUMBER.sub(lambda match: _other(match[0], draw), draw.choice(self._paragraphs))
            parts.append(paragraph)
            length += len(paragraph)
        day = f"{draw.randint(2018, 2024)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        return {"article_id": f"bench-{number:07}", "text": "\n".join(parts), "published_at": day}


def _other(number: str, draw: random.Random) -> str:
    return str(draw.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))
