"""Where the text of a parsed page stands in its markup. The parser does not tell; the texts come in order."""

from bisect import bisect_left
from html import unescape

import regex

from nghiquyet.clean.offsets import Written

_RUN = regex.compile(
    r"<!--(?:.*?-->|.*+)|<(script|style|title|textarea)\b(?:.*?</\1\s*>|.*+)"
    r"""|<[a-zA-Z/!?](?:[^>"']++|"[^"]*+"|'[^']*+')*+>|<[a-zA-Z/!?][^>]*+>"""
    r"|(?P<text>(?:[^<]++|<(?![a-zA-Z/!?]))++)|<.*+",
    flags=regex.DOTALL | regex.IGNORECASE,
)
_REFERENCE = regex.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|\w+);?|\r\n?")


class TextRuns:
    """The stretches of text of a page's markup, found again one after the other."""

    def __init__(self, source: Written) -> None:
        self.source = source
        self._spans: list[tuple[int, int]] = []
        self._numbers: dict[str, list[int]] = {}
        self._next = 0
        for match in _RUN.finditer(source.text):
            text = match["text"]
            if text and not text.isspace():
                self._numbers.setdefault(_read(text), []).append(len(self._spans))
                self._spans.append(match.span())

    def find(self, text: str) -> Written:
        """The next stretch that reads as `text`; without a place where there is none."""
        numbers = self._numbers.get(text, ())
        place = bisect_left(numbers, self._next)
        if place == len(numbers):
            return Written(text, ())
        number = numbers[place]
        self._next = number + 1
        start, end = self._spans[number]
        written = self.source.part(start, end)
        changes = [(m.start(), m.end(), _read(m.group())) for m in _REFERENCE.finditer(written.text)]
        return written.rewritten(changes)


def _read(markup: str) -> str:
    """The text as a parser reads it."""
    if "\r" in markup:
        markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    return unescape(markup) if "&" in markup else markup
