"""Compiled expressions kept between runs: compiling a rulebook takes seconds, reading it back does not.

They are pickled, as `regex` provides: the file is the user's own, beside their other caches, like bytecode.
"""

import atexit
import hashlib
import pickle
import platform

import regex

from nghiquyet.disk_cache import CachedItems

_KEPT = 2000  # patterns; some ten rulebooks


def key_of(source: str) -> str:
    """What the pattern of an expression is kept under."""
    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()


class PatternCache:
    """Compiles an expression, or gives the one that a former run compiled."""

    def __init__(self) -> None:
        self._kept = CachedItems(f"patterns-3-{regex.__version__}-{platform.python_version()}.sqlite", _KEPT)
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self._compiled: dict[str, bytes] = {}

    def compile(self, source: str) -> "regex.Pattern[str]":
        """The pattern of an expression. Raises `regex.error`."""
        key = key_of(source)
        if key not in self._patterns:
            kept = self._kept.get(key)
            self._patterns[key] = pickle.loads(kept) if kept else self._compile(key, source)
        return self._patterns[key]

    def save(self) -> None:
        """Keep what was compiled for the next run."""
        if self._compiled:
            self._kept.add(self._compiled, self._patterns)
            self._compiled = {}

    def _compile(self, key: str, source: str) -> "regex.Pattern[str]":
        pattern = regex.compile(source, cache_pattern=False)
        self._compiled[key] = pickle.dumps(pattern, protocol=pickle.HIGHEST_PROTOCOL)
        return pattern


PATTERNS = PatternCache()
atexit.register(PATTERNS.save)
