"""The JSON Schema of rule files, rules/schema.json, by which editors complete and check. `python -m
nghiquyet.workbench.schema`."""

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from nghiquyet.clean.rule import LineRule
from nghiquyet.extract.verifiers import VERIFIERS
from nghiquyet.normalize.normalisers import NORMALISERS
from nghiquyet.rulebook.rule import Fragment, Rule

_TITLE = "Rules and fragments of nghiquyet (docs/writing-rules.md)"


def rules_schema() -> str:
    """The schema as JSON: a file has `[[rule]]` or `[[line]]` entries, or is of fragments by name."""
    _, defined = models_json_schema([(model, "validation") for model in (Rule, LineRule, Fragment)])
    definitions: dict[str, Any] = defined["$defs"]
    rule = definitions["Rule"]["properties"]
    for starts in (rule["starts"], definitions["Fragment"]["properties"]["starts"]):
        several = {name: starts.pop(name) for name in ("type", "items")}
        starts["anyOf"] = [several, {"type": "string"}]
    rule["verify"]["anyOf"][0]["enum"] = sorted(VERIFIERS)
    definitions["Fragment"]["properties"]["normalise"]["anyOf"][0]["enum"] = sorted(NORMALISERS)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": _TITLE,
        "type": "object",
        "properties": {
            "rule": {"type": "array", "items": {"$ref": "#/$defs/Rule"}},
            "line": {"type": "array", "items": {"$ref": "#/$defs/LineRule"}},
        },
        "additionalProperties": {"$ref": "#/$defs/Fragment"},
        "$defs": definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(rules_schema(), end="")
