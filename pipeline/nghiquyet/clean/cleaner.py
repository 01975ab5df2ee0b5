"""From a raw article to a clean one."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal, get_args

from nghiquyet.article import CleanArticle, RawArticle
from nghiquyet.clean.layout import Paragraph, lay_out
from nghiquyet.clean.line import Line, split_lines
from nghiquyet.clean.offsets import Written, joined
from nghiquyet.clean.page import read_page
from nghiquyet.clean.publication import Evidence, find_publication
from nghiquyet.clean.rule import Reading
from nghiquyet.clean.rules import CleaningRules
from nghiquyet.encodings import Legacy, LegacyEncodings
from nghiquyet.records import ErrorRow

CleanErrorName = Literal["too_long", "nothing_left", "lost_letters", "bad_date"]
CLEAN_ERRORS: tuple[CleanErrorName, ...] = get_args(CleanErrorName)

PARAGRAPH_BREAK = "\n\n"
MAX_CHARACTERS = 2_000_000
MAX_LINES = 20_000
MAX_TAGS = 50_000
MAX_OPEN_TAGS = 10_000


def clean(raw: RawArticle, rules: CleaningRules) -> CleanArticle | ErrorRow:
    """The clean article, or a fatal error where the page holds no article.

    The text is the headline and the paragraphs as written, in NFC, with an empty line between them; a body
    that is given as clean stays as it is.
    """
    if (limit := _limit(raw)) is not None:
        message = f"{raw.source}: over {limit}, which no article has; take it out or split it"
        return _error(raw, "too_long", message, fatal=True)
    if raw.is_html:
        article = _clean_html(raw, rules)
    else:
        legacy = LegacyEncodings.load().of_text(raw.body)
        page = Written.source(raw.body)
        if legacy:
            page = page.rewritten(legacy.changes(raw.body))
            raw = _recoded(raw, legacy)
        article = _read_clean(raw, page, rules) if raw.is_clean else _clean_text(raw, page, rules)
    if article is None:
        message = f"{raw.source}: nothing is left when menus and page furniture are gone; scrape it again"
        return _error(raw, "nothing_left", message, fatal=True)
    if len(article.text) > MAX_CHARACTERS:
        message = f"{raw.source}: over {MAX_CHARACTERS:,} characters of text; split it"
        return _error(raw, "too_long", message, fatal=True)
    if LegacyEncodings.load().is_damaged(article.text):
        message = (
            f"{raw.source}: its letters are lost or stand for others; fetch it again in its own encoding"
        )
        return _error(raw, "lost_letters", message, fatal=True)
    if lost := article.text.count("\ufffd"):
        message = f"{raw.source}: {lost} of its letters are lost, written `\ufffd`; fetch it again"
        warning = _error(raw, "lost_letters", message, fatal=False)
        return replace(article, warnings=(*article.warnings, warning))
    return article


def _limit(raw: RawArticle) -> str | None:
    """The limit that a page goes over: none of real articles, which a reader would sit over for a minute."""
    if raw.is_html:
        tags, ends = raw.body.count("<"), raw.body.count("</")
        if tags - 2 * ends > MAX_OPEN_TAGS:
            return f"{MAX_OPEN_TAGS:,} tags that nothing closes"
        return f"{MAX_TAGS:,} tags" if tags > MAX_TAGS else None
    if len(raw.body) > MAX_CHARACTERS:
        return f"{MAX_CHARACTERS:,} characters"
    return f"{MAX_LINES:,} lines" if raw.body.count("\n") > MAX_LINES else None


def _clean_text(raw: RawArticle, page: Written, rules: CleaningRules) -> CleanArticle | None:
    title = _nfc(raw.title)
    return _clean_lines(raw, list(split_lines(page)), rules, title=title, marked=(), author=None, url=None)


def _clean_html(raw: RawArticle, rules: CleaningRules) -> CleanArticle | None:
    page = read_page(Written.source(raw.body), rules, raw.url)
    if page.legacy:
        raw = _recoded(raw, page.legacy)
    title = page.title or _nfc(raw.title)
    return _clean_lines(
        raw, page.lines, rules, title=title, marked=page.published_at, author=page.author, url=page.url
    )


def _recoded(raw: RawArticle, legacy: Legacy) -> RawArticle:
    """The article with its header read as its body is."""
    title, author = (legacy.read(value) if value else value for value in (raw.title, raw.author))
    return replace(raw, encoding=legacy.name, title=title, author=author)


def _clean_lines(
    raw: RawArticle,
    lines: Sequence[Line],
    rules: CleaningRules,
    *,
    title: str | None,
    marked: Sequence[tuple[str, str]],
    author: str | None,
    url: str | None,
) -> CleanArticle | None:
    layout = lay_out(lines, rules, title)
    kept = [layout.headline] if layout.headline else []
    kept += [paragraph.line for paragraph in layout.body]
    if not kept:
        return None
    prefix = title if title and not layout.headline else ""
    if layout.headline:
        title = layout.headline.text if title else _title(layout.headline, rules)
    # a date above the headline may be the day on which the page was fetched
    readings = [*layout.below, *layout.above]
    return _article(
        raw, rules, readings, title=title, body=layout.body, text=_join(prefix, kept),
        marked=marked, author=author, url=url,
    )  # fmt: skip


def _read_clean(raw: RawArticle, page: Written, rules: CleaningRules) -> CleanArticle | None:
    text = page.composed()
    paragraphs = [Paragraph(line, rules.read(line, "body", None)) for line in split_lines(text)]
    if not paragraphs:
        return None
    first = paragraphs[0].line
    title = _nfc(raw.title) or (_title(first, rules) if len(paragraphs) > 1 else None)
    readings = [p.reading for p in paragraphs if p.reading and p.reading.rule.effect == "keep"]
    body = paragraphs[1:] if first.text == title else paragraphs
    return _article(raw, rules, readings, title=title, body=body, text=text, marked=(), author=None, url=None)


def _article(
    raw: RawArticle,
    rules: CleaningRules,
    readings: Sequence[Reading],
    *,
    title: str | None,
    body: Sequence[Paragraph],
    text: Written,
    marked: Sequence[tuple[str, str]],
    author: str | None,
    url: str | None,
) -> CleanArticle:
    signed = _first(reading for reading in readings if reading.author)
    warnings = []
    if raw.published_at and rules.read_date(raw.published_at) is None:
        message = (
            f"{raw.source}: `published_at` is {raw.published_at!r}, which is no date; write 2024-04-27T10:15"
        )
        warnings.append(_error(raw, "bad_date", message, fatal=False))
    url = raw.url or url
    publication = find_publication(
        Evidence(
            given=raw.published_at, marked=tuple(marked), readings=tuple(readings), url=url,
            file_name=raw.source, paragraphs=tuple(paragraph.line for paragraph in body),
        ),
        rules,
    )  # fmt: skip
    signature = signed.author if signed and not signed.rule.fallback else None
    return CleanArticle(
        article_id=raw.article_id,
        source=raw.source,
        text=text.text,
        url=url,
        title=title,
        published_at=publication.published_at if publication else None,
        published_at_source=publication.source if publication else None,
        author=_nfc(raw.author) or signature or _nfc(author) or (signed.author if signed else None),
        photo_credits=tuple(dict.fromkeys(chain.from_iterable(r.photo_credits for r in readings))),
        lead=next((p.line.text for p in body if not _is_caption(p)), None),
        encoding=raw.encoding,
        segments=text.segments,
        warnings=tuple(warnings),
    )


def _is_caption(paragraph: Paragraph) -> bool:
    return paragraph.line.called_caption or bool(paragraph.reading and paragraph.reading.photo_credits)


def _join(prefix: str, lines: Iterable[Line]) -> Written:
    pieces = [Written(prefix, ())] if prefix else []
    for line in lines:
        if pieces:
            pieces.append(Written(PARAGRAPH_BREAK, ()))
        pieces.append(Written(line.text, line.segments))
    return joined(pieces)


def _title(line: Line, rules: CleaningRules) -> str | None:
    return line.text if rules.is_shape("headline", line) else None


def _first(readings: Iterable[Reading]) -> Reading | None:
    """The first reading, of a rule that is no fallback where there is one."""
    return min(readings, key=lambda reading: reading.rule.fallback, default=None)


def _error(raw: RawArticle, error: CleanErrorName, message: str, *, fatal: bool) -> ErrorRow:
    return ErrorRow(
        article_id=raw.article_id, source=raw.source, stage="clean", error=error, message=message, fatal=fatal
    )


def _nfc(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text) if text else None
