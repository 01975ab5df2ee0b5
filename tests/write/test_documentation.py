"""The page of columns is in step with the records."""

from pathlib import Path

from nghiquyet.write.documentation import tables_page

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def test_the_page_is_what_the_records_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == tables_page(), "run `make docs`"
