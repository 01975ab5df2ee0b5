"""The functions of feature templates that answer yes or no about one text.

underthesea computes the features of word segmentation in Rust (underthesea_core) and the others in Python
(pipeline/*/tagged_feature.py); a title is not the same thing in both.
"""

import re
from collections.abc import Callable, Mapping

Test = Callable[[str], bool]

_INTEGER = re.compile(r"[+-]?[0-9]+")


def _core_is_title(text: str) -> bool:
    """The first character has no other upper case: digits and marks are titles too."""
    return text[0] == text[0].upper()


def _core_is_digit(text: str) -> bool:
    """Rust reads it as a 32-bit integer."""
    return bool(_INTEGER.fullmatch(text)) and -(2**31) <= int(text) < 2**31


def _python_is_title(text: str) -> bool:
    """Every syllable begins with a capital letter."""
    if not text[0].istitle():
        return False  # of most words this is all there is to ask
    return all(syllable[0].istitle() for syllable in text.split(" "))


IN_CORE: Mapping[str, Test] = {"istitle": _core_is_title, "isdigit": _core_is_digit}
IN_PYTHON: Mapping[str, Test] = {"istitle": _python_is_title}
