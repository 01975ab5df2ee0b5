"""Texts that know where each of their characters stood in the source they were made of."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from nghiquyet.article import Segment

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}--[\t\n\r\x85]]", flags=regex.VERSION1)
"""Control and format characters: zero-width, direction, soft hyphen, byte order mark; not the blanks."""
_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")


@dataclass(frozen=True, slots=True)
class Written:
    """A text and its way back: segments in order that lead into its source."""

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def source(cls, text: str, start: int = 0) -> "Written":
        """A text that is its own source from `start` on."""
        return cls(text, (Segment(0, start, len(text), len(text)),) if text else ())

    def part(self, start: int, end: int) -> "Written":
        """The stretch `start:end`."""
        return Written(self.text[start:end], tuple(_cut(self.segments, start, end)))

    def stripped(self) -> "Written":
        """Without blanks at the ends."""
        begin = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        return self if len(text) == len(self.text) else self.part(begin, begin + len(text))

    def rewritten(self, changes: Iterable[tuple[int, int, str]]) -> "Written":
        """With each stretch `start, end` of `changes`, in order, replaced by other words."""
        if len(self.segments) == 1 and self.segments[0][2:] == 2 * (len(self.text),):
            return self._rewritten_source(changes, self.segments[0].source_start)
        pieces: list[Written] = []
        last = 0
        for start, end, new in changes:
            pieces.append(self.part(last, start))
            pieces.append(self._replaced(start, end, new))
            last = end
        if not pieces:
            return self
        return joined([*pieces, self.part(last, len(self.text))])

    def _rewritten_source(self, changes: Iterable[tuple[int, int, str]], source_start: int) -> "Written":
        """The same for a text in one piece, as most are; many times faster."""
        texts: list[str] = []
        segments: list[Segment] = []
        length = begun = last = 0
        for start, end, new in changes:
            texts += (self.text[last:start], new)
            last = end
            if end - start == len(new):
                continue
            kept = start - begun
            segments += (
                Segment(length, source_start + begun, kept, kept),
                Segment(length + kept, source_start + start, len(new), end - start),
            )
            length += kept + len(new)
            begun = end
        kept = len(self.text) - begun
        segments.append(Segment(length, source_start + begun, kept, kept))
        return Written("".join([*texts, self.text[last:]]), tuple(s for s in segments if s.length))

    def readable(self) -> "Written":
        """In NFC, without invisible characters and blanks at the ends."""
        result = self
        # of the line breaks nearly all articles have some, of what else cannot be printed few have any
        if not self.text.replace("\n", "").isprintable() and _INVISIBLE.search(result.text):
            result = result.rewritten((m.start(), m.end(), "") for m in _INVISIBLE.finditer(result.text))
        return result.composed().stripped()

    def composed(self) -> "Written":
        """In NFC."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        whole = unicodedata.normalize("NFC", self.text)
        changed = self.rewritten(_compositions(self.text))
        return changed if changed.text == whole else self._replaced(0, len(self.text), whole)

    def _replaced(self, start: int, end: int, new: str) -> "Written":
        covered = tuple(_cut(self.segments, start, end))
        if not new or not covered:
            return Written(new, ())
        begin, last = covered[0], covered[-1]
        stop = last.source_start + last.source_length
        return Written(new, (Segment(0, begin.source_start, len(new), stop - begin.source_start),))


def joined(pieces: Iterable[Written]) -> Written:
    """Pieces one after the other."""
    texts: list[str] = []
    segments: list[Segment] = []
    length = 0
    for piece in pieces:
        for start, source_start, count, source_count in piece.segments:
            segment = Segment(length + start, source_start, count, source_count)
            if segments and _continues(segments[-1], segment):
                before = segments.pop()
                segment = Segment(
                    before.start, before.source_start, before.length + count, before.length + count
                )
            segments.append(segment)
        texts.append(piece.text)
        length += len(piece.text)
    return Written("".join(texts), tuple(segments))


def _continues(before: Segment, after: Segment) -> bool:
    return (
        before.length == before.source_length
        and after.length == after.source_length
        and before.start + before.length == after.start
        and before.source_start + before.source_length == after.source_start
    )


def _cut(segments: tuple[Segment, ...], start: int, end: int) -> Iterator[Segment]:
    first = max(bisect_right(segments, start, key=lambda segment: segment.start) - 1, 0)
    for segment in segments[first:]:
        if segment.start >= end:
            return
        low, high = max(start, segment.start), min(end, segment.start + segment.length)
        if low >= high:
            continue
        if segment.length == segment.source_length:
            yield Segment(low - start, segment.source_start + low - segment.start, high - low, high - low)
        else:
            yield Segment(low - start, segment.source_start, high - low, segment.source_length)


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        if len(cluster) > 1 or not unicodedata.is_normalized("NFC", cluster):
            composed = unicodedata.normalize("NFC", cluster)
            if composed != cluster:
                yield match.start(), match.end(), composed
