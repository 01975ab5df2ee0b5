"""The explanation of candidates: where fields come from, what arithmetic proves, who beats whom."""

from spacy.language import Language

from nghiquyet.pipeline import analyse
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.workbench.explain import Explanation, explain, explanation_lines

TEXT = "Ngày 10/5/2021, Huyện ủy Ba Tri kết nạp 58/130 đảng viên (đạt 44,62%), theo Điều 5."


def explained(nlp: Language, text: str = TEXT) -> list[Explanation]:
    return explain(analyse(nlp, text, published_at="2021-05-12"), Rulebook.load())


def test_an_accepted_candidate_says_where_each_field_comes_from(nlp: Language) -> None:
    [won] = [e for e in explained(nlp) if e.outcome == "accepted" and e.candidate.table == "targets"]
    assert won.surface == "58/130 đảng viên (đạt 44,62%)"
    assert won.sources["actual"] == (58, "group '58' read as number")
    assert won.sources["form"] == ("fraction", "`set` of the rule")
    assert won.sources["kind"] == ("progress", "read from the context by the code of targets")
    assert won.arithmetic[0] == "as a part: 44.62, stated 44.62: proved"
    assert won.why.startswith("proved by arithmetic; beats targets.fraction")
    assert won.record is not None
    assert won.to_json()["fields"]["percent"] == {"value": 44.62, "from": "group '44,62' read as number"}


def test_a_discarded_candidate_says_what_it_lost_to(nlp: Language) -> None:
    lost = {e.candidate.rule_id: e.why for e in explained(nlp) if e.outcome == "discarded"}
    whole = "'58/130 đảng viên (đạt 44,62%)'"
    assert lost["targets.fraction"] == f"lost to targets.fraction_percent {whole}: proved by arithmetic"


def test_every_candidate_of_every_table_is_explained(nlp: Language) -> None:
    analysis = analyse(nlp, TEXT, published_at="2021-05-12")
    found = explain(analysis, Rulebook.load())
    assert {id(e.candidate) for e in found} >= {id(c) for c in analysis.candidates}
    assert all(e.why for e in found)
    lines = list(explanation_lines(found, TEXT))
    assert lines[1] == TEXT
    assert any(line.startswith("  + dates 'Ngày 10/5/2021' 0:14  dates.day_year") for line in lines)
