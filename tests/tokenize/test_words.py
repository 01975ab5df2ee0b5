"""The linear-time tagger gives what underthesea gives, at the right places."""

import json
import re
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import underthesea
from hypothesis import given, settings
from hypothesis import strategies as st

from nghiquyet.tokenize import words as words_module
from nghiquyet.tokenize.installed import UndertheseaError
from nghiquyet.tokenize.reference import ReferenceTagger
from nghiquyet.tokenize.tagged_words import Sentence, TaggedWord
from nghiquyet.tokenize.words import Tagger, WordTagger, load_tagger

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("*.json"))
_TEXT = (
    "ông bà Nguyễn Văn tỉnh huyện uỷ ủy hoà Lào Cai Đảng bộ nghị quyết kết nạp đạt trên và xã Bảo Thắng "
    "61/140 43,57% (đạt 16-NQ/HU TP. TP.HCM v.v... T.Ư 20.08.2014 10:20:50 43H-0530 H'Mông a@b.vn "
    "http://a.vn/x(y) :D :)) =)) <3 BOS EOS True X N V I-W ΑΣ Σ İ ß ŉa ǅ ð Ðảng bíết nghành ba\u0300i "
    "e\u0302\u0301\u0301 \u1100\u1161\u11a8 \u0958 \u0344 ½ ٣ 2147483648 \u200b \ufeff 😀 ... -- ’ N’Thôn"
)
SYLLABLES = _TEXT.split()

syllables = st.sampled_from(SYLLABLES)
oddities = st.text(st.characters(exclude_categories=("Cs", "Cn")), min_size=1, max_size=5)
spaces = st.sampled_from([" ", " ", " ", " ", "  ", "\n", "\t", "\xa0", "\u2000", "\u3000", "\x1c", ""])
varied = st.lists(st.tuples(syllables | oddities, spaces), max_size=20)
# the same few items again and again bring equal scores about
repeated = st.lists(st.tuples(syllables, spaces), min_size=1, max_size=3).map(lambda pairs: pairs * 8)
sentences = (varied | repeated).map(lambda pairs: "".join(map("".join, pairs)))


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordTagger]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield WordTagger()


def tag(tagger: Tagger, sentences: Sequence[str]) -> list[list[TaggedWord]]:
    """The words of each sentence, it being a text of its own."""
    return [list(words) for words in tagger.tag([[Sentence(0, sentence)] for sentence in sentences])]


def tags(words: list[TaggedWord]) -> list[tuple[str, str, str]]:
    return [(word.text, word.pos, word.entity) for word in words]


def expected(sentence: str) -> list[tuple[str, str, str]]:
    return [(word, pos, entity) for word, pos, _, entity in underthesea.ner(sentence)]


def assert_is_of_underthesea(words: list[TaggedWord], sentence: str) -> None:
    """Each of its three functions gives the same words, tags and entities."""
    assert [word.text for word in words] == underthesea.word_tokenize(sentence)
    assert [(word.text, word.pos) for word in words] == underthesea.pos_tag(sentence)
    assert tags(words) == expected(sentence)


def assert_covers(words: list[TaggedWord], sentence: str) -> None:
    """Words come in order and leave out nothing but whitespace."""
    start = end = 0
    for word in words:
        assert start <= word.start < word.end <= len(sentence)
        assert not sentence[end : word.start].strip()
        assert end <= word.start or end - word.start == 1  # one code point taken apart into two words
        assert sentence[word.start : word.end] == sentence[word.start : word.end].strip()
        start, end = word.start, word.end
    assert not sentence[end:].strip()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_articles(tagger: WordTagger, path: Path) -> None:
    text = json.loads(path.read_text(encoding="utf-8"))["text"]
    parts = [part for part in re.split(r"(?<=[.;:])\s+|\n+", text) if part]
    for part, words in zip(parts, tag(tagger, parts), strict=True):
        assert_is_of_underthesea(words, part)
        assert_covers(words, part)


@settings(deadline=None, max_examples=200)
@given(st.lists(sentences, max_size=3))
def test_any_text(tagger: WordTagger, texts: list[str]) -> None:
    for text, words in zip(texts, tag(tagger, texts), strict=True):
        assert_is_of_underthesea(words, text)
        assert_covers(words, text)


def test_offsets_are_into_the_sentence_as_written(tagger: WordTagger) -> None:
    sentence = "Huyện uỷ  Ba\u0302\u0301c Ha\u0300 ðạt 61/140 nghành"
    (words,) = tag(tagger, [sentence])
    assert " ".join(word.text for word in words) == "Huyện ủy Bấc Hà đạt 61/140 ngành"
    written = " ".join(sentence[word.start : word.end] for word in words)
    assert written.split() == sentence.split()


def test_batches_and_forgetting_change_nothing(tagger: WordTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Tỉnh uỷ Lào Cai họp.", "", " ", "Kết nạp 61/140 đảng viên (đạt 43,57%).\n", "x"]
    together = tag(tagger, texts)
    monkeypatch.setattr(words_module, "_BATCH", 10)
    monkeypatch.setattr(words_module, "_REMEMBERED", 3)
    assert tag(tagger, texts) == together == [tag(tagger, [text])[0] for text in texts]
    assert tagger.tag([]) == []


def test_no_more_is_held_after_many_words_than_after_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_module, "_REMEMBERED", 300)
    tagger = WordTagger()

    def most_held(texts: range) -> int:
        """Bytes after the fullest of these texts, each of a hundred words that no other has."""
        held = []
        for text in texts:
            tag(tagger, [" ".join(f"xã{text}bản{word}" for word in range(100))])
            held.append(tracemalloc.get_traced_memory()[0])
        return max(held)

    tracemalloc.start()
    try:
        few = most_held(range(20))
        assert most_held(range(20, 60)) < 1.2 * few
    finally:
        tracemalloc.stop()


def test_texts_of_several_sentences(tagger: WordTagger) -> None:
    sentences = [Sentence(0, "Tỉnh uỷ Lào Cai họp."), Sentence(21, "Kết nạp 61/140 đảng viên.")]
    first, second = tag(tagger, [sentence.text for sentence in sentences])
    moved = [word._replace(start=21 + word.start, end=21 + word.end) for word in second]
    assert [list(words) for words in tagger.tag([[], sentences, [Sentence(0, " ")]])] == [
        [],
        first + moved,
        [],
    ]


def test_tables_come_from_the_cache(
    monkeypatch: pytest.MonkeyPatch, tagger: WordTagger, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    WordTagger()
    with monkeypatch.context() as patch:
        patch.setattr(words_module, "read_tables", lambda: pytest.fail("the cache was not used"))
        assert tag(WordTagger(), SYLLABLES) == tag(tagger, SYLLABLES)
    (file,) = (tmp_path / "nghiquyet").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert tag(WordTagger(), SYLLABLES) == tag(tagger, SYLLABLES)


def test_other_results_are_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))  # no cache can be written there
    monkeypatch.setattr(underthesea, "ner", lambda _: [("Sáng", "N", "B-NP", "O")])
    with pytest.raises(UndertheseaError, match="in another way"):
        WordTagger()


def test_falls_back_to_underthesea(monkeypatch: pytest.MonkeyPatch, tagger: WordTagger) -> None:
    def missing() -> str:
        raise UndertheseaError("underthesea lacks a part")

    monkeypatch.setattr(words_module, "fingerprint", missing)
    with pytest.warns(UserWarning, match="lacks a part"):
        slow = load_tagger()
    assert isinstance(slow, ReferenceTagger)
    texts = ["Sáng 8/2, Huyện uỷ Bảo Thắng  họp [phiên 15].", "Kết nạp 61/140 đảng viên.", " ", ""]
    assert tag(slow, texts) == tag(tagger, texts)
