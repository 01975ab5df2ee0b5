"""From a rule's pattern to a compiled regular expression: fragments put in, blanks made elastic, word lists bound."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.pattern_cache import PATTERNS
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList

_INSERT = regex.compile(r"\{(\w*):(\w+)\}")


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A compiled pattern and, of each named group, the fragment's normaliser."""

    regex: "regex.Pattern[str]"
    normalisers: dict[str, str]


def elastic_blanks(pattern: str) -> str:
    """`pattern` with each literal space outside a class made to match any run of blanks."""
    out, in_class, i = [], 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            out.append(pattern[i : i + 2])
            i += 2
            continue
        in_class += (char == "[") - (char == "]" and in_class > 0)
        following = pattern[i + 1 : i + 2]
        if char == " " and not in_class and following not in ("*", "+", "{"):
            out.append(" *" if following == "?" else " +")
            i += following == "?"
        else:
            out.append(char)
        i += 1
    return "".join(out)


def compile_pattern(
    pattern: str, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]
) -> CompiledPattern:
    """Compile `pattern`. Raises ValueError for an unknown fragment or list, `regex.error` for a bad expression."""
    normalisers: dict[str, str] = {}
    used_lists: dict[str, list[str]] = {}

    def insert(text: str, path: tuple[str, ...]) -> str:
        def expand(match: "regex.Match[str]") -> str:
            group, name = match[1], match[2]
            if name not in fragments:
                raise ValueError(f"unknown fragment {name!r}; known: {', '.join(sorted(fragments))}")
            if name in path:
                raise ValueError(f"fragment {name!r} contains itself")
            fragment = fragments[name]
            if fragment.list is not None:
                if fragment.list not in lists:
                    raise ValueError(f"fragment {name!r} names no list in rules/lists: {fragment.list!r}")
                key = "_".join((fragment.list, *fragment.where.values()))
                used_lists[key] = [fold(word) for word in lists[fragment.list].words_where(fragment.where)]
                body = rf"\L<{key}>(?!\p{{L}})"
            else:
                body = insert(fragment.pattern or "", (*path, name))
            if fragment.ignore_case:
                body = f"(?i:{body})"
            if not group:
                return f"(?:{body})"
            if fragment.normalise:
                normalisers[group] = fragment.normalise
            return f"(?P<{group}>{body})"

        return _INSERT.sub(expand, text)

    source = elastic_blanks(fold(insert(pattern, ())))
    return CompiledPattern(PATTERNS.compile(source, used_lists), normalisers)
