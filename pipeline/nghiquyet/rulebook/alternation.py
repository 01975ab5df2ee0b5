"""A word list as one expression that reads no letter twice."""

from collections.abc import Iterable

import regex

_Tree = dict[str, "_Tree"]
_END = ""


def alternation(words: Iterable[str], *, backwards: bool = False) -> str:
    """An expression for any of `words`, the longest that fits first.

    `backwards` is for a place that is matched from its end: a lookbehind, or a pattern with `(?r)`. The words
    share their beginnings (their ends) as in a tree of letters, so that little is read where none stands. The
    named lists of `regex` try every length of word at every place: ten times the cost.
    """
    root: _Tree = {}
    for word in words:
        node = root
        for letter in reversed(word) if backwards else word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return f"(?:{_written(root, backwards)})"


def _written(node: _Tree, backwards: bool) -> str:
    branches = [
        _written(rest, backwards) + regex.escape(letter, special_only=True)
        if backwards
        else regex.escape(letter, special_only=True) + _written(rest, backwards)
        for letter, rest in node.items()
        if letter
    ]
    if not branches:
        return ""
    if _END in node:
        branches.append("")  # `(?:…)?` would say the same, but `regex` is slower to repeat than to choose
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
