"""A view of a text in which spellings that Vietnamese treats alike are the same, at equal length.

Rules match on this view, so that an offset found in it is an offset into the text as written.
"""

import re
from functools import lru_cache

import regex

_CHARACTERS = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys(f"\t\u00a0{''.join(map(chr, range(0x2000, 0x200B)))}\u202f\u205f\u3000", " "),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    "Ð": "Đ",
    "ð": "đ",
    "⁄": "/",
    "∕": "/",
    "％": "%",
}
_MARKED = {  # the tone mark moves from the second vowel of an open oa, oe, uy to the first
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES = {
    cased(new): cased(old)
    for new, old in _MARKED.items()
    for cased in (
        str.lower,
        str.upper,
        lambda pair: pair[0].upper() + pair[1],
        lambda pair: pair[0] + pair[1].upper(),
    )
}
_OPEN_RHYME = regex.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\p{L})")
_FOLDED_CHARACTER = re.compile(f"[{''.join(map(re.escape, _CHARACTERS))}]")  # faster than by `regex`

_LONGEST_NAME = 100


def fold(text: str) -> str:
    """The folded view of NFC `text`, equally long: dashes, blanks, quotes, `Ð`, and `uỷ` as `ủy`."""
    plain = _FOLDED_CHARACTER.sub(lambda match: _CHARACTERS[match.group()], text)  # str.translate is slow
    return _OPEN_RHYME.sub(lambda match: _TONES[match.group()], plain)


def lower(text: str) -> str:
    """`text` in lower case at equal length: the few letters whose small form is longer stay."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def fold_key(text: str) -> str:
    """`text` folded for comparing names: also lower case, blanks collapsed."""
    return _key_of_name(text) if len(text) <= _LONGEST_NAME else _key(text)


def _key(text: str) -> str:
    return " ".join(fold(text).lower().split())


_key_of_name = lru_cache(maxsize=5_000)(_key)  # names come again and again
