"""The page docs/rules.md: every rule with its note and examples. `python -m nghiquyet.workbench.page`."""

from collections.abc import Iterator
from itertools import groupby

from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.example import parse_example
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook

_HEAD = """# Rules

Generated from `rules/` by `make docs`; a test keeps it in step.
How to write one: [writing-rules.md](writing-rules.md).
What a rule must find is in bold, with the values that its example checks; below stands what it must not.
"""


def rules_page() -> str:
    """The page as Markdown."""
    rules = Rulebook.load().rules
    lines = [_HEAD]
    for table in MENTIONS:
        of_table = [compiled for compiled in rules if compiled.rule.table == table]
        lines += [f"## `{table}`", "", f"{len(of_table)} rules.", ""]
        for file, in_file in groupby(of_table, lambda compiled: compiled.place.file):
            lines += [f"### {file.relative_to(rules_dir().parent).as_posix()}", ""]
            for compiled in in_file:
                lines += _rule_lines(compiled)
    return "\n".join(lines).rstrip() + "\n"


def _rule_lines(compiled: CompiledRule) -> Iterator[str]:
    rule = compiled.rule
    remarks = [f"priority {rule.priority}"]
    remarks += [f"verified by `{rule.verify}`"] if rule.verify else []
    remarks += [f"with {', '.join(f'`{other}`' for other in rule.company)}"] if rule.company else []
    remarks += [f"published on {rule.published_at}"] if rule.published_at else []
    remarks += ["a draft"] if rule.status == "draft" else []
    yield f"**`{rule.id}`** ({', '.join(remarks)}): {_note(rule.note)}"
    yield ""
    yield from (f"- {_found(marked)}" for marked in rule.yes)
    yield from (f"- not: {_escaped(parse_example(text).text)}" for text in rule.no)
    yield ""


def _found(marked: str) -> str:
    example = parse_example(marked)
    out, last = "", 0
    for span in example.spans:
        values = " ".join(f"{name}={value}" for name, value in span.fields.items())
        said = _escaped(example.text[span.start : span.end])
        out += f"{_escaped(example.text[last : span.start])}**{said}**{f' (`{values}`)' if values else ''}"
        last = span.end
    return out + _escaped(example.text[last:])


def _note(note: str) -> str:
    """A note as it stands: what is quoted in it stays quoted."""
    parts = note.split("`")
    return "`".join(part if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _escaped(text: str) -> str:
    for sign in "\\*_[]<|#":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


if __name__ == "__main__":
    print(rules_page(), end="")
