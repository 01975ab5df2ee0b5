"""Sentences: where they start, and which full stops end none."""

from itertools import pairwise

import pytest

from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.tokenize.sentences import sentence_starts

_ABBREVIATIONS = frozenset(Rulebook.load().lists["sentence_abbreviations"].words)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Huyện họp. Ông A chủ trì.", ["Huyện họp. ", "Ông A chủ trì."]),
        ("Tiêu đề\n\nBDK - Sáng 8/2.", ["Tiêu đề\n\n", "BDK - Sáng 8/2."]),
        ("Đoàn đến TP. Bến Tre và H. Ba Tri.", ["Đoàn đến TP. Bến Tre và H. Ba Tri."]),
        ("Thu 46.346,8 tỷ đồng. Chi 1.250 tỷ đồng.", ["Thu 46.346,8 tỷ đồng. ", "Chi 1.250 tỷ đồng."]),
        ("cho Thành ủy.Theo đó, huyện làm.", ["cho Thành ủy.", "Theo đó, huyện làm."]),
        ('Ông nói: "Phải làm ngay." Rồi ông đi.', ['Ông nói: "Phải làm ngay." ', "Rồi ông đi."]),
    ],
)
def test_sentences_start_where_a_reader_starts_them(text: str, sentences: list[str]) -> None:
    starts = [*sentence_starts(text, _ABBREVIATIONS), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == sentences


def test_a_blank_text_has_none() -> None:
    assert sentence_starts(" \n ", _ABBREVIATIONS) == []
