"""What a Python user has: load, extract, run; and the stages through spaCy's entry points alone."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from spacy.language import Language

import nghiquyet
from nghiquyet.pipeline import COMPONENTS, StageError
from nghiquyet.records import MENTIONS
from nghiquyet.tokenize.tokenizer import TOKENIZER

TEXT = "Năm nay Huyện ủy Ba Tri phấn đấu kết nạp 130 đảng viên."


def python(code: str) -> str:
    """What a fresh Python prints for `code`."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_extract_gives_records_by_table(nlp: Language) -> None:
    records = nghiquyet.extract(nlp, TEXT, published_at="2024-04-27", article_id="a")
    assert list(records) == list(MENTIONS)
    [date] = records["dates"]
    assert (date.surface, date.value, date.resolved) == ("Năm nay", "2024", True)
    assert date.article_id == "a"


def test_record_ids_are_stable_and_differ(nlp: Language) -> None:
    ids = [
        [m.record_id for mentions in nghiquyet.extract(nlp, TEXT, article_id=name).values() for m in mentions]
        for name in ("a", "a", "b")
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])
    assert not set(ids[0]) & set(ids[2])


def test_without_a_date_of_publication_nothing_is_guessed(nlp: Language) -> None:
    dates = nghiquyet.extract(nlp, "Hội nghị họp ngày 10/5.")["dates"]
    assert all(date.value.startswith("XXXX") and date.start_date is None for date in dates)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "𠀀" * 10, "a" * 10_000, "1" * 1_000, "58/130 " * 500])
def test_odd_texts_are_no_trouble(nlp: Language, text: str) -> None:
    for mentions in nghiquyet.extract(nlp, text).values():
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.surface


def test_what_a_stage_raises_names_the_stage(nlp: Language) -> None:
    with pytest.raises(StageError, match=r"^nghiquyet_\w+: ValueError") as raised:
        nghiquyet.extract(nlp, "Hội nghị họp ngày 10/5.", published_at="hôm qua")
    assert isinstance(raised.value.cause, ValueError)


def test_extract_can_be_called_before_and_after_its_folder_is_imported() -> None:
    code = """
import nghiquyet
assert callable(nghiquyet.extract)
nlp = nghiquyet.load()
import nghiquyet.extract.candidate
from nghiquyet import extract
for call in (extract, nghiquyet.extract):
    print([mention.surface for mention in call(nlp, "Họp ngày 3/2/2024.")["dates"]])
"""
    assert python(code).splitlines() == ["['ngày 3/2/2024']"] * 2


def test_run_is_there_and_other_names_are_not() -> None:
    assert callable(nghiquyet.run)
    with pytest.raises(AttributeError, match="has no attribute 'train'"):
        nghiquyet.train  # noqa: B018


def test_every_component_and_the_tokenizer_is_an_entry_point() -> None:
    assert {entry.name for entry in entry_points(group="spacy_factories")} >= set(COMPONENTS)
    assert TOKENIZER in {entry.name for entry in entry_points(group="spacy_tokenizers")}


def test_a_blank_pipeline_finds_the_stages_without_importing_the_package() -> None:
    code = f"""
import spacy
nlp = spacy.blank("vi", config={{"nlp": {{"tokenizer": {{"@tokenizers": "{TOKENIZER}"}}}}}})
for name in {COMPONENTS!r}:
    nlp.add_pipe(name)
doc = nlp("Ngày 10/5/2021, Huyện ủy Ba Tri kết nạp 61/140 đảng viên (đạt 43,57%).")
print([span.text for span in doc.spans["dates"]], [span.text for span in doc.spans["targets"]])
"""
    assert python(code).strip() == "['Ngày 10/5/2021'] ['61/140 đảng viên (đạt 43,57%)']"
