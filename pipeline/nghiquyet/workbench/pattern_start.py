"""How a pattern begins: with letters that a search can look for at once, or with what is tried everywhere."""

import regex

_LOOKAROUND = ("(?=", "(?!", "(?<=", "(?<!")
_OPENING = regex.compile(r"\((?:\?(?:P<\w+>|[a-zA-Z]*:|>))?")
_QUANTIFIER = regex.compile(r"[*?]|\{0?,|\{0\}")
_CLASSES = "dDsSwWpPXRbB"


def begins_definitely(source: str) -> bool:
    """Whether every match of an expanded pattern begins with a literal, some letter or a listed word.

    Look-arounds before it do not count; a part that may be missing is passed over to what follows it, which
    must begin so too.
    """
    return _begins(source, 0)


def _begins(source: str, start: int) -> bool:
    place = start
    while place < len(source) and source[place] not in "|)":
        if source.startswith(_LOOKAROUND, place):
            place = _closing(source, place) + 1
            continue
        if source[place] in "^$" or source.startswith(("\\b", "\\B", "\\A"), place):
            place += 1 if source[place] in "^$" else 2
            continue
        end, definite = _item(source, place)
        if not definite:
            return False
        if not _QUANTIFIER.match(source, end):
            return True
        place = end + len(_QUANTIFIER.match(source, end).group())  # type: ignore[union-attr]
        while place < len(source) and source[place] in "+?}0123456789,":
            place += 1
    return False


def _item(source: str, place: int) -> tuple[int, bool]:
    """Where the item at `place` ends, and whether it begins definitely."""
    if source[place] == "(":
        opening = _OPENING.match(source, place)
        inner = opening.end() if opening else place + 1
        close = _closing(source, place)
        branches = [inner, *_alternatives(source, inner, close)]
        return close + 1, all(_begins(source, branch) for branch in branches)
    if source[place] == "[":
        end = _class_end(source, place)
        return end + 1, source[place + 1 : end].isalpha()
    if source[place] == "\\":
        return place + 2, source[place + 1] not in _CLASSES and not source[place + 1].isdigit()
    return place + 1, source[place] != "."


def _alternatives(source: str, start: int, end: int) -> list[int]:
    """Where the alternatives of a group begin, save the first."""
    found, place = [], start
    while place < end:
        if source[place] == "\\":
            place += 2
        elif source[place] == "[":
            place = _class_end(source, place) + 1
        elif source[place] == "(":
            place = _closing(source, place) + 1
        else:
            if source[place] == "|":
                found.append(place + 1)
            place += 1
    return found


def _closing(source: str, place: int) -> int:
    """The bracket that closes the one at `place`."""
    depth = 0
    while place < len(source):
        if source[place] == "\\":
            place += 2
            continue
        if source[place] == "[":
            place = _class_end(source, place)
        depth += (source[place] == "(") - (source[place] == ")")
        if depth == 0:
            return place
        place += 1
    return place


def _class_end(source: str, place: int) -> int:
    """The bracket that closes the class at `place`."""
    end = place + 2 + source.startswith("[^", place)
    while end < len(source) and source[end - 1] != "]":
        end += 2 if source[end - 1] == "\\" else 1
    return end - 1
