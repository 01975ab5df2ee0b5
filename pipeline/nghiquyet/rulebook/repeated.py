"""Long parts that an expression repeats, such as the words of a list: written once, and called."""

from collections.abc import Collection

LONG = 15_000
"""Of parts that are shorter a call would cost more than it saves."""


def written_once(source: str, parts: Collection[str]) -> str:
    """`source` with each of `parts` that stands in it more than once defined at its end and called.

    A pattern that asks for a unit three times so takes a third of the memory and of the time to compile.
    """
    definitions: list[str] = []
    for part in sorted(parts, key=lambda part: (-len(part), part)):
        if source.count(part) > 1:
            name = f"_{len(definitions)}"
            definitions.append(f"(?P<{name}>{part})")
            source = source.replace(part, f"(?&{name})")
    return f"{source}(?(DEFINE){''.join(definitions)})" if definitions else source
