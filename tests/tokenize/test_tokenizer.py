"""The tokenizer: its tokens tile the text, whatever the text."""

import spacy
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.tokenize.tokenizer import TOKENIZER

_NLP = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


@given(st.text())
def test_tokens_tile_any_text(text: str) -> None:
    doc = _NLP.make_doc(text)
    assert doc.text == text
    end = 0
    for token in doc:
        assert token.idx == end
        assert text[token.idx : token.idx + len(token.text)] == token.text
        end = token.idx + len(token.text_with_ws)
    assert end == len(text)


def test_syllables_numbers_and_marks_are_tokens() -> None:
    doc = _NLP.make_doc("Kết nạp 58/130 đảng viên (đạt 44,62%)")
    assert [token.text for token in doc] == [
        "Kết", "nạp", "58", "/", "130", "đảng", "viên", "(", "đạt", "44", ",", "62", "%", ")",
    ]  # fmt: skip


def test_a_line_break_is_a_token_of_its_own() -> None:
    assert [token.text for token in _NLP.make_doc("Tiêu đề\n\nBDK - Ngày")] == [
        "Tiêu",
        "đề",
        "\n\n",
        "BDK",
        "-",
        "Ngày",
    ]
