"""The stage `clean`: from a raw page to the article's text and header."""

from nghiquyet.clean.cleaner import clean
from nghiquyet.clean.rules import CleaningRules

__all__ = ["CleaningRules", "clean"]
