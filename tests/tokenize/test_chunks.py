"""Sentences cut at whitespace, against regular expressions."""

import re

from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.tokenize.chunks import AT_END, cut_at_whitespace

blanks = st.sampled_from(" \n\t\x0b\x1c\x85\xa0\u1680\u2003\u2028\u3000")
sentences = st.lists(st.text(blanks | st.sampled_from("aẾ.\u200b\u3001😀\ud800"), max_size=8), min_size=1)


@given(sentences)
def test_chunks(texts: list[str]) -> None:
    chunks = cut_at_whitespace(texts)
    found = [list(re.finditer(r"\S+", text)) for text in texts]
    assert chunks.counts.tolist() == list(map(len, found))
    assert chunks.starts.tolist() == [match.start() for matches in found for match in matches]
    assert chunks.texts == [
        match.group() + (AT_END if re.compile("$").match(text, match.end()) else "")
        for text, matches in zip(texts, found, strict=True)
        for match in matches
    ]
