"""`nghiquyet rules new`: a rule to fill in, with the questions that it must answer."""

from textwrap import wrap

from nghiquyet.records import MENTIONS, key_fields
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.rulebook.toml_file import did_you_mean

_TEMPLATE = """
[[rule]]
# The id stands on every record that the rule finds; it is never reused.
id       = "{id}"
# What does it find? One line, with the words in question: `58/130 đảng viên (đạt 44,62%)`.
note     = ""
# Which words? Begin with a literal or a word list. A blank matches any run of blanks; the text is folded
# (dashes are '-', quotes '"', `uỷ` is `ủy`); `(?i:…)` ignores case; `(?P<span>…)` narrows the mention.
# {{name:fragment}} is a group whose value goes into the field `name`, {{:fragment}} only stands there.
# {local}
# {shared}
pattern  = ''''''
# What holds of every match, whatever its words? Fields of {table}: {fields}.
set      = {{ }}
# Which overlap must it win? Rules of this table have priorities from {lowest} to {highest}; the higher wins.
priority = 50
# Does the pattern begin with something that is everywhere, a number? Then name literals in small letters,
# one of which every match has in its article: needs = ["%", "phần trăm"]
# Must arithmetic or context decide? verify = "fraction" names a function of extract/verifiers.py.
# Do the values depend on the day of publication? published_at = "2024-05-30"
# A draft may lack examples. Take this line out when the rule is ready.
status   = "draft"
# What must it find? Two sentences or more, after what articles say, with span and values marked:
# "có <m {mark}>…</m> …"
yes = [
]
# What is like it and must not be found? Two or more; the best are those that the pattern nearly matches.
no = [
]
"""


def skeleton(rule_id: str, rulebook: Rulebook) -> str:
    """A new rule as TOML. Raises ValueError for an id that is taken, of no table, or malformed."""
    table, _, name = rule_id.partition(".")
    if table not in MENTIONS:
        raise ValueError(
            f"{rule_id!r} names no table; write TABLE.NAME, the table being one of {', '.join(MENTIONS)}. "
            f"{did_you_mean(table, MENTIONS)}".strip()
        )
    if not name or not name.isascii() or not name.replace("_", "").isalnum() or name != name.lower():
        raise ValueError(f"{name!r} is no name; use small letters, digits and _")
    taken = next((c for c in rulebook.rules if c.rule.id == rule_id), None)
    if taken:
        raise ValueError(f"the id is taken by {taken.place.file}:{taken.place.line}; ids are never reused")
    if rule_id in rulebook.retired:
        raise ValueError("the id belonged to a retired rule; ids are never reused")
    local = {key.split(".")[1] for key in rulebook.fragments if key.startswith(f"{table}.")}
    shared = {key for key in rulebook.fragments if "." not in key} - {
        key.split(".")[1] for key in rulebook.fragments if "." in key
    }
    priorities = [c.rule.priority for c in rulebook.rules if c.rule.table == table] or [50]
    return _TEMPLATE.format(
        id=rule_id,
        table=table,
        local=_comment(f"Fragments of this table: {', '.join(sorted(local)) or 'none'}."),
        shared=_comment(f"Shared ones: {', '.join(sorted(shared))}."),
        fields=", ".join(key_fields(table)),
        lowest=min(priorities),
        highest=max(priorities),
        mark=" ".join(f"{name}=…" for name in key_fields(table)[:3]),
    ).lstrip("\n")


def _comment(text: str) -> str:
    return "\n# ".join(wrap(text, 105))
