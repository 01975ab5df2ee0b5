"""Text of the time before Unicode: telling its encoding, and reading it."""

from nghiquyet.encodings.legacy import Legacy, LegacyEncodings

__all__ = ["Legacy", "LegacyEncodings"]
