"""Reading: which articles the inputs hold, and what is said of those that cannot be read."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.article import RawArticle
from nghiquyet.clean import CleaningRules, clean
from nghiquyet.read import MAX_ARTICLE_BYTES, read_articles
from nghiquyet.read.origin import Origin
from nghiquyet.read.text import read_text
from nghiquyet.records import ErrorRow

PAGE = "Huyện mở chợ phiên\n\n12/04/2023 - 07:15\n\nChợ phiên họp vào sáng thứ bảy."


def articles(*inputs: Path | str) -> list[RawArticle]:
    read = list(read_articles(inputs))
    assert all(isinstance(item, RawArticle) for item in read), read
    return [item for item in read if isinstance(item, RawArticle)]


def only_error(*inputs: Path | str) -> ErrorRow:
    (error,) = read_articles(inputs)
    assert isinstance(error, ErrorRow)
    assert error.fatal
    assert error.stage == "read"
    assert error.source in error.message
    return error


def write_jsonl(path: Path, *objects: object) -> Path:
    path.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in objects), encoding="utf-8")
    return path


class TestFiles:
    def test_a_text_file_is_one_article_named_after_it(self, tmp_path: Path) -> None:
        (tmp_path / "cho.txt").write_text(PAGE, encoding="utf-8")
        (article,) = articles(tmp_path / "cho.txt")
        assert (article.article_id, article.body, article.is_clean) == ("cho.txt", PAGE, False)
        assert article.source == (tmp_path / "cho.txt").as_posix()

    def test_a_byte_order_mark_is_no_part_of_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "cho.txt").write_text(PAGE, encoding="utf-8-sig")
        assert articles(tmp_path)[0].body == PAGE

    def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/2.TXT", "a/1.txt", "c/d/e.txt", ".hidden.txt", ".git/config"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{PAGE} {name}", encoding="utf-8")
        assert [a.article_id for a in articles(tmp_path)] == ["a/1.txt", "a/2.TXT", "b.txt", "c/d/e.txt"]

    def test_a_file_is_opened_only_when_its_turn_comes(self, tmp_path: Path) -> None:
        (tmp_path / "1.txt").write_text(PAGE, encoding="utf-8")
        (tmp_path / "2.txt").write_text(PAGE, encoding="utf-8")
        read = read_articles([tmp_path])
        assert isinstance(read, Iterator)
        next(read)
        (tmp_path / "2.txt").write_text("Viết sau", encoding="utf-8")
        second = next(read)
        assert isinstance(second, RawArticle)
        assert second.body == "Viết sau"


class TestJsonLines:
    def test_text_is_clean_and_raw_is_not(self, tmp_path: Path) -> None:
        path = write_jsonl(
            tmp_path / "bai.jsonl",
            {"article_id": "a1", "title": "Chợ", "published_at": "2023-04-12", "url": "https://vi.du",
             "text": "Chợ"},
            {"article_id": "a2", "author": "Thu Hà", "raw": PAGE},
        )  # fmt: skip
        clean_one, raw_one = articles(path)
        assert (clean_one.article_id, clean_one.is_clean, clean_one.url) == ("a1", True, "https://vi.du")
        assert (clean_one.title, clean_one.published_at) == ("Chợ", "2023-04-12")
        assert (raw_one.is_clean, raw_one.body, raw_one.author) == (False, PAGE, "Thu Hà")
        assert raw_one.source == f"{path.as_posix()}:2"

    def test_an_object_without_an_id_is_named_by_its_line(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "bai.jsonl", {"text": "Một"}, {"text": "Hai"})
        assert [a.article_id for a in articles(tmp_path)] == ["bai.jsonl:1", "bai.jsonl:2"]

    def test_a_json_file_is_one_object(self, tmp_path: Path) -> None:
        (tmp_path / "bai.json").write_text(json.dumps({"text": "Một"}, indent=1), encoding="utf-8")
        (article,) = articles(tmp_path)
        assert (article.article_id, article.body, article.is_clean) == ("bai.json", "Một", True)

    def test_empty_lines_are_passed_over_and_still_counted(self, tmp_path: Path) -> None:
        (tmp_path / "bai.jsonl").write_text('\n{"text": "Một"}\r\n\n', encoding="utf-8")
        assert articles(tmp_path)[0].source.endswith("bai.jsonl:2")

    @pytest.mark.parametrize(
        ("line", "error", "words"),
        [
            (b'{"text": ', "bad_json", "at character"),
            (b'["text"]', "bad_json", "found a list"),
            (b'{"title": "x"}', "no_text", "its keys: title; give it as `text` or `raw`"),
            (b'{"text": null, "raw": null}', "no_text", "its keys: text, raw; give it"),
            (b'{"text": " "}', "empty", "holds no text"),
            (b'{"text": 5}', "bad_field", "`text` is a number"),
            (b'{"text": "x", "title": ["x"]}', "bad_field", "`title` is a list"),
            (b'{"text": "\\ud800"}', "bad_field", "surrogate"),
            (b'{"text": "\xe1\xba"}', "unknown_encoding", "at byte 29 (0xe1)"),
            (b"[" * 100_000, "bad_json", "not a JSON object"),
        ],
    )
    def test_a_bad_line_is_an_error_and_the_others_are_read(
        self, tmp_path: Path, line: bytes, error: str, words: str
    ) -> None:
        path = tmp_path / "bai.jsonl"
        path.write_bytes(b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')
        before, wrong, after = read_articles([path])
        assert isinstance(before, RawArticle)
        assert isinstance(after, RawArticle)
        assert isinstance(wrong, ErrorRow)
        assert (wrong.error, wrong.source) == (error, f"{path.as_posix()}:2")
        assert words in wrong.message
        assert wrong.source in wrong.message

    def test_a_line_over_the_limit_is_an_error_and_the_next_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "bai.jsonl"
        path.write_bytes(b'{"text": "' + b"x" * (2 * MAX_ARTICLE_BYTES) + b'"}\n{"text": "\xff"}')
        long, bad = read_articles([path])
        assert isinstance(long, ErrorRow)
        assert isinstance(bad, ErrorRow)
        assert (long.error, bad.error) == ("too_long", "unknown_encoding")
        assert f"byte {2 * MAX_ARTICLE_BYTES + 23} " in bad.message


class TestErrors:
    def test_an_empty_file(self, tmp_path: Path) -> None:
        for name, content in (
            ("a.txt", b""),
            ("b.txt", b" \n\t"),
            ("c.jsonl", b""),
            ("d.txt", b"\xef\xbb\xbf"),
        ):
            (tmp_path / name).write_bytes(content)
            assert only_error(tmp_path / name).error == "empty"

    def test_a_binary_file(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.jsonl"):
            (tmp_path / name).write_bytes(b"PK\x03\x04\0\0")
            error = only_error(tmp_path / name)
            assert error.error == "binary"
            assert "byte 4" in error.message

    def test_binary_json_lines_are_one_error(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(b"\0\n\0\n\0\n")
        assert only_error(tmp_path / "a.jsonl").error == "binary"

    def test_a_file_that_is_not_utf8_is_named_with_the_byte(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes("Chợ phiên".encode("cp1258", "replace") + b"\xff")
        error = only_error(tmp_path / "a.txt")
        assert error.error == "unknown_encoding"
        assert "convert it to UTF-8" in error.message

    def test_a_file_over_the_limit(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"x" * (MAX_ARTICLE_BYTES + 1))
        assert only_error(tmp_path / "a.txt").error == "too_long"

    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert only_error(tmp_path / "none.txt").error == "missing"

    def test_a_format_that_nobody_reads(self, tmp_path: Path) -> None:
        (tmp_path / "a.docx").write_text(PAGE)
        (tmp_path / "README").write_text(PAGE)
        readme, docx = read_articles([tmp_path])
        assert isinstance(docx, ErrorRow)
        assert isinstance(readme, ErrorRow)
        assert docx.error == readme.error == "unknown_format"
        assert "`.docx`" in docx.message
        assert ".txt, .jsonl, .json" in docx.message

    def test_a_folder_that_holds_nothing(self, tmp_path: Path) -> None:
        assert only_error(tmp_path).error == "empty"

    def test_a_folder_linked_into_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
        (tmp_path / "loop").symlink_to(tmp_path)
        first, loop = read_articles([tmp_path])
        assert isinstance(first, RawArticle)
        assert isinstance(loop, ErrorRow)
        assert loop.error == "unreadable"


class TestRepeatedIds:
    def test_another_text_under_the_same_id_gets_a_number(self, tmp_path: Path) -> None:
        path = write_jsonl(
            tmp_path / "a.jsonl", *({"article_id": "a", "text": t} for t in ("Một", "Hai", "Ba"))
        )
        assert [(a.article_id, a.body) for a in articles(path)] == [
            ("a", "Một"),
            ("a#2", "Hai"),
            ("a#3", "Ba"),
        ]

    def test_the_same_text_under_the_same_id_is_read_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
        first, again = read_articles([tmp_path / "a.txt", tmp_path])
        assert isinstance(first, RawArticle)
        assert isinstance(again, ErrorRow)
        assert again.error == "repeated"
        assert first.source in again.message

    def test_a_number_never_meets_a_given_id(self, tmp_path: Path) -> None:
        ids = [("a", "Một"), ("a#2", "Hai"), ("a", "Ba")]
        path = write_jsonl(tmp_path / "a.jsonl", *({"article_id": i, "text": t} for i, t in ids))
        assert [a.article_id for a in articles(path)] == ["a", "a#2", "a#3"]


class TestStandardInput:
    @pytest.mark.parametrize(
        ("given_bytes", "expected"),
        [
            (PAGE.encode(), [("-", "-", False)]),
            (
                b'\xef\xbb\xbf \n{"text": "M"}\n{"article_id": "a", "raw": "H"}',
                [("-:2", "-:2", True), ("a", "-:3", False)],
            ),
        ],
    )
    def test_it_is_json_lines_when_it_begins_with_a_brace(
        self, monkeypatch: pytest.MonkeyPatch, given_bytes: bytes, expected: list[tuple[str, str, bool]]
    ) -> None:
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(given_bytes)))  # type: ignore[arg-type]
        monkeypatch.setattr("sys.stdin", stream)
        assert [(a.article_id, a.source, a.is_clean) for a in articles("-")] == expected


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_give_an_article_or_an_error(data: bytes) -> None:
    (read,) = read_text(io.BytesIO(data), Origin("a.txt", "a.txt"))
    if isinstance(read, RawArticle):
        article = clean(read, CleaningRules.load())
        assert isinstance(article, ErrorRow) or article.text
    else:
        assert read.message.startswith("a.txt: ")
