"""Cutting a text by its mentions: every character once, openings and closings nested."""

from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.explore.marked_text import Closing, Opening, marked_text
from nghiquyet.records import Date, Mention, Unit

TEXT = "Huyện ủy Trà Cú họp ngày 5/3"


def unit(start: int, end: int) -> Unit:
    return Unit(
        start=start,
        end=end,
        surface=TEXT[start:end],
        rule_id="units.test",
        unit_type="party",
        canonical="Huyện ủy",
    )


def drawn(mentions: list[Mention], text: str = TEXT) -> str:
    """Openings as `[`, resumed ones as `{`, closings as `]`."""
    marks = {True: "{", False: "["}
    return "".join(
        marks[part.resumed] if isinstance(part, Opening) else "]" if isinstance(part, Closing) else part
        for part in marked_text(text, mentions)
    )


def test_text_without_mentions_is_one_piece() -> None:
    assert list(marked_text(TEXT, [])) == [TEXT]


def test_empty_text_has_no_piece() -> None:
    assert list(marked_text("", [])) == []


def test_a_mention_inside_another_nests() -> None:
    assert drawn([unit(9, 15), unit(0, 15)]) == "[Huyện ủy [Trà Cú]] họp ngày 5/3"


def test_mentions_that_cross_are_split() -> None:
    assert drawn([unit(0, 15), unit(9, 19)]) == "[Huyện ủy [Trà Cú]]{ họp] ngày 5/3"


def test_two_mentions_of_the_same_span_nest() -> None:
    date = Date(
        start=20,
        end=28,
        surface="ngày 5/3",
        rule_id="dates.test",
        grain="day",
        value="2024-03-05",
        resolved=True,
    )
    assert drawn([date, unit(20, 28)]) == "Huyện ủy Trà Cú họp [[ngày 5/3]]"


@given(st.lists(st.tuples(st.integers(0, 28), st.integers(0, 28)).map(sorted), max_size=8))
def test_each_character_is_said_once_and_each_mention_covers_its_own(spans: list[list[int]]) -> None:
    mentions = [unit(start, end) for start, end in spans if start < end]
    covered = {id(mention): "" for mention in mentions}
    said, stack, opened = "", [], []
    for part in marked_text(TEXT, mentions):
        if isinstance(part, Opening):
            stack.append(part.mention)
            opened += [] if part.resumed else [id(part.mention)]
        elif isinstance(part, Closing):
            stack.pop()
        else:
            said += part
            for mention in stack:
                covered[id(mention)] += part
    assert said == TEXT
    assert not stack
    assert sorted(opened) == sorted(covered)
    assert all(covered[id(mention)] == mention.surface for mention in mentions)
