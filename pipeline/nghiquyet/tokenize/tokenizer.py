"""The spaCy tokenizer: syllables, numbers and marks that tile the text to the character."""

from collections.abc import Callable

import regex
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

TOKENIZER = "nghiquyet_tokenizer"
_TOKEN = regex.compile(r"\p{L}[\p{L}\p{M}]*|\d+|\s+|.", regex.DOTALL)


class SyllableTokenizer:
    """Splits a text into syllables, digits, marks and runs of blanks; `doc.text` equals the text given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            token = match.group()
            if token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
            if token:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "SyllableTokenizer":
        """The tokenizer itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to keep: the tokenizer has no state."""

    def from_disk(self, _path: object, **_: object) -> "SyllableTokenizer":
        """The tokenizer itself."""
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """The factory that a spaCy configuration names as `@tokenizers = "nghiquyet_tokenizer"`."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)
