"""Which element of a page holds the article."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nghiquyet.clean.headline import Headlines
from nghiquyet.clean.page_shape import HEADLINE_WORDS, PageShape

NEAR_SHARES = (1.0, 0.5, 0.33, 0.25, 0.2)
"""What a paragraph counts for the element that it stands in, for the one around that, and so on outwards."""
RIVAL = 0.5
"""An element with so much of the most prose is the body where it has a headline and that one has none."""
COLUMN_STEPS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a page that may be the article's, by number: the headline, the body's first and last."""

    headline: int | None
    first: int
    last: int


def find_block(shape: PageShape, titles: Sequence[str]) -> Block | None:
    """The article's block; none where no line may be its. `titles` are what the page calls itself."""
    headlines = Headlines(shape, titles)
    body = shape.part("body")
    if body is None:
        body = _body(shape, headlines)
    if body is None:
        return None
    titled = shape.part("title")
    headline = shape.first[titled] if titled is not None else headlines.over(body)
    return Block(headline, shape.first[body], shape.last[body])


def _body(shape: PageShape, headlines: Headlines) -> int | None:
    """The element with most prose near it that has a headline, else the one with most."""
    numbers = [n for n in range(len(shape.lines)) if shape.prose[n] and not shape.furniture[n]]
    own = [number for number in numbers if not _is_teaser(shape, number)] or numbers
    if not own:
        return None
    weights = _weights(shape, own)
    best = max(weights.values())
    rivals = [element for element, weight in weights.items() if weight >= RIVAL * best]
    rivals.sort(key=lambda element: (weights[element], element), reverse=True)
    headed = (element for element in rivals if headlines.over(element) is not None)
    return _widened(shape, next(headed, rivals[0]), own)


def _weights(shape: PageShape, numbers: Sequence[int]) -> dict[int, float]:
    """How much of the prose of some lines stands in each element or near it."""
    weights: dict[int, float] = defaultdict(float)
    for number in numbers:
        paragraph = _paragraph(shape, number)
        alone = shape.first[paragraph] == shape.last[paragraph]
        shares = (1.0, *NEAR_SHARES) if alone else NEAR_SHARES
        for element, share in zip(shape.markup.ancestors(paragraph), shares, strict=False):
            weights[element] += share * shape.prose[number]
    return weights


def _paragraph(shape: PageShape, number: int) -> int:
    """The outermost element that holds a line alone, else the one that it stands in."""
    paragraph = shape.lines[number].element
    for element in shape.markup.ancestors(paragraph):
        if shape.first[element] != shape.last[element]:
            break
        paragraph = element
    return paragraph


def _is_teaser(shape: PageShape, number: int) -> bool:
    """Whether a line stands under the linked headline of another article, or under its date."""
    if number and _leads_elsewhere(shape, number - 1):
        return True
    return number > 1 and not shape.prose[number - 1] and _leads_elsewhere(shape, number - 2)


def _leads_elsewhere(shape: PageShape, number: int) -> bool:
    return shape.links[number] and len(shape.lines[number].line.key.split()) >= HEADLINE_WORDS


def _widened(shape: PageShape, element: int, prose: Sequence[int]) -> int:
    """The element, or one around it where it is a single paragraph among others."""
    for outer in shape.markup.ancestors(element):
        if sum(shape.first[outer] <= number <= shape.last[outer] for number in prose) > 1:
            return outer if _is_column(shape, element, outer) else element
    return element


def _is_column(shape: PageShape, paragraph: int, outer: int) -> bool:
    """Whether a paragraph stands in `outer` without a box of its own."""
    near = zip(shape.markup.ancestors(paragraph), range(COLUMN_STEPS + 1), strict=False)
    return any(number == outer for number, _ in near)
