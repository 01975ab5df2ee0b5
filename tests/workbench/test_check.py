"""The check refuses each kind of broken rule, and says what to do; the shipped rules pass it."""

from collections.abc import Callable

import pytest

from nghiquyet.rulebook.problem import Problem
from nghiquyet.workbench.bench import Bench
from nghiquyet.workbench.check import check_rules
from nghiquyet.workbench.report import problem_lines

DAY = r"""[[rule]]
id = "dates.test_day"
note = "A full date"
pattern = '''ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})'''
set = { grain = "day" }
priority = 50
yes = [
  "họp <m value=2021-05-10>ngày 10/5/2021</m>",
  "họp <m value=2020-10-17>ngày 17/10/2020</m> tại xã",
]
no = ["họp ngày 10/5", "họp sáng nay"]
"""

MakeBench = Callable[..., Bench]


def problems(bench: Bench, severity: str = "error") -> list[Problem]:
    return [problem for problem in check_rules(bench).problems if problem.severity == severity]


def test_a_sound_rule_is_accepted(bench_of: MakeBench) -> None:
    assert problems(bench_of(DAY)) == []


@pytest.mark.parametrize(
    ("written", "instead", "kind", "line", "said", "advice"),
    [
        pytest.param(
            "2021-05-10>", "2021-10-05>", "yes", 8, "value is '2021-05-10', the example says '2021-10-05'",
            "correct the example", id="a wrong example",
        ),
        pytest.param(
            "họp <m value=2021-05-10>ngày", "<m value=2021-05-10>họp ngày", "yes", 8,
            "expected 'họp ngày 10/5/2021', found 'ngày 10/5/2021'", "", id="a mark that begins too early",
        ),
        pytest.param(
            r"(?P<month>\d{1,2})", r"(?:\d{1,2})", "yes", 8, "expected 'ngày 10/5/2021', found nothing", "",
            id="a group that was dropped",
        ),
        pytest.param(
            "ngày (?P", "ngay (?P", "yes", 8, "found nothing", "the pattern does not match", id="no match",
        ),
        pytest.param(
            '"họp ngày 10/5"', '"họp ngày 10/5/2022"', "no", 11, "gives 'ngày 10/5/2022'",
            "narrow the pattern", id="a match in `no`",
        ),
        pytest.param(
            '"họp ngày 10/5", ', "", "examples", 1, "2 `yes` and 2 `no` examples", 'status = "draft"',
            id="too few examples",
        ),
        pytest.param(
            "họp sáng nay", "Họp ngày  10/5", "examples", 1, "two `no` examples are the same", "replace one",
            id="an example that comes twice",
        ),
        pytest.param(
            "<m value=2021-05-10>ngày 10/5/2021</m>", "ngày 10/5/2021", "accident", 8, "marks no span",
            "họp <m value=2021-05-10>ngày 10/5/2021</m>", id="an example that passes whatever is found",
        ),
        pytest.param(
            "<m value=2021-05-10>", "<m grain=day>", "accident", 8, "without a key field",
            "<m value=2021-05-10>", id="an example that passes with any value",
        ),
        pytest.param(
            "</m> tại xã", "</m>, ngày 18/10/2020", "unmarked", 9, "'ngày 18/10/2020' is found too",
            "mark it if it is right", id="an example that says half of what is found",
        ),
        pytest.param(
            "value=2020-10-17", "value=2020-10-17 worth=1", "mark", 9, "'worth', which is no field of dates",
            "fields: ", id="a field that is none",
        ),
        pytest.param("</m> tại", " tại", "mark", 9, "not closed", "<m field=value", id="an open mark"),
        pytest.param(
            "priority", "needs = ['hội nghị']\npriority", "yes", 9, "found nothing",
            "none of its `needs` occurs", id="a prefilter that hides a `yes`",
        ),
        pytest.param(
            "priority", "verify = 'fractoin'\npriority", "verifier", 6, "no verifier 'fractoin'",
            "did you mean 'fraction'?", id="an unknown verifier",
        ),
        pytest.param(
            "priority", "company = ['dates.test_dya']\npriority", "company", 6, "no rule 'dates.test_dya'",
            "'dates.test_day'", id="an unknown companion",
        ),
        pytest.param(
            "priority", "needs = ['Ngày']\npriority", "prefilter", 6, "has capitals", "write 'ngày'",
            id="a literal with capitals",
        ),
        pytest.param(
            "priority", "published_at = '12/5/2021'\npriority", "key", 6, "no ISO date", "2024-05-30",
            id="a day that is none",
        ),
        pytest.param(
            r"/(?P<year>\d{4})", r"(?:(?:\d|\d\d)+x|/)(?P<year>\d{4})", "slow", 4, "takes over",
            "exclude each other", id="catastrophic backtracking",
        ),
        pytest.param(
            "no =", "todo_no = ['họp chiều']\nno =", "todo", 11, "`todo_no` example passes now",
            "move it to `no`", id="a gap that is closed",
        ),
        pytest.param(
            "no =", "todo_yes = ['<m value=2021-05-01>ngày 1/5/2021</m>']\nno =", "todo", 11,
            "`todo_yes` example passes now", "move it to `yes`", id="a find that was missing",
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_refused_at_its_line(
    bench_of: MakeBench, *, written: str, instead: str, kind: str, line: int, said: str, advice: str
) -> None:
    assert written in DAY
    found = [p for p in problems(bench_of(DAY.replace(written, instead))) if p.kind == kind]
    assert any(said in p.message and advice in p.help and p.line == line for p in found), found
    assert all(problem.rule == "dates.test_day" for problem in found)


def test_a_no_example_that_only_the_prefilter_silences_is_no_proof(bench_of: MakeBench) -> None:
    rule = DAY.replace("priority", "needs = ['họp']\npriority").replace("họp sáng nay", "ngày 1/5/2021 nghỉ")
    [problem] = problems(bench_of(rule))
    assert (problem.kind, problem.line) == ("prefilter", 12)
    assert "only `needs` keeps the rule from this match" in problem.help


def test_a_rule_whose_fields_the_code_of_its_table_does_not_expect_is_refused(bench_of: MakeBench) -> None:
    rule = r"""[[rule]]
id = "targets.test"
note = "A fraction without its second figure"
pattern = '''{actual:number_first}/\d+ (?P<unit>trận)'''
verify = "fraction"
yes = ["<m actual=3>3/4 trận</m> địch", "<m actual=1>1/4 trận</m> dịch"]
no = ["bốn trận", "trận 4"]
"""
    found = problems(bench_of(rule, "targets"))
    assert {(p.kind, p.line) for p in found} == {("failure", 6)}
    assert "KeyError('reference')" in found[0].message
    assert "compare its groups" in found[0].help


THIEF = r"""[[rule]]
id = "dates.thief"
note = "Any day and month"
pattern = '''(?P<span>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?=/20)'''
priority = 90
published_at = "2021-05-12"
yes = ["<m value=2021-05-10>10/5</m>/2021", "<m value=2021-05-11>11/5</m>/2021"]
no = ["ngày 1", "năm 2021"]
"""


def test_a_rule_that_takes_the_matches_of_another_is_named_with_both_places(bench_of: MakeBench) -> None:
    bench = bench_of(DAY + THIEF)
    found = [problem for problem in problems(bench) if problem.kind == "stolen"]
    assert [(p.rule, p.line) for p in found] == [("dates.test_day", 8), ("dates.test_day", 9)]
    assert found[0].message == "the match is taken by dates.thief: priority 90 over 50"
    assert "test.toml:12" in found[0].help
    assert list(problem_lines(found[0]))[1:5] == [
        "    expected  họp ngày 10/5/2021",
        "                  ^^^^^^^^^^^^^^ dates.test_day",
        "    found     họp ngày 10/5/2021",
        "                       ^^^^ dates.thief",
    ]
    by_the_thief = check_rules(bench, {"dates.thief"}).errors
    assert {p.rule for p in by_the_thief} == {"dates.test_day"}, "what a named rule breaks elsewhere counts"


def test_a_rule_that_fires_in_a_clean_article_is_refused(
    bench_of: MakeBench, sample_article: Callable[..., object]
) -> None:
    sample_article("clean", "c1", "Đội nhà thắng 2/3 trận", targets=[], documents=[])
    rule = r"""[[rule]]
id = "targets.test"
note = "A fraction of matches"
pattern = '''{actual:number_first}/{reference:number_last} (?P<unit>trận)'''
set = { form = "fraction" }
yes = ["xử lý <m kind=share actual=3 reference=4>3/4 trận</m>", "<m actual=1 reference=4>1/4 trận</m> dịch"]
no = ["bốn trận", "trận 4"]
"""
    found = [problem for problem in problems(bench_of(rule, "targets")) if problem.kind == "clean"]
    assert [problem.message for problem in found] == [
        "gives '2/3 trận' in c1, which must yield nothing there"
    ]


def test_a_figure_of_the_gold_under_its_floor_is_refused(
    bench_of: MakeBench, sample_article: Callable[..., object]
) -> None:
    text = "Xã họp ngày 10/5/2021 và ngày 11-5-2021"
    marked = [{"start": 7, "end": 21, "value": "2021-05-10"}, {"start": 25, "end": 39, "value": "2021-05-11"}]
    dates = [m | {"surface": text[m["start"] : m["end"]], "grain": "day"} for m in marked]
    path = sample_article("gold", "g1", text, dates=dates)
    floors = path.parents[1] / "baseline.json"
    floors.write_text('{"g": {"dates": {"record_f1": 1.0}}}')
    [problem] = problems(bench_of(DAY))
    assert (problem.kind, problem.file) == ("gold", floors)
    assert "dates.record_f1 is 0.66" in problem.message


def test_a_prefilter_that_hides_a_match_in_the_sample_is_refused(
    bench_of: MakeBench, sample_article: Callable[..., object]
) -> None:
    sample_article("gold", "g1", "Nghỉ ngày 10/5/2021")
    [problem] = problems(bench_of(DAY.replace("priority", "needs = ['họp']\npriority")))
    assert problem.kind == "prefilter"
    assert "hides a match in g1: 'ngày 10/5/2021'" in problem.message


@pytest.mark.parametrize(
    ("written", "instead", "kind", "said"),
    [
        ("ngày (?P<day>", r"(?P<day>", "start", "tried everywhere, "),
        ("ngày (", r"ngày (?P<kind>x)?(", "unproved", "when a group is dropped: kind"),
        ("ngày (", "ngày (", "unfired", "never matches in the sample articles"),
    ],
)
def test_a_warning_refuses_nothing(
    bench_of: MakeBench,
    sample_article: Callable[..., object],
    *,
    written: str,
    instead: str,
    kind: str,
    said: str,
) -> None:
    sample_article("gold", "g1", "Hội nghị")
    rule = DAY.replace(written, instead)
    if kind == "start":
        rule = rule.replace(">ngày ", ">").replace("họp ngày 10/5", "họp 10/5")
    found = problems(bench_of(rule), "warning")
    assert [said in problem.message for problem in found if problem.kind == kind] == [True]


@pytest.mark.parametrize(
    "pattern",
    [
        r"[Nn]gày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<span>ngày (?P<day>\d{1,2})(?P<sep>/)(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}))",
        r"ngày (?P<open>\()?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?(open)\))",
    ],
    ids=["a class of letters", "a group that is repeated", "a group that is asked for"],
)
def test_what_a_pattern_needs_itself_is_no_matter_of_warning(
    bench_of: MakeBench, sample_article: Callable[..., object], pattern: str
) -> None:
    sample_article("gold", "g1", "Nghỉ ngày 10/5/2021")
    [written] = [line for line in DAY.splitlines() if line.startswith("pattern")]
    assert problems(bench_of(DAY.replace(written, f"pattern = '''{pattern}'''")), "warning") == []


def test_a_rule_that_always_loses_is_told_apart_from_one_that_never_matches(
    bench_of: MakeBench, sample_article: Callable[..., object]
) -> None:
    sample_article("gold", "g1", "Nghỉ ngày 10/5/2021")
    beaten = THIEF.replace("priority = 90", "priority = 10")
    found = problems(bench_of(DAY + beaten), "warning")
    assert [(p.rule, p.kind) for p in found if p.kind in ("beaten", "unfired")] == [("dates.thief", "beaten")]


def test_the_shipped_rules_pass() -> None:
    assert [str(problem) for problem in check_rules(Bench.load()).errors] == []
