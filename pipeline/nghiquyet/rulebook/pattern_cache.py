"""Compiled expressions kept between runs: compiling a rulebook takes seconds, reading it back does not.

They are pickled, as `regex` provides: the file is the user's own, beside their other caches, like bytecode.
"""

import atexit
import hashlib
import pickle
import platform

import regex

from nghiquyet.disk_cache import load_cached, store_cached

_KEPT = 4000  # patterns; some ten rulebooks


class PatternCache:
    """Compiles an expression, or gives the one that a former run compiled."""

    def __init__(self) -> None:
        self._name = f"patterns-{regex.__version__}-{platform.python_version()}.pickle"
        self._patterns: dict[str, regex.Pattern[str]] | None = None
        self._grown = False

    def compile(self, source: str) -> "regex.Pattern[str]":
        """The pattern of an expression. Raises `regex.error`."""
        if self._patterns is None:
            stored = load_cached(self._name)
            self._patterns = pickle.loads(stored) if stored else {}
            atexit.register(self.save)
        key = hashlib.blake2b(source.encode(), digest_size=16).hexdigest()
        if key not in self._patterns:
            self._patterns[key] = regex.compile(source, cache_pattern=False)
            self._grown = True
        return self._patterns[key]

    def save(self) -> None:
        """Keep what was compiled for the next run."""
        if self._grown and self._patterns:
            newest = dict(list(self._patterns.items())[-_KEPT:])
            store_cached(self._name, pickle.dumps(newest, protocol=pickle.HIGHEST_PROTOCOL))
            self._grown = False


PATTERNS = PatternCache()
