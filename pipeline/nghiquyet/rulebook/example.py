"""Examples beside a rule: a text with its mentions marked `<m field=value field='two words'>span</m>`."""

from dataclasses import dataclass

import regex

_MARK = regex.compile(r"<m((?:\s+\w+=(?:'[^']*'|\"[^\"]*\"|[^\s>'\"]+))*)\s*>(.*?)</m>", regex.DOTALL)
_FIELD = regex.compile(r"(\w+)=(?:'([^']*)'|\"([^\"]*)\"|([^\s>'\"]+))")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A span of the plain text and the fields that the record there must have, as strings."""

    start: int
    end: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A plain text and the spans marked in it."""

    text: str
    spans: tuple[MarkedSpan, ...]


def parse_example(marked: str) -> Example:
    """Read one example. Raises ValueError where a mark is malformed."""
    text, spans, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        start, last = len(text), match.end()
        text += match[2]
        values = {m[1]: next(v for v in m.groups()[1:] if v is not None) for m in _FIELD.finditer(match[1])}
        spans.append(MarkedSpan(start, len(text), values))
    text += marked[last:]
    if "<m" in text or "</m>" in text:
        raise ValueError(f"a mark is not closed or its fields are malformed: {marked!r}")
    return Example(text, tuple(spans))
