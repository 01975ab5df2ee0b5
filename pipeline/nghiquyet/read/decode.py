"""From bytes to text: UTF-8, with or without a byte order mark."""

import codecs

from nghiquyet.read.origin import MAX_ARTICLE_BYTES, Origin
from nghiquyet.records import ErrorRow


def decode(data: bytes, origin: Origin, *, offset: int = 0) -> str | ErrorRow:
    """The text of `data`, which begins at byte `offset` of its file; else what is wrong with it."""
    if len(data) > MAX_ARTICLE_BYTES:
        return origin.error("too_long", limit=MAX_ARTICLE_BYTES)
    if (nul := data.find(0)) >= 0:
        return origin.error("binary", offset=offset + nul)
    mark = len(codecs.BOM_UTF8) if offset == 0 and data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[mark:].decode()
    except UnicodeDecodeError as error:
        at = mark + error.start
        return origin.error("not_utf8", offset=offset + at, byte=data[at])
