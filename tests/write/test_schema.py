"""The Arrow schemas follow the record classes."""

from dataclasses import fields

import pyarrow as pa
import pytest

from nghiquyet import __version__
from nghiquyet.records import SCHEMA_VERSION, TABLES
from nghiquyet.write.schema import table_schema


@pytest.mark.parametrize("table", TABLES)
def test_a_column_a_field_in_their_order_each_with_its_meaning(table: str) -> None:
    schema = table_schema(table, "digest")
    assert schema.names == [field.name for field in fields(TABLES[table])]
    for field in fields(TABLES[table]):
        column = schema.field(field.name)
        assert column.metadata[b"description"].decode() == field.metadata["doc"]
        assert column.nullable is not field.metadata["required"]


def test_a_file_says_what_made_it() -> None:
    assert table_schema("dates", "0123abcd").metadata == {
        b"table": b"dates",
        b"schema_version": SCHEMA_VERSION.encode(),
        b"rules_digest": b"0123abcd",
        b"nghiquyet_version": __version__.encode(),
    }


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("articles", "photo_credits", pa.list_(pa.string())),
        ("articles", "targets", pa.int32()),
        ("articles", "published_at", pa.string()),
        ("documents", "doc_type", pa.string()),
        ("documents", "issued_on", pa.date32()),
        ("dates", "start_date", pa.date32()),
        ("dates", "value", pa.string()),
        ("dates", "resolved", pa.bool_()),
        ("targets", "percent", pa.float64()),
        ("targets", "start", pa.int32()),
        ("errors", "fatal", pa.bool_()),
    ],
)
def test_types(table: str, column: str, kind: pa.DataType) -> None:
    assert table_schema(table, "digest").field(column).type == kind
