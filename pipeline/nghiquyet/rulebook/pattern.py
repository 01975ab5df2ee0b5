"""From a rule's pattern to a regular expression: fragments put in, blanks made elastic, word lists bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import regex

from nghiquyet.rulebook.folding import fold
from nghiquyet.rulebook.pattern_cache import PATTERNS
from nghiquyet.rulebook.repeated import LONG, written_once
from nghiquyet.rulebook.rule import Fragment
from nghiquyet.rulebook.wordlist import WordList

INSERT = regex.compile(r"\{(\w*):([\w.]+)\}")
"""`{group:fragment}` or `{:fragment}`; a fragment of another table's folder may be named `table.fragment`."""


class PatternError(ValueError):
    """A pattern that cannot be compiled; the characters `start:end` of it are to blame."""

    def __init__(self, message: str, start: int, end: int, advice: str = "") -> None:
        self.message, self.start, self.end, self.advice = message, start, end, advice
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A compiled pattern and, of each named group, the fragment's normaliser."""

    regex: "regex.Pattern[str]"
    normalisers: dict[str, str]


_PATTERNS_KEPT = 8192  # the same fragments stand in many rules
LONGEST_BLANK = 20
"""A run of more blanks is no gap between words. The bound keeps patterns linear on runs of blanks."""


@lru_cache(maxsize=_PATTERNS_KEPT)
def elastic_blanks(pattern: str) -> str:
    """`pattern` with each literal space outside a class made to match any run of blanks, up to a bound."""
    out, in_class, i = [], 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            out.append(pattern[i : i + 2])
            i += 2
            continue
        in_class += (char == "[") - (char == "]" and in_class > 0)
        following = pattern[i + 1 : i + 2] or "end"
        if char == " " and not in_class and following != "{":
            least = 0 if following in ("?", "*") else 1
            out.append(f" {{{least},{LONGEST_BLANK}}}")
            i += following in ("?", "*", "+")
        else:
            out.append(char)
        i += 1
    return "".join(out)


def compile_pattern(
    pattern: str, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]
) -> CompiledPattern:
    """Compile `pattern`. Raises PatternError for an unknown fragment or list and for a bad expression."""
    normalisers: dict[str, str] = {}
    callable_parts, bound_parts = set[str](), set[str]()  # a call heeds neither direction nor case

    def expanded(text: str, path: tuple[str, ...], backwards: bool, ignore_case: bool) -> str:
        parts, last, text = list[str](), 0, fold(text)
        for match in INSERT.finditer(text):
            parts.append(elastic_blanks(text[last : match.start()]))
            try:
                within = _brackets_round(text, match.start())
                behind = backwards or not within.isdisjoint(("(?<=", "(?<!"))
                parts.append(inserted(match, path, behind, ignore_case or "(?i:" in within))
            except _UnusableFragmentError as error:
                if path:
                    raise
                raise PatternError(error.message, match.start(), match.end(), error.advice) from error
            last = match.end()
        return "".join((*parts, elastic_blanks(text[last:])))

    def inserted(match: "regex.Match[str]", path: tuple[str, ...], backwards: bool, ignore_case: bool) -> str:
        group, name = match[1], match[2]
        if name not in fragments:
            raise _UnusableFragmentError(*_unknown_fragment(name, path, fragments))
        if name in path:
            raise _UnusableFragmentError(
                f"fragment {name!r} contains itself", "take it out of its own pattern"
            )
        fragment = fragments[name]
        if fragment.list is None:
            ignore_within = ignore_case or fragment.ignore_case
            body = expanded(fragment.pattern or "", (*path, name), backwards, ignore_within)
            if fragment.ignore_case:
                body = f"(?i:{body})"
        elif fragment.list in lists:
            words = lists[fragment.list]
            body = words.expression(fragment.where, ignore_case=fragment.ignore_case, backwards=backwards)
            body += r"(?!\p{L})"
        else:
            raise _UnusableFragmentError(
                f"fragment {name!r} names no list in rules/lists: {fragment.list!r}",
                f"add rules/lists/{fragment.list}.tsv or correct the name",
            )
        if len(body) >= LONG and "(?P<" not in body:
            (bound_parts if backwards or ignore_case else callable_parts).add(body)
        if not group:
            return f"(?:{body})"
        if fragment.normalise:
            normalisers[group] = fragment.normalise
        return f"(?P<{group}>{body})"

    source = expanded(pattern, (), pattern.startswith("(?r)"), False)
    source = written_once(source, callable_parts - bound_parts)
    try:
        return CompiledPattern(PATTERNS.compile(source), normalisers)
    except regex.error as error:
        raise _bad_expression(pattern, error, fragments, lists) from error


class _UnusableFragmentError(Exception):
    """A fragment that cannot be put in, and what to do."""

    def __init__(self, message: str, advice: str) -> None:
        self.message, self.advice = message, advice
        super().__init__(message)


def _unknown_fragment(name: str, path: tuple[str, ...], fragments: Mapping[str, Fragment]) -> tuple[str, str]:
    where = f", which fragment {path[-1]!r} uses" if path else ""
    close = get_close_matches(name, fragments, n=1)
    meant = f"did you mean {close[0]!r}? Else " if close else ""
    return (
        f"unknown fragment {name!r}{where}",
        f"{meant}add [{name}] to rules/_fragments.toml, or to the _fragments.toml of the table's folder",
    )


def _bad_expression(
    pattern: str, error: regex.error, fragments: Mapping[str, Fragment], lists: Mapping[str, WordList]
) -> PatternError:
    """The error at its place in the pattern as written: fragments stand in as letters of the same length."""

    def stand_in(match: "regex.Match[str]") -> str:
        length = len(match.group())
        opening = f"(?P<{match[1]}>" if match[1] else ""
        filled = f"{opening}{'X' * (length - len(opening) - 1)})" if opening else "X" * length
        return filled if len(filled) == length else "X" * length

    try:
        regex.compile(INSERT.sub(stand_in, pattern))
    except regex.error as found:
        message = _said(found)
        place = (_open_brackets(pattern) or [0])[-1] if message in _AT_THE_END else getattr(found, "pos", 0)
        start = min(place, len(pattern))
        return PatternError(message, start, start + 1, _ADVICE.get(message, ""))
    for match in INSERT.finditer(pattern):
        fragment = fragments[match[2]]
        if fragment.pattern is None:
            continue
        try:
            compile_pattern(fragment.pattern, fragments, lists)
        except PatternError as inner:
            faulty = fragment.pattern[max(0, inner.start - 20) : inner.end]
            return PatternError(
                f"fragment {match[2]!r} cannot be compiled: {inner.message}", match.start(), match.end(),
                f"mend the fragment: {inner.advice or faulty}",
            )  # fmt: skip
    return PatternError(_said(error), 0, len(pattern), "its fragments do not fit together")


def _said(error: regex.error) -> str:
    return str(getattr(error, "msg", error))


@lru_cache(maxsize=_PATTERNS_KEPT)
def _brackets_round(pattern: str, place: int) -> frozenset[str]:
    """The first four characters of each bracket that is open at a place of a pattern."""
    return frozenset(pattern[bracket : bracket + 4] for bracket in _open_brackets(pattern[:place]))


def _open_brackets(pattern: str) -> list[int]:
    """Where the brackets stand that are open at the end of a pattern."""
    opened, in_class, i = list[int](), False, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 1
        elif in_class:
            if char == "]" and i > opened[-1] + 1:
                opened.pop()
                in_class = False
        elif char in "([":
            opened.append(i)
            in_class = char == "["
        elif char == ")" and opened:
            opened.pop()
        i += 1
    return opened


_AT_THE_END = frozenset(("missing )", "unterminated character set"))
"""What `regex` notices only where the pattern ends."""

_ADVICE = {
    "missing )": "close the bracket, or write \\( for the sign itself",
    "unbalanced parenthesis": "open a bracket for it, or write \\) for the sign itself",
    "unterminated character set": "close it with ], or write \\[ for the sign itself",
    "nothing to repeat": "put what is to be repeated before the sign, or write a backslash before it",
    "multiple repeat": "bracket what is repeated: (?:…)+",
    "unknown property": "name a property of Unicode: \\p{L}, \\p{Lu}, \\p{Ll}, \\p{N}",
    "cannot refer to an open group": "close the group before it is referred to",
}
"""What to do, by what the module `regex` calls the error."""
