"""One article as a page of its own: the text with its mentions coloured by table. No asset from elsewhere."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from nghiquyet.explore.marked_text import Closing, Opening, marked_text
from nghiquyet.records import Article, Mention

_SHOWN_ELSEWHERE = {"record_id", "article_id", "start", "end", "surface"}


def render_page(article: Article, records: Mapping[str, Sequence[Mention]]) -> str:
    """The page as HTML. Everything that comes from the article is escaped."""
    mentions = [mention for found in records.values() for mention in found]
    return _template().render(
        article=article,
        counts={table: len(found) for table, found in records.items()},
        parts=list(marked_text(article.text, mentions)),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["opening"] = lambda part: isinstance(part, Opening)
    environment.tests["closing"] = lambda part: isinstance(part, Closing)
    environment.filters["fields"] = _fields
    return environment.get_template("page.html.jinja")


def _fields(mention: Mention) -> str:
    """The fields of a mention, one a line."""
    values = {name: value for name, value in mention.to_json().items() if name not in _SHOWN_ELSEWHERE}
    return "\n".join([mention.table, *(f"{name}: {value}" for name, value in values.items())])
