"""The diff: what a change of rules gains, loses and changes, and whether the gold agrees."""

from collections.abc import Callable

from nghiquyet.workbench.bench import Bench
from nghiquyet.workbench.diff import DiffReport, diff, diff_lines

DAY = r"""[[rule]]
id = "dates.test_day"
note = "A full date"
pattern = '''ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})'''
set = { grain = "day" }
"""
YEAR = r"""[[rule]]
id = "dates.test_year"
note = "A year"
pattern = '''năm (?P<year>\d{4})'''
set = { grain = "year" }
"""
TEXT = "Ngày nghỉ.\nXã họp ngày 10/5/2021 về kế hoạch năm 2022."


def changed(
    bench_of: Callable[..., Bench], sample_article: Callable[..., object], before: str, now: str
) -> DiffReport:
    start = TEXT.index("năm 2022")
    year = {"start": start, "end": start + 8, "surface": "năm 2022", "grain": "year", "value": "2022"}
    sample_article("gold", "g1", TEXT, dates=[year])
    bench = bench_of(now)
    return diff(bench_of(before), bench, bench.articles)


def test_the_same_rules_change_nothing(
    bench_of: Callable[..., Bench], sample_article: Callable[..., object]
) -> None:
    report = changed(bench_of, sample_article, DAY + YEAR, DAY + YEAR)
    assert report.changes == []
    assert list(diff_lines(report, 5))[-1] == "1 articles, 0 changes"


def test_records_are_gained_and_lost_by_rule_with_the_verdict_of_the_gold(
    bench_of: Callable[..., Bench], sample_article: Callable[..., object]
) -> None:
    report = changed(bench_of, sample_article, DAY, YEAR)
    assert [(c.event, c.rule_id, c.record.surface, c.right) for c in report.changes] == [
        ("lost", "dates.test_day", "ngày 10/5/2021", False),
        ("gained", "dates.test_year", "năm 2022", True),
    ]
    lines = list(diff_lines(report, 5))
    assert "  - g1: Xã họp [[ngày 10/5/2021]] về kế hoạch năm 2022.  (gold: not so)" in lines
    assert "  + g1: Xã họp ngày 10/5/2021 về kế hoạch [[năm 2022]].  (gold: right)" in lines
    assert any(line.startswith("dates") and line.endswith("0.000 -> 1.000 (+1.000)") for line in lines)


def test_a_changed_record_shows_what_it_was(
    bench_of: Callable[..., Bench], sample_article: Callable[..., object]
) -> None:
    wider = YEAR.replace("năm (", "kế hoạch (?P<modifier>)năm (").replace("(?P<modifier>)", "")
    [change] = changed(bench_of, sample_article, YEAR, wider).changes
    assert change.event == "changed"
    assert change.differences == {"start": (change.record.end - 8, change.record.start)}
    assert change.sentence[change.record.start - change.offset :].startswith("kế hoạch năm 2022")


def test_of_many_changes_a_few_are_printed(
    bench_of: Callable[..., Bench], sample_article: Callable[..., object]
) -> None:
    sample_article("gold", "g2", "\n".join(f"Quý của năm {year}." for year in range(2001, 2010)))
    report = changed(bench_of, sample_article, DAY, YEAR + DAY)
    assert "    … 8 more gained (--all prints them)" in diff_lines(report, 2)
