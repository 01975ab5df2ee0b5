"""A text cut where its mentions begin and end, so that each character is said once however they overlap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nghiquyet.records import Mention


@dataclass(frozen=True, slots=True)
class Opening:
    """A mention begins here, or goes on (`resumed`) after one that it crosses."""

    mention: Mention
    resumed: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The mention opened last ends here, or pauses."""


def marked_text(text: str, mentions: Iterable[Mention]) -> Iterator[str | Opening | Closing]:
    """Pieces of `text` between properly nested openings and closings."""
    waiting = sorted((m for m in mentions if m.start < m.end), key=lambda m: (-m.start, m.end))
    open_mentions: list[Mention] = []
    place = 0
    while waiting or open_mentions:
        ends = [mention.end for mention in open_mentions]
        following = min([*ends, waiting[-1].start] if waiting else ends)
        if following > place:
            yield text[place:following]
            place = following
        paused = []
        while any(mention.end == place for mention in open_mentions):
            mention = open_mentions.pop()
            yield Closing()
            if mention.end > place:
                paused.append(mention)
        for mention in reversed(paused):
            yield Opening(mention, resumed=True)
            open_mentions.append(mention)
        while waiting and waiting[-1].start == place:
            mention = waiting.pop()
            yield Opening(mention, resumed=False)
            open_mentions.append(mention)
    if place < len(text):
        yield text[place:]
