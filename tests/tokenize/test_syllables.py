"""Sentences are cut into syllables; what was cut is remembered while it is met again."""

import pytest

from nghiquyet.tokenize.installed import read_tables
from nghiquyet.tokenize.lexicon import Lexicon
from nghiquyet.tokenize.syllables import SyllableTokenizer
from nghiquyet.tokenize.tables import Tables
from nghiquyet.tokenize.tagged_words import Sentence
from nghiquyet.tokenize.text_functions import IN_CORE


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables()


def syllables(tokenizer: SyllableTokenizer, sentence: str) -> list[tuple[str, int, int]]:
    found = tokenizer.split([Sentence(0, sentence)])
    texts = [tokenizer.lexicon.texts[number] for number in found.numbers]
    return list(zip(texts, found.starts.tolist(), found.ends.tolist(), strict=True))


def test_chunks_that_were_not_met_since_the_last_time_are_forgotten(tables: Tables) -> None:
    tokenizer = SyllableTokenizer(tables.rules, Lexicon((tables.words, IN_CORE)))
    sentence = "Kết nạp 61/140 đảng viên (đạt 43,57%)."
    cut = syllables(tokenizer, sentence)
    assert " ".join(text for text, _, _ in cut) == "Kết nạp 61/140 đảng viên ( đạt 43,57 % ) ."
    tokenizer.forget()
    assert (len(tokenizer), len(tokenizer.lexicon)) == (7, 11)  # all were met since the beginning
    syllables(tokenizer, "Kết nạp đảng viên")
    tokenizer.forget()
    assert (len(tokenizer), len(tokenizer.lexicon)) == (4, 4)
    assert syllables(tokenizer, sentence) == cut
    for _ in range(2):
        tokenizer.forget()
    assert (len(tokenizer), len(tokenizer.lexicon)) == (0, 0)
    assert syllables(tokenizer, sentence) == cut
