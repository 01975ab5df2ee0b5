"""What is generated from the rules and their model is in step with them."""

import json
from pathlib import Path

import pytest

from nghiquyet.records import MENTIONS
from nghiquyet.rulebook.location import rules_dir
from nghiquyet.rulebook.rule import Rule
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.workbench.page import rules_page
from nghiquyet.workbench.schema import rules_schema

DOCS = Path(__file__).parents[2] / "docs"
RULE_FILES = sorted(path for table in MENTIONS for path in (rules_dir() / table).glob("*.toml"))


def test_the_page_of_rules_is_what_the_rulebook_says() -> None:
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_page(), "run `make docs`"


def test_the_page_has_every_rule_with_its_note() -> None:
    page = rules_page()
    assert all(f"**`{compiled.rule.id}`**" in page for compiled in Rulebook.load().rules)


def test_the_schema_is_what_the_models_say() -> None:
    assert (rules_dir() / "schema.json").read_text(encoding="utf-8") == rules_schema(), "run `make docs`"


def test_the_schema_knows_every_key_with_its_meaning() -> None:
    properties = json.loads(rules_schema())["$defs"]["Rule"]["properties"]
    assert set(properties) == set(Rule.model_fields)
    assert all(key["description"] for key in properties.values())


@pytest.mark.parametrize("path", [*RULE_FILES, rules_dir() / "_fragments.toml"], ids=lambda path: path.stem)
def test_every_rule_file_names_the_schema(path: Path) -> None:
    schema = "./schema.json" if path.parent == rules_dir() else "../schema.json"
    assert path.read_text(encoding="utf-8").startswith(f"#:schema {schema}\n")
