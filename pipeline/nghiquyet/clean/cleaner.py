"""From a raw article to a clean one."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain

from nghiquyet.article import CleanArticle, RawArticle, Segment
from nghiquyet.clean.layout import Paragraph, lay_out
from nghiquyet.clean.line import Line, split_lines
from nghiquyet.clean.rule import Reading
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.records import ErrorRow

PARAGRAPH_BREAK = "\n\n"
GIVEN = "given"


def clean(raw: RawArticle, rules: CleaningRules) -> CleanArticle | ErrorRow:
    """The clean article, or a fatal error where the page holds no article.

    The text is the headline and the paragraphs as written, in NFC, with an empty line between them; a body
    that is given as clean stays as it is.
    """
    page = _nfc(raw.body) or ""
    article = _read_clean(raw, page, rules) if raw.is_clean else _clean_page(raw, page, rules)
    if article is None:
        message = f"{raw.source}: nothing is left when menus and page furniture are gone; scrape it again"
        return _error(raw, "nothing_left", message, fatal=True)
    return article


def _clean_page(raw: RawArticle, page: str, rules: CleaningRules) -> CleanArticle | None:
    title = _nfc(raw.title)
    layout = lay_out(list(split_lines(page)), rules, title)
    lines = [layout.headline] if layout.headline else []
    lines += [paragraph.line for paragraph in layout.body]
    if not lines:
        return None
    prefix = title if title and not layout.headline else ""
    text, segments = _join(prefix, lines)
    if layout.headline:
        title = layout.headline.text if title else _title(layout.headline, rules)
    # a date above the headline may be the day on which the page was fetched
    return _article(raw, rules, [*layout.below, *layout.above],
        title=title, body=layout.body, text=text, segments=segments)  # fmt: skip


def _read_clean(raw: RawArticle, page: str, rules: CleaningRules) -> CleanArticle | None:
    paragraphs = [Paragraph(line, rules.read(line, "body", None)) for line in split_lines(page)]
    if not paragraphs:
        return None
    first = paragraphs[0].line
    title = _nfc(raw.title) or (_title(first, rules) if len(paragraphs) > 1 else None)
    readings = [p.reading for p in paragraphs if p.reading and p.reading.rule.effect == "keep"]
    body = paragraphs[1:] if first.text == title else paragraphs
    segments = (Segment(0, 0, len(page)),)
    return _article(raw, rules, readings, title=title, body=body, text=page, segments=segments)


def _article(
    raw: RawArticle,
    rules: CleaningRules,
    readings: Sequence[Reading],
    *,
    title: str | None,
    body: Sequence[Paragraph],
    text: str,
    segments: tuple[Segment, ...],
) -> CleanArticle:
    dated = _first(reading for reading in readings if reading.published_at)
    signed = _first(reading for reading in readings if reading.author)
    published_at, source = (dated.published_at, dated.rule.id) if dated else (None, None)
    warnings = []
    if raw.published_at and (given := rules.read_date(raw.published_at)):
        published_at, source = given, GIVEN
    elif raw.published_at:
        message = (
            f"{raw.source}: `published_at` is {raw.published_at!r}, which is no date; write 2024-04-27T10:15"
        )
        warnings.append(_error(raw, "bad_date", message, fatal=False))
    return CleanArticle(
        article_id=raw.article_id,
        source=raw.source,
        text=text,
        url=raw.url,
        title=title,
        published_at=published_at,
        published_at_source=source,
        author=_nfc(raw.author) or (signed.author if signed else None),
        photo_credits=tuple(dict.fromkeys(chain.from_iterable(r.photo_credits for r in readings))),
        lead=next((p.line.text for p in body if not (p.reading and p.reading.photo_credits)), None),
        segments=segments,
        warnings=tuple(warnings),
    )


def _join(prefix: str, lines: Iterable[Line]) -> tuple[str, tuple[Segment, ...]]:
    parts, segments, length = [prefix] if prefix else [], [], len(prefix)
    for line in lines:
        length += len(PARAGRAPH_BREAK) if parts else 0
        segments.append(Segment(length, line.start, len(line.text)))
        parts.append(line.text)
        length += len(line.text)
    return PARAGRAPH_BREAK.join(parts), tuple(segments)


def _title(line: Line, rules: CleaningRules) -> str | None:
    return line.text if rules.is_shape("headline", line) else None


def _first(readings: Iterable[Reading]) -> Reading | None:
    """The first reading, of a rule that is no fallback where there is one."""
    return min(readings, key=lambda reading: reading.rule.fallback, default=None)


def _error(raw: RawArticle, error: str, message: str, *, fatal: bool) -> ErrorRow:
    return ErrorRow(
        article_id=raw.article_id, source=raw.source, stage="clean", error=error, message=message, fatal=fatal
    )


def _nfc(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text) if text else None
