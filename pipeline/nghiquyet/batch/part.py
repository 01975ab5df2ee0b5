"""Parts: the files of a table, one a chunk, of the same name in the folder of each table."""

PARTS = "part-*.parquet"
UNFINISHED_PARTS = f".*.{PARTS}"

MANIFESTS = ".manifest"
"""The folder of the manifests below that of the tables: one for each part, of the same name."""


def part_name(number: int) -> str:
    """The name of a part; names sort by number."""
    return f"part-{number:06}.parquet"


def part_number(name: str) -> int:
    """The number of a part."""
    return int(name.removeprefix("part-").removesuffix(".parquet"))
