"""The records: the one source of the Parquet schemas, the JSON, the documentation and the scorer's fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, get_args

SCHEMA_VERSION = "1"

DocType = Literal[
    "resolution", "directive", "conclusion", "regulation", "decision", "rules", "guideline", "notice", "plan",
    "programme", "scheme", "official_letter", "report", "proposal", "circular", "decree", "law", "ordinance",
    "charter", "other",
]  # fmt: skip
IssuerLevel = Literal["central", "province", "district", "commune", "other"]
Grain = Literal["day", "month", "quarter", "half", "year", "range", "term"]
Modifier = Literal["start", "mid", "end"]
Kind = Literal["progress", "share", "comparison", "rate", "change", "count"]
Check = Literal["consistent", "inconsistent"]
Comparator = Literal["=", "~", ">=", "<="]
Direction = Literal["up", "down"]
Status = Literal["result", "goal"]
UnitType = Literal["admin", "party", "state", "front", "economic", "other"]
Level = Literal["central", "province", "district", "commune", "hamlet"]


def column(
    doc: str, *, key: bool = False, link: bool = False, required: bool = False, day: bool = False
) -> Any:
    """A documented field of a record; `key` fields are compared by record F1, `link` fields by accuracy.

    A `day` is an ISO date here and in JSON; Parquet keeps it as a date.
    """
    metadata = {"doc": doc, "key": key, "link": link, "required": required, "day": day}
    return field(metadata=metadata) if required else field(default=None, metadata=metadata)


@dataclass(slots=True, kw_only=True)
class Mention:
    """What every mention has: where it stands in its article, and what proposed it."""

    table: ClassVar[str]

    record_id: str | None = column("Stable across runs over the same text and rules")
    article_id: str | None = column("Joins to articles.article_id")
    sentence: int | None = column("Number of the sentence that it starts in, from 0")
    start: int = column("First code point in articles.text", required=True)
    end: int = column("Code point after the last in articles.text", required=True)
    surface: str = column("articles.text[start:end]", required=True)
    rule_id: str = column("The rule that proposed it, or `ner`", required=True)

    def to_json(self) -> dict[str, Any]:
        """Its fields without the null ones, in the order of the columns."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


@dataclass(slots=True, kw_only=True)
class Document(Mention):
    """A mention of one identifiable Party or State document."""

    table = "documents"

    doc_type: DocType = column(
        "The kind of document, by the written word, else by its symbol", key=True, required=True
    )
    number: int | None = column("Its number, `03` is 3", key=True)
    symbol: str | None = column("Canonical number and symbol: `01-CT/TU`, `30/2020/NĐ-CP`", key=True)
    issuer: str | None = column("The issuing body as written, else read off the symbol", link=True)
    issuer_level: IssuerLevel | None = column("The level of the issuing body", link=True)
    issued_on: str | None = column("ISO date of issue", link=True, day=True)
    congress: str | None = column("Ordinal of its congress or term in Roman numerals", key=True)
    plenum: int | None = column("Ordinal of its Central Committee plenum", key=True)
    year: int | None = column("The year that names it", key=True)
    term: str | None = column("The term that names it: `2020/2025`")
    subject: str | None = column("Its quoted or `về …` title")
    document_id: str | None = column(
        "The same for the same document in any article; null for a class of documents"
    )


@dataclass(slots=True, kw_only=True)
class Date(Mention):
    """A temporal expression with a place on the calendar."""

    table = "dates"

    grain: Grain = column("The size of the period", link=True, required=True)
    value: str = column("ISO 8601 or TIMEX3: `2024-03-12`, `2024-Q1`, `2020/2025`", key=True, required=True)
    start_date: str | None = column("First day covered, ISO", link=True, day=True)
    end_date: str | None = column("Last day covered, ISO", link=True, day=True)
    modifier: Modifier | None = column("The part of the period that is meant", link=True)
    resolved: bool = column("True when the article's own date was needed", required=True)


@dataclass(slots=True, kw_only=True)
class Target(Mention):
    """A reported figure with what it measures."""

    table = "targets"

    kind: Kind = column("How the figure is to be read", key=True, required=True)
    actual: float | None = column(
        "The number reached, counted or compared; of a range the lower bound", key=True
    )
    reference: float | None = column("The plan, the whole or the earlier figure", key=True)
    upper: float | None = column("Upper bound of a range", key=True)
    unit: str | None = column("What is counted, or the measure, as written", key=True)
    value_base: float | None = column("`actual` in the base unit, so that rows add up; null for a percentage")
    unit_base: str | None = column(
        "The base unit: `đồng` for `tỷ đồng`, `m2` for `m²`; a counted noun keeps itself"
    )
    percent: float | None = column("The stated percentage, in %; of a range the lower bound", key=True)
    percent_upper: float | None = column("Upper bound of a range of percentages, in %", key=True)
    percent_computed: float | None = column("Recomputed from actual and reference by kind, in %, unsigned")
    check: Check | None = column(
        "Whether the stated figures agree; null when there is nothing to check", link=True
    )
    comparator: Comparator = column("How the figure bounds the quantity", link=True, required=True)
    direction: Direction | None = column("Rise or fall", link=True)
    status: Status = column("Done or counted, or planned and promised", key=True, required=True)
    indicator: str | None = column("The words that name what is measured", link=True)
    indicator_id: str | None = column(
        "The indicator of the taxonomy that the words name (rules/lists/indicators.tsv)"
    )
    period: str | None = column("`dates.value` of the date that it holds for", link=True)
    scope: str | None = column("Canonical name of the unit that it is reported of", link=True)


@dataclass(slots=True, kw_only=True)
class Unit(Mention):
    """A named administrative place or organisation."""

    table = "units"

    unit_type: UnitType = column("The kind of unit", key=True, required=True)
    level: Level | None = column("Its administrative level", key=True)
    canonical: str = column("Full name with the place filled in from the article", key=True, required=True)
    admin_code: str | None = column(
        "Official code of its place in the layer of the article's date", link=True
    )
    province_code: str | None = column("Code of the province that its place lies in, in the same layer")
    layer: str | None = column("The layer of the gazetteer that the codes belong to")
    successor_code: str | None = column("Code of the unit of the newest layer that took its place over")
    candidate_count: int | None = column(
        "How many places bear its name, where the article does not tell which of them is meant"
    )


@dataclass(slots=True, kw_only=True)
class Person(Mention):
    """A named person."""

    table = "people"

    name: str = column("Full name", key=True, required=True)
    role: str | None = column("The words that give the post", key=True)
    unit: str | None = column("Canonical name of the body that the post is in", link=True)


MENTIONS: dict[str, type[Mention]] = {cls.table: cls for cls in (Document, Date, Target, Unit, Person)}


@dataclass(slots=True, kw_only=True)
class Article:
    """A cleaned article: the text that every offset points into, and its header."""

    article_id: str = column("Path relative to the input folder, or the id given", required=True)
    url: str | None = column("Address of the page")
    source: str | None = column("File and place in it")
    title: str | None = column("Headline")
    published_at: str | None = column("ISO date or date-time with +07:00")
    published_at_source: str | None = column("Where published_at was found")
    author: str | None = column("Byline")
    photo_credits: list[str] = field(
        default_factory=list, metadata={"doc": "Photographers named in captions", "required": True}
    )
    lead: str | None = column("First paragraph of the body")
    text: str = column("Clean text in NFC, headline first", required=True)
    encoding: str | None = column("The encoding that the source was in; null where it came as text")
    source_map: list[int] = field(
        default_factory=list,
        metadata={
            "doc": "Where `text` stands in its source, in code points, four numbers a stretch: "
            "start in `text`, start in the source as read, length in `text`, length in the source",
            "required": True,
        },
    )
    content_hash: str | None = column("SHA-256 of the text")
    cluster_id: str | None = column("The least id of the articles that this one is a copy of, or its own")
    documents: int = field(default=0, metadata={"doc": "Number of document mentions", "required": True})
    dates: int = field(default=0, metadata={"doc": "Number of date mentions", "required": True})
    targets: int = field(default=0, metadata={"doc": "Number of target mentions", "required": True})
    units: int = field(default=0, metadata={"doc": "Number of unit mentions", "required": True})
    people: int = field(default=0, metadata={"doc": "Number of person mentions", "required": True})


@dataclass(slots=True, kw_only=True)
class ErrorRow:
    """Something that went wrong with one article; a fatal one means that it has no row in `articles`."""

    article_id: str | None = column("The article, where it is known")
    source: str = column("File and place in it", required=True)
    stage: str = column("Where it happened: read, clean, a component, write", required=True)
    error: str = column("Name of the error", required=True)
    message: str = column("What went wrong and what to do", required=True)
    fatal: bool = column("True when the article has no row in `articles`", required=True)


TABLES: dict[str, type[Any]] = {"articles": Article, **MENTIONS, "errors": ErrorRow}


def key_fields(table: str) -> list[str]:
    """The fields that record F1 compares."""
    return [f.name for f in fields(MENTIONS[table]) if f.metadata["key"]]


def link_fields(table: str) -> list[str]:
    """The fields scored as accuracy over matched mentions."""
    return [f.name for f in fields(MENTIONS[table]) if f.metadata["link"]]


def allowed_values(annotation: object) -> Iterator[str]:
    """The codes that a `Literal` annotation, optional or not, allows; none for another annotation."""
    for part in get_args(annotation) or ():
        yield from (part,) if isinstance(part, str) else allowed_values(part)
