"""The pages as HTML: what each shows, put into its template. Everything from the data is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nghiquyet.explore.chart import draw
from nghiquyet.explore.dataset import PAGE_ROWS, RECORD_TABLES, SERIES_FIGURES, Dataset, Filters
from nghiquyet.explore.language import DEFAULT, Language
from nghiquyet.explore.marked_text import Opening, marked_text
from nghiquyet.records import TABLES, Mention

_HOME_ROWS = 8
_COLUMNS = {
    "targets": ("surface", "indicator", "period", "scope", "check"),
    "documents": ("surface", "doc_type", "issuer", "issued_on"),
    "dates": ("surface", "grain", "value"),
    "units": ("surface", "canonical", "unit_type", "level", "admin_code"),
    "people": ("name", "role", "unit"),
    "articles": (),
}
_PLACE_FIELDS = {"record_id", "article_id", "sentence", "start", "end", "surface", "rule_id"}
_SECTIONS = {"home": "home", "records": "records", "series": "series"} | {
    "all_series": "series",
    "all_conflicts": "conflicts",
    "all_documents": "documents_cited",
    "all_units": "units_active",
}
"""The entry of the menu that a template belongs to."""

_SENTENCE = "sentence"


class NotFoundError(LookupError):
    """The address names nothing of the dataset."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text: the tables whose mentions cover it, and the record that a click leads to."""

    text: str
    record: Mention | None
    tables: tuple[str, ...]
    in_sentence: bool
    starts: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one dataset; each gives its HTML for a language. Raise NotFoundError."""

    dataset: Dataset

    def home(self, language: Language) -> str:
        """The first page: counts, the targets told most, the latest articles, the documents cited most."""
        return _render(
            "home",
            language,
            {},
            overview=self.dataset.overview,
            tables=[*TABLES],
            record_tables=RECORD_TABLES,
            series=self.dataset.ranking("series", rows=_HOME_ROWS).rows,
            documents=self.dataset.ranking("documents", rows=_HOME_ROWS).rows,
            articles=self.dataset.latest_articles(_HOME_ROWS),
        )

    def records(self, language: Language, asked: Mapping[str, str]) -> str:
        """A list of records, searched and filtered."""
        table = asked.get("table", RECORD_TABLES[0])
        if table not in RECORD_TABLES:
            raise NotFoundError(table)
        filters = Filters(**{f.name: asked.get(f.name, "").strip() for f in fields(Filters)})
        number = _page_number(asked)
        return _render(
            "records",
            language,
            asked,
            table=table,
            tables=RECORD_TABLES,
            columns=_COLUMNS[table],
            names=Filters.names(table),
            filters=filters,
            page=self.dataset.records(table, filters, number),
            number=number,
        )

    def article(self, language: Language, asked: Mapping[str, str]) -> str:
        """An article with its mentions in colour, and one of its records with rule, fields and check."""
        article = self.dataset.article(asked.get("id", ""))
        if article is None:
            raise NotFoundError(asked.get("id", ""))
        mentions = self.dataset.mentions(article["article_id"])
        chosen = next((m for m in mentions if m.record_id == asked.get("record")), None)
        sentence = self.dataset.sentence(article["text"], chosen) if chosen else ""
        return _render(
            "article",
            language,
            asked,
            article=article,
            mentions=mentions,
            chosen=chosen,
            sentence=sentence,
            series_id=self.dataset.series_of_record(chosen.record_id)
            if chosen and chosen.record_id
            else None,
            pieces=list(_pieces(article["text"], mentions, chosen, sentence)),
        )

    def series(self, language: Language, asked: Mapping[str, str]) -> str:
        """A target along time: chart and figures."""
        series = self.dataset.series(asked.get("id", ""))
        if series is None:
            raise NotFoundError(asked.get("id", ""))
        figures = self.dataset.figures(series["series_id"])
        return _render(
            "series",
            language,
            asked,
            series=series,
            figures=figures,
            most=SERIES_FIGURES,
            chart=draw(figures),
        )

    def ranking(self, name: str, language: Language, asked: Mapping[str, str]) -> str:
        """All targets, documents or units, the most told first, or all contradictions."""
        number = _page_number(asked)
        q = asked.get("q", "").strip()
        page = self.dataset.ranking(name, q, number)
        return _render(f"all_{name}", language, asked, name=name, page=page, number=number, q=q)

    @staticmethod
    def waiting(language: Language, asked: Mapping[str, str], share: float) -> str:
        """What any address shows while the run is prepared, of which `share` (0 to 1) is done."""
        return _render("waiting", language, asked, share=share)

    @staticmethod
    def not_found(language: Language) -> str:
        """What an address that leads nowhere gets."""
        return _render("not_found", language, {})


def _page_number(asked: Mapping[str, str]) -> int:
    number = asked.get("page", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _pieces(text: str, mentions: Sequence[Mention], chosen: Mention | None, sentence: str) -> Any:
    """The text without overlaps: a piece leads to the innermost record that covers it."""
    first = last = -1
    if chosen and sentence:
        first = text.rfind(sentence, 0, chosen.start + len(sentence))
        last = first + len(sentence)
    bounds = [Mention(start=first, end=last, surface=sentence, rule_id=_SENTENCE)] if first >= 0 else []
    stack: list[Mention] = []
    met: set[int] = set()
    for part in marked_text(text, [*mentions, *bounds]):
        if isinstance(part, Opening):
            stack.append(part.mention)
        elif isinstance(part, str):
            records = [m for m in stack if m.rule_id != _SENTENCE]
            inner = chosen if chosen in records else records[-1] if records else None
            yield _Piece(
                text=part,
                record=inner,
                tables=tuple(dict.fromkeys(m.table for m in records)),
                in_sentence=len(records) < len(stack),
                starts=inner is not None and id(inner) not in met,
            )
            met.add(id(inner))
        else:
            stack.pop()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["record_fields"] = _record_fields
    return environment


def _record_fields(mention: Mention) -> list[tuple[str, Any]]:
    """The fields of a record that say something, by name."""
    values = ((f.name, getattr(mention, f.name)) for f in fields(mention) if f.name not in _PLACE_FIELDS)
    return [(name, value) for name, value in values if value is not None]


def _render(template: str, language: Language, asked: Mapping[str, str], **values: Any) -> str:
    other = "en" if language.code == DEFAULT else DEFAULT

    def link(path: str, **parameters: object) -> str:
        kept = {key: value for key, value in parameters.items() if value not in (None, "")}
        if language.code != DEFAULT:
            kept.setdefault("lang", language.code)
        return f"{path}?{urlencode(kept)}" if kept else path

    def same_page(**changed: object) -> str:
        return link("", **{**asked, **changed}) or "?"

    def shown(value: object) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "✓" if value else "–"
            case float() | int():
                return language.number(value)
            case date():
                return language.day(value)
        return language.code_word(value)

    other_address = "?" + urlencode({**asked, "lang": other})
    return (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(
            language=language,
            section=_SECTIONS.get(template),
            say=language.say,
            link=link,
            same_page=same_page,
            shown=shown,
            other_language=other,
            other_address=other_address,
            last_page=lambda total: max(1, ceil(total / PAGE_ROWS)),
            **values,
        )
    )
