"""Scoring against gold and the checks of the corpus."""
