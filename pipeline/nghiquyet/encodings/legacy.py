"""The encodings of the time before Unicode, by their tables in rules/encodings."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import islice
from pathlib import Path

import regex

from nghiquyet.encodings.vietnamese import LONGEST_SAMPLE, Likeness, likeness
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.pattern import compile_pattern
from nghiquyet.rulebook.toml_file import FRAGMENTS_FILE, read_fragments

CERTAIN_SHARE = 0.85
"""Of the words with marks, so many must be syllables of Vietnamese once the text is read rightly."""
FEWEST_WORDS = 5
WORDS_A_FOREIGN_LETTER = 4
"""In French at most one in so many words has a letter beyond ASCII; in Vietnamese, most have."""
LETTERS_OF_UNICODE = 20
"""Of the letters beyond ASCII one in so many, and more, is of Unicode alone in a text that is in Unicode."""
LETTERS_A_LOST_ONE = 500
"""A text with more than one lost letter in so many is damaged."""

TCVN3, VNI, TWICE = "tcvn3", "vni", "utf-8 as windows-1252"
WINDOWS_1252, WINDOWS_1258 = "windows-1252", "windows-1258"

_UNICODE_ONLY = regex.compile(r"[\u1ea0-\u1ef9ăĂđĐơƠưƯĩĨũŨ\u0300\u0301\u0303\u0309\u0323]")
_TAG = regex.compile(r"<[^<>]*+>")
_CAPITAL_LINE = regex.compile(r"^(?:[^a-zA-Z\n]*+[A-Z]){4}[^a-z\n]*+$", flags=regex.MULTILINE)
_REFERENCE = regex.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);?")
_BEYOND_ASCII = regex.compile(r"[^\x00-\x7f]+")
_LATIN = {bytes([code]).decode("cp1252", "replace"): bytes([code]) for code in range(128, 256)}
_LATIN |= {chr(code): bytes([code]) for code in range(128, 256)}

Change = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Legacy:
    """An encoding that reads as other characters of Windows-1252; `changes` tell what they stand for."""

    name: str
    changes: Callable[[str], Iterable[Change]]

    def read(self, text: str) -> str:
        """The text as it was meant."""
        parts, last = [], 0
        for start, end, new in self.changes(text):
            parts += [text[last:start], new]
            last = end
        return "".join([*parts, text[last:]])


class LegacyEncodings:
    """The known encodings, and which of them a text is in."""

    def __init__(
        self, tables: dict[str, dict[str, str]], syllable: "regex.Pattern[str]", twice: "regex.Pattern[str]"
    ) -> None:
        self._syllable, self._twice = syllable, twice
        changes = {name: _replacer(table) for name, table in tables.items()}
        changes[TCVN3] = _with_capitals(changes[TCVN3])
        self._all = [Legacy(name, replacer) for name, replacer in changes.items()]
        self._all.append(Legacy(TWICE, _decoded_again))

    @classmethod
    def load(cls, folder: Path | None = None) -> "LegacyEncodings":
        """Read rules/encodings of a rules folder, once; the shipped ones by default. Raises RuleError."""
        return _load(folder or rules_dir())

    def of_text(self, text: str) -> Legacy | None:
        """The encoding that a text was left in when its bytes were read; None where it is as it should be."""
        sample = text[:LONGEST_SAMPLE]
        beyond_ascii = _count_beyond_ascii(sample)
        enough = beyond_ascii // LETTERS_OF_UNICODE + 1
        if not beyond_ascii or sum(1 for _ in islice(_UNICODE_ONLY.finditer(sample), enough)) == enough:
            return None
        best, found = max(
            ((self._likeness(legacy.read(sample)), legacy) for legacy in self._all),
            key=lambda pair: pair[0].share,
        )
        return found if _is_certain(best) and best.share > self._likeness(sample).share else None

    def of_bytes(self, data: bytes) -> tuple[str, str] | None:
        """The text of bytes that are no Unicode, and the name of their encoding; None where none is sure."""
        plain = _as_latin(data)
        # a page in Windows-1252 writes the letters that this lacks as references
        readings = [(WINDOWS_1252, plain)]
        written = _REFERENCE.sub(_latin_letter, plain)
        readings += [(legacy.name, legacy.read(written)) for legacy in self._all if legacy.name != TWICE]
        with suppress(UnicodeDecodeError):
            readings.append((WINDOWS_1258, data.decode("cp1258")))
        scored = [(self._likeness(_shown(text)), name, text) for name, text in readings]
        best, name, text = max(scored, key=lambda entry: entry[0].share)
        return (text, name) if _is_certain(best) else None

    def of_declared(self, data: bytes, name: str) -> tuple[str, str] | None:
        """The text of bytes in an encoding that Python knows, and its name; None where letters look wrong.

        Servers call everything Windows-1252, so few words may have letters beyond ASCII, or most of these
        are Vietnamese.
        """
        try:
            encoding = codecs.lookup(name).name
            text = data.decode(encoding)
        except (LookupError, ValueError):
            return None
        shown = _shown(text)
        found = self._likeness(shown)
        few = found.words * WORDS_A_FOREIGN_LETTER <= len(shown.split())
        return (text, encoding) if few or found.share >= CERTAIN_SHARE else None

    def is_damaged(self, text: str) -> bool:
        """Whether letters of a text are lost, or stand for others that no table tells."""
        lost = text.count("\ufffd")
        garbled = len(self._twice.findall(text))
        return (lost >= 3 and lost * LETTERS_A_LOST_ONE > len(text)) or (
            garbled >= 5 and garbled * 100 > len(text)
        )

    def _likeness(self, text: str) -> Likeness:
        return likeness(text, self._syllable)


@cache
def _load(folder: Path) -> LegacyEncodings:
    rules = folder / "encodings"
    fragments = read_fragments([rules / FRAGMENTS_FILE])
    tables = {
        TCVN3: {chr(int(code, 16)): letter for code, letter in _rows(rules / "tcvn3.tsv")},
        VNI: dict(_rows(rules / "vni.tsv")),
    }
    syllable = compile_pattern("{:syllable}", fragments, {}).regex
    return LegacyEncodings(tables, syllable, regex.compile(fragments["twice_encoded"].pattern or ""))


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        written, letter = line.split("\t")
        yield written, letter


def _replacer(table: dict[str, str]) -> Callable[[str], Iterable[Change]]:
    longest_first = sorted(table, key=len, reverse=True)
    pattern = regex.compile("|".join(map(regex.escape, longest_first)))
    return lambda text: ((m.start(), m.end(), table[m.group()]) for m in pattern.finditer(text))


def _with_capitals(changes: Callable[[str], Iterable[Change]]) -> Callable[[str], Iterable[Change]]:
    """The changes, with capitals in lines that have no small letter: TCVN3 has none that bear a tone."""

    def read(text: str) -> Iterator[Change]:
        lines = [match.span() for match in _CAPITAL_LINE.finditer(text)]
        place = 0
        for start, end, new in changes(text):
            while place < len(lines) and lines[place][1] <= start:
                place += 1
            in_capitals = place < len(lines) and lines[place][0] <= start
            yield start, end, new.upper() if in_capitals else new

    return read


def _decoded_again(text: str) -> Iterator[Change]:
    for match in _BEYOND_ASCII.finditer(text):
        try:
            yield match.start(), match.end(), b"".join(_LATIN[char] for char in match.group()).decode()
        except (KeyError, UnicodeDecodeError):
            continue


def _as_latin(data: bytes) -> str:
    text = data.decode("latin-1")
    return text.translate(_CONTROLS)


_CONTROLS = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)) for code in range(128, 160)
}


def _shown(text: str) -> str:
    """What a reader of a page sees of it: its letters count however the page writes them."""
    return unescape(_TAG.sub(" ", text))


def _latin_letter(reference: "regex.Match[str]") -> str:
    """A reference to a character of Windows-1252 as that; editors wrote old fonts so. Others stay."""
    letter = unescape(reference.group())
    return letter if letter in _LATIN else reference.group()


def _count_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_certain(found: Likeness) -> bool:
    return found.words >= FEWEST_WORDS and found.share >= CERTAIN_SHARE
