"""A view of a text in which spellings that Vietnamese treats alike are the same, at equal length.

Rules match on this view, so that an offset found in it is an offset into the text as written.
"""

from functools import lru_cache

import regex

_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        "Ð": "Đ",
        "ð": "đ",
        "⁄": "/",
        "∕": "/",
        "％": "%",
    }
)
_MARKED = {  # the tone mark moves from the second vowel of an open oa, oe, uy to the first
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES = {
    cased(new): cased(old)
    for new, old in _MARKED.items()
    for cased in (str.lower, str.upper, lambda pair: pair[0].upper() + pair[1], lambda pair: pair[0] + pair[1].upper())
}
_OPEN_RHYME = regex.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\p{L})")


def fold(text: str) -> str:
    """The folded view of NFC `text`, of the same length: dashes, blanks, quotes, `Ð`, and `uỷ` as `ủy`."""
    return _OPEN_RHYME.sub(lambda match: _TONES[match.group()], text.translate(_CHARACTERS))


def lower(text: str) -> str:
    """`text` in lower case at equal length: the few letters whose small form is longer stay."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=20_000)
def fold_key(text: str) -> str:
    """`text` folded for comparing names: also lower case, blanks collapsed."""
    return " ".join(fold(text).lower().split())
