"""Words by their places in the text."""

from nghiquyet.tokenize.tagged_words import TaggedWord, TaggedWords

HOLDS = TaggedWord(0, 3, "Họp", "V", "O")
TOWN = TaggedWord(4, 11, "Lào Cai", "Np", "B-LOC")
STOP = TaggedWord(11, 12, ".", "CH", "O")
WORDS = TaggedWords.of([HOLDS, TOWN, STOP])


def test_word_at_a_code_point() -> None:
    assert [WORDS.at(offset) for offset in (0, 2, 3, 4, 10, 11, 12)] == [
        HOLDS, HOLDS, None, TOWN, TOWN, STOP, None,
    ]  # fmt: skip
    assert TaggedWords.of([]).at(0) is None


def test_words_within_a_span() -> None:
    assert WORDS.within(0, 12) == [HOLDS, TOWN, STOP]
    assert WORDS.within(1, 11) == [TOWN]
    assert WORDS.within(4, 10) == []


def test_parts_and_joined_words() -> None:
    parts = [WORDS.part(0, 2), WORDS.part(2, 3)]
    assert [list(part) for part in parts] == [[HOLDS, TOWN], [STOP]]
    assert list(TaggedWords.joined(parts)) == list(WORDS)
