"""The way back from clean text to its source."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.article import CleanArticle, RawArticle, source_span
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.clean.offsets import Written, joined

RULES = CleaningRules.load()
LETTERS = st.text(alphabet="aăâeêoôơ\u0301\u0300\u0323\u0306\u0302 bĐ\u200b\n", max_size=40)


def spans(written: Written, source: str) -> None:
    for start, source_start, length, source_length in written.segments:
        if length == source_length:
            stretch = source[source_start : source_start + source_length]
            assert sorted(written.text[start : start + length]) == sorted(stretch)  # marks change their order


def test_a_record_of_decomposed_text_points_to_its_letters() -> None:
    composed = "Huyện mở chợ\n\nChợ phiên họp ở Bến Tre, rất đông vui.\n\nHết."
    body = unicodedata.normalize("NFD", composed)
    article = clean(RawArticle(article_id="a", source="a", body=body), RULES)
    assert isinstance(article, CleanArticle)
    start = article.text.index("Bến Tre")
    place = source_span(article.segments, start, start + len("Bến Tre"))
    assert place is not None
    assert body[slice(*place)] == unicodedata.normalize("NFD", "Bến Tre")


def test_a_stretch_that_was_put_in_has_no_source() -> None:
    article = clean(
        RawArticle(article_id="a", source="a", body="Huyện ủy họp bàn việc.", title="Tên bài"), RULES
    )
    assert isinstance(article, CleanArticle)
    assert source_span(article.segments, 0, 3) is None
    assert source_span(article.segments, 9, 14) == (0, 5)


@given(LETTERS)
def test_readable_text_is_in_nfc_and_knows_its_source(source: str) -> None:
    readable = Written.source(source).readable()
    assert unicodedata.is_normalized("NFC", readable.text)
    assert "\u200b" not in readable.text
    spans(readable, source)


@given(LETTERS, st.data())
def test_parts_put_together_are_the_whole(source: str, data: st.DataObject) -> None:
    whole = Written.source(source).composed()
    cut = data.draw(st.integers(0, len(whole.text)))
    again = joined([whole.part(0, cut), whole.part(cut, len(whole.text))])
    assert again.text == whole.text
    for place in range(len(whole.text)):
        assert (source_span(again.segments, place, place + 1) is None) == (
            source_span(whole.segments, place, place + 1) is None
        )


@given(LETTERS, st.lists(st.integers(0, 40), max_size=6), st.sampled_from(["", "x", "xyz"]))
def test_the_two_ways_of_rewriting_agree(source: str, places: list[int], new: str) -> None:
    marks = sorted({place for place in places if place < len(source)})
    changes = [(place, place + 1, new) for place in marks]
    fast = Written.source(source).rewritten(changes)
    pieces = [Written.source(char, place) for place, char in enumerate(source)]
    slow = joined([Written(piece.text, tuple(piece.segments)) for piece in pieces]).rewritten(changes)
    assert fast.text == slow.text
    for place in range(len(fast.text)):
        assert source_span(fast.segments, place, place + 1) == source_span(slow.segments, place, place + 1)
