"""Word lists: a TSV file, one entry a line, the word first and what is known of it in named columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nghiquyet.rulebook.alternation import alternation
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rulebook.folding import fold, fold_key

LISTS = "lists"


@dataclass(frozen=True)
class WordList:
    """The entries of one list: each row maps a column's name to its text, empty where it says nothing."""

    rows: tuple[Mapping[str, str], ...]
    columns: tuple[str, ...]
    _expressions: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The first column."""
        return tuple(row[self.columns[0]] for row in self.rows)

    def words_where(self, where: Mapping[str, str]) -> tuple[str, ...]:
        """The words of the rows whose columns have the values of `where`."""
        return tuple(
            row[self.columns[0]]
            for row in self.rows
            if all(row[name] == value for name, value in where.items())
        )

    def expression(self, where: Mapping[str, str], *, ignore_case: bool, backwards: bool) -> str:
        """An expression for any of the words of `where` as they stand in a folded text, made once."""
        key = (*sorted(where.items()), ignore_case, backwards)
        if key not in self._expressions:
            words = [fold(word.lower() if ignore_case else word) for word in self.words_where(where)]
            body = alternation(words, backwards=backwards)
            self._expressions[key] = f"(?i:{body})" if ignore_case else body
        return self._expressions[key]

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, str]]:
        """The rows by their word, folded and in lower case."""
        return {fold_key(row[self.columns[0]]): row for row in self.rows}

    def extended(self, other: "WordList") -> "WordList":
        """These words and those of `other`, which come in the place of the same words here.

        Raises ValueError where the columns differ.
        """
        if other.columns != self.columns:
            raise ValueError(f"its columns are {', '.join(other.columns)}, not {', '.join(self.columns)}")
        kept = [row for row in self.rows if fold_key(row[self.columns[0]]) not in other.by_key]
        return WordList((*kept, *other.rows), self.columns)


def read_word_list(path: Path) -> WordList:
    """Read one list: `#` comments, then a heading line, then the entries. Raises RuleError."""
    columns: tuple[str, ...] = ()
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = tuple(cells)
            continue
        if len(cells) > len(columns) or not cells[0].strip():
            raise RuleError(
                f"expected at most {len(columns)} columns and a word first", file=path, line=number
            )
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return WordList(tuple(rows), columns)


def read_word_lists(folders: Sequence[Path]) -> dict[str, WordList]:
    """The lists of rules folders by name, each extended by its namesakes in later ones. Raises RuleError."""
    lists: dict[str, WordList] = {}
    for path in (path for folder in folders for path in sorted((folder / LISTS).glob("*.tsv"))):
        words = read_word_list(path)
        try:
            lists[path.stem] = lists[path.stem].extended(words) if path.stem in lists else words
        except ValueError as error:
            raise RuleError(str(error), file=path, kind="list") from error
    return lists
