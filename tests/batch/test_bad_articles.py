"""Articles that something is wrong with, among others, in a run of the pipeline itself."""

import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from batch.tables import rows
from nghiquyet.batch.run import run
from nghiquyet.read import MAX_ARTICLE_BYTES
from nghiquyet.rulebook.location import rules_dir

HANGS = """
[[rule]]
id      = "dates.hangs"
note    = "A pattern that goes through every way to part a run of digits"
pattern = '''khoảng (?:\\d|\\d\\d)+ ngày'''
yes     = ["khoảng <m>10 ngày</m>", "khoảng <m>3 ngày</m>"]
no      = ["khoảng mươi ngày", "10 ngày"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The shipped rules and one that hangs on a long number."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_dir(), folder)
    (folder / "dates" / "hangs.toml").write_text(HANGS)
    return folder


@pytest.fixture
def source(tmp_path: Path, stand_ins: ModuleType) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    good = "Huyện ủy Ba Tri họp ngày {day}/3/2024, kết nạp 58/130 đảng viên (đạt 44,62%)."
    for day in range(1, 6):
        (folder / f"good{day}.txt").write_text(good.format(day=day))
    (folder / "hangs.txt").write_text(f"Họp ngày 6/3/2024 trong khoảng {'1' * 200} giờ.")
    (folder / "raises.txt").write_text(f"Bài này {stand_ins.RAISES} của đường ống.")
    (folder / "hangs-a-stage.txt").write_text(f"Bài này {stand_ins.HANGS}.")
    sentence = "Huyện ủy họp. "
    for name, size in (("just-readable", MAX_ARTICLE_BYTES), ("twenty-megabytes", 20 * 1024**2)):
        (folder / f"{name}.txt").write_text(sentence * (size // len(sentence.encode())))
    (folder / "empty.txt").write_text("")
    lines = ["Bài một", "Bài dài " + "x" * (MAX_ARTICLE_BYTES + 4 * 1024**2), "Bài ba"]
    (folder / "lines.jsonl").write_text("\n".join(json.dumps({"text": line}) for line in lines))
    return folder


def test_each_costs_a_row_of_errors_and_no_other_article(
    source: Path, rules: Path, stand_ins: ModuleType, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    report = run([source], out, workers=1, rules=rules, make_task=stand_ins.pipeline_with_a_bug)
    found = {table: [json.loads(row) for row in lines] for table, lines in rows(out).items()}
    errors = {(row["article_id"], row["stage"], row["error"], row["fatal"]) for row in found["errors"]}
    assert errors == {
        ("empty.txt", "read", "empty", True),
        ("hangs-a-stage.txt", "test_bug", "TimeoutError", True),
        ("hangs.txt", "nghiquyet_propose", "RuleTimeout", False),
        ("just-readable.txt", "clean", "too_long", True),
        ("lines.jsonl:2", "read", "too_long", True),
        ("raises.txt", "test_bug", "KeyError", True),
        ("twenty-megabytes.txt", "read", "too_long", True),
    }
    [timeout] = [row for row in found["errors"] if row["error"] == "RuleTimeout"]
    assert "dates.hangs" in timeout["message"]
    assert sorted(row["article_id"] for row in found["articles"]) == [
        *(f"good{day}.txt" for day in range(1, 6)), "hangs.txt", "lines.jsonl:1", "lines.jsonl:3",
    ]  # fmt: skip
    assert sorted(row["value"] for row in found["dates"]) == [f"2024-03-{day:02}" for day in range(1, 7)]
    assert (report.articles_read, report.fatal_errors) == (14, 6)

    again = run([source], out, workers=1, rules=rules, make_task=stand_ins.pipeline_with_a_bug)
    assert (again.done, again.kept, again.rows) == (0, 14, report.rows)
