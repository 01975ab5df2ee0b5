"""Turn a CRF's attributes, which are strings, into tables by number."""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from nghiquyet.tokenize.crf import Crf
from nghiquyet.tokenize.layout import MARGIN
from nghiquyet.tokenize.phrases import AFTER, BEFORE, PhraseTable
from nghiquyet.tokenize.sequence_model import DICTIONARY, FALSE, LOWER, TRUE, Numbers, SequenceModel
from nghiquyet.tokenize.templates import Reading, Template

Phrase = tuple[str, ...]


def build_model(
    crf: Crf,
    syntaxes: Sequence[str],
    *,
    columns: Collection[int],
    tests: Collection[str],
    spaced: bool,
    dictionary: Collection[str] = (),
) -> SequenceModel:
    """Number all that the attributes of `crf` and the dictionary name.

    `spaced` says that single items may hold spaces, so that a phrase can be cut into items in several ways.
    Raises ValueError for a template that is unknown, reaches too far, reads another column than `columns` or
    applies another function than `tests` and those known here.
    """
    templates = tuple(Template.parse(f"{syntax}=") for syntax in syntaxes)
    for template in templates:
        _check(template, columns, {"", LOWER, *tests} | ({DICTIONARY} if dictionary else set()))
    values = _values(crf, templates)
    widest = max((t.reading.width for t in templates if t.reading.function == DICTIONARY), default=0)
    entries = [_cuts(dictionary, width, spaced) for width in range(1, widest + 1)]

    known: dict[Reading, set[Phrase]] = {
        Reading(0, LOWER, width): set(cuts) for width, cuts in enumerate(entries, 1)
    }
    phrases_of: dict[Template, dict[Phrase, str]] = {}
    for template in templates:
        if template.reading.function in ("", LOWER):
            phrases_of[template] = _cuts(values[template.prefix], template.reading.width, spaced)
            known.setdefault(template.reading, set()).update(phrases_of[template])
    tables = _tables(known)
    return SequenceModel(
        labels=crf.labels,
        weights=crf.weights,
        transitions=crf.transitions,
        templates=templates,
        rows=tuple(
            _rows(template.reading, values[template.prefix], tables, phrases_of.get(template))
            for template in templates
        ),
        phrases=tables,
        dictionary=tuple(_flags(cuts, width, tables[0, LOWER]) for width, cuts in enumerate(entries, 1)),
    )


def _check(template: Template, columns: Collection[int], functions: Collection[str]) -> None:
    reading = template.reading
    if template.offset < -MARGIN or template.offset + reading.width - 1 > MARGIN:
        raise ValueError(f"feature template {template.prefix} reaches too far")
    if reading.column not in columns or reading.function not in functions:
        raise ValueError(f"feature template {template.prefix} reads what is not known")


def _values(crf: Crf, templates: Sequence[Template]) -> dict[str, dict[str, int]]:
    """By template prefix: the values of its attributes and their rows."""
    values: dict[str, dict[str, int]] = {template.prefix: {} for template in templates}
    for attribute, row in crf.attributes.items():
        prefix, equals, value = attribute.partition("=")
        if (found := values.get(prefix + equals)) is not None:
            found[value] = row
    return values


def _tables(known: Mapping[Reading, set[Phrase]]) -> dict[tuple[int, str], PhraseTable]:
    """A table for each column and function, of the phrases known at any width."""
    tables = {}
    for column, function in {(reading.column, reading.function) for reading in known}:
        same = [reading for reading in known if (reading.column, reading.function) == (column, function)]
        phrases = set().union(*(known[reading] for reading in same))
        tables[column, function] = PhraseTable.build(phrases, max(reading.width for reading in same))
    return tables


def _rows(
    reading: Reading,
    row_of: Mapping[str, int],
    tables: Mapping[tuple[int, str], PhraseTable],
    phrases: Mapping[Phrase, str] | None,
) -> Numbers:
    """Number of what is read → row of weights; `phrases` are the readings' values, None for a test's."""
    if phrases is None:
        rows = np.zeros(TRUE + 1, np.int64)
        rows[[FALSE, TRUE]] = row_of.get("False", 0), row_of.get("True", 0)
    else:
        table = tables[reading.column, reading.function]
        rows = np.zeros(table.size(reading.width), np.int64)
        rows[table.numbers(phrases, reading.width)] = [row_of[text] for text in phrases.values()]
    rows[[BEFORE, AFTER]] = row_of.get("BOS", 0), row_of.get("EOS", 0)
    return rows


def _flags(entries: Collection[Phrase], width: int, table: PhraseTable) -> Numbers:
    """Number of a phrase → whether it is an entry of the dictionary."""
    flags = np.full(table.size(width), FALSE, np.int64)
    flags[[BEFORE, AFTER]] = BEFORE, AFTER
    flags[table.numbers(entries, width)] = TRUE
    return flags


def _cuts(texts: Iterable[str], width: int, spaced: bool) -> dict[Phrase, str]:
    """Each way to cut each text at spaces into `width` items → the text."""
    cuts = {}
    for text in texts:
        spaces = text.count(" ")
        if spaces == width - 1:
            cuts[tuple(text.split(" "))] = text
        elif spaced and spaces >= width:
            pieces = text.split(" ")
            for inner in itertools.combinations(range(1, len(pieces)), width - 1):
                bounds = itertools.pairwise((0, *inner, len(pieces)))
                cuts[tuple(" ".join(pieces[begin:end]) for begin, end in bounds)] = text
    return cuts
