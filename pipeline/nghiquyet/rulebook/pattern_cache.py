"""Compiled expressions kept between runs: compiling a rulebook takes seconds, reading it back does not.

They are pickled, as `regex` provides: the file is the user's own, beside their other caches, like bytecode.
"""

import atexit
import hashlib
import pickle
import platform

import regex

from nghiquyet.disk_cache import load_cached, store_cached

_KEPT = 2000  # patterns; some ten rulebooks


class PatternCache:
    """Compiles an expression, or gives the one that a former run compiled."""

    def __init__(self) -> None:
        self._name = f"patterns-2-{regex.__version__}-{platform.python_version()}.pickle"
        self._stored: dict[str, bytes] | None = None  # each pickled by itself: a run reads its own alone
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self._grown = False

    def compile(self, source: str) -> "regex.Pattern[str]":
        """The pattern of an expression. Raises `regex.error`."""
        key = hashlib.blake2b(source.encode(), digest_size=16).hexdigest()
        if key not in self._patterns:
            if self._stored is None:
                stored = load_cached(self._name)
                self._stored = pickle.loads(stored) if stored else {}
                atexit.register(self.save)
            if key in self._stored:
                self._stored[key] = stored_pattern = self._stored.pop(key)  # used last, dropped last
                self._patterns[key] = pickle.loads(stored_pattern)
            else:
                self._patterns[key] = regex.compile(source, cache_pattern=False)
                self._stored[key] = pickle.dumps(self._patterns[key], protocol=pickle.HIGHEST_PROTOCOL)
                self._grown = True
        return self._patterns[key]

    def save(self) -> None:
        """Keep what was compiled for the next run."""
        if self._grown and self._stored:
            newest = dict(list(self._stored.items())[-_KEPT:])
            store_cached(self._name, pickle.dumps(newest, protocol=pickle.HIGHEST_PROTOCOL))
            self._grown = False


PATTERNS = PatternCache()
