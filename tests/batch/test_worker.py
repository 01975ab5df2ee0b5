"""What becomes of articles that something is wrong with: a row of `errors`, and the others go on."""

from collections.abc import Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from nghiquyet.article import RawArticle
from nghiquyet.batch.worker import outcome_batches
from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.propose import Proposer, rule_candidates
from nghiquyet.extraction import Extraction
from nghiquyet.extractor import Extractor
from nghiquyet.records import TABLES, ErrorRow
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook

POISON = "Bài này làm hỏng một bước."


def raw(body: str, article_id: str = "a.txt") -> RawArticle:
    return RawArticle(article_id=article_id, source=f"in/{article_id}", body=body, is_clean=True)


@Language.component("test_refuses_poison")
def refuse_poison(doc: Doc) -> Doc:
    if doc.text == POISON:
        raise KeyError("no such thing")
    return doc


@pytest.fixture
def refusing(extractor: Extractor) -> Iterator[Extractor]:
    extractor.nlp.add_pipe("test_refuses_poison")
    yield extractor
    extractor.nlp.remove_pipe("test_refuses_poison")


def test_a_stage_that_raises_is_named_in_one_fatal_row(refusing: Extractor) -> None:
    found = refusing(raw(POISON))
    assert found == ErrorRow(
        article_id="a.txt",
        source="in/a.txt",
        stage="test_refuses_poison",
        error="KeyError",
        message="in/a.txt: test_refuses_poison failed on this article: KeyError: 'no such thing'",
        fatal=True,
    )


def test_the_other_articles_of_the_chunk_are_kept(refusing: Extractor) -> None:
    outcomes = [
        refusing(raw(body, article_id)) for article_id, body in (("a", POISON), ("b", "Họp ngày 3/2/2024."))
    ]
    _, batches = outcome_batches(outcomes, "digest")
    assert batches["articles"]["article_id"].to_pylist() == ["b"]
    assert batches["errors"]["article_id"].to_pylist() == ["a"]


def test_an_error_of_reading_stays_what_it_is(extractor: Extractor) -> None:
    error = ErrorRow(source="x", stage="read", error="empty", message="x: holds no text", fatal=True)
    assert extractor(error) is error


def test_a_rule_that_times_out_is_an_error_that_loses_no_article(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_done(*_: object) -> Iterator[object]:
        raise TimeoutError
        yield

    monkeypatch.setitem(Proposer.analyse_batch.__globals__, "rule_candidates", never_done)
    found = extractor(raw("Huyện ủy họp ngày 3/2/2024, kết nạp 5/8 đảng viên."))
    assert isinstance(found, Extraction)
    assert found.errors
    assert {(error.stage, error.error, error.fatal) for error in found.errors} == {
        ("nghiquyet_propose", "RuleTimeout", False)
    }


def test_a_rule_that_fails_on_one_article_leaves_those_beside_it_as_they_are(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(compiled: CompiledRule, analysis: Analysis, rulebook: Rulebook) -> Iterator[Candidate]:
        if "họp kín" in analysis.text and compiled.rule.table == "units":
            raise KeyError("no such thing")
        return rule_candidates(compiled, analysis, rulebook)

    good, bad = raw("Huyện ủy Ba Tri họp ngày 3/2/2024.", "good"), raw("Huyện ủy Ba Tri họp kín.", "bad")
    alone = extractor(good)
    monkeypatch.setitem(Proposer.analyse_batch.__globals__, "rule_candidates", failing)
    beside, lost = extractor.extract([good, bad])
    assert beside == alone
    assert isinstance(lost, ErrorRow)
    assert (lost.article_id, lost.stage, lost.error) == ("bad", "nghiquyet_propose", "KeyError")


def test_a_value_that_fits_no_column_loses_its_article_alone(extractor: Extractor) -> None:
    good, bad = extractor(raw("Họp ngày 3/2/2024.", "good")), extractor(raw("Họp ngày 4/2/2024.", "bad"))
    assert isinstance(bad, Extraction)
    bad.records["dates"][0].start = 2**40
    outcomes, batches = outcome_batches([good, bad], "digest")
    assert batches["articles"]["article_id"].to_pylist() == ["good"]
    [row] = batches["errors"].to_pylist()
    assert (row["article_id"], row["stage"], row["fatal"]) == ("bad", "write", True)
    assert [type(outcome) for outcome in outcomes] == [Extraction, ErrorRow]


def test_every_table_has_a_batch_even_without_rows() -> None:
    _, batches = outcome_batches([], "digest")
    assert {table: batch.num_rows for table, batch in batches.items()} == dict.fromkeys(TABLES, 0)


def test_the_article_counts_its_mentions(extractor: Extractor) -> None:
    found = extractor(raw("Huyện ủy Ba Tri họp ngày 3/2/2024, kết nạp 58/130 đảng viên (đạt 44,62%)."))
    assert isinstance(found, Extraction)
    for table, mentions in found.records.items():
        assert getattr(found.article, table) == len(mentions)
    assert found.article.dates == 1
