"""Near-duplicates: copies of an article get one id, other articles keep theirs."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nghiquyet.cluster.clusters import find_clusters
from nghiquyet.cluster.files import SIGNATURES, assign_clusters, write_signatures
from nghiquyet.cluster.signature import read_signatures, sign
from nghiquyet.records import Article
from nghiquyet.rulebook.location import corpus_dir
from nghiquyet.write.tables import to_batch, write_batch

TEXTS = [
    json.loads(path.read_text(encoding="utf-8"))["text"]
    for path in sorted((corpus_dir() / "gold").glob("b*.json"))
]


def clusters(*texts: str) -> list[int]:
    return find_clusters(read_signatures(b"".join(map(sign, texts)))).tolist()


def reprinted(text: str) -> str:
    """As another paper prints it: another headline, its own dateline, the last paragraph cut."""
    _, *paragraphs, last = text.split("\n\n")
    return "\n\n".join(["Tin từ cơ sở", "(BHM) - " + paragraphs[0], *paragraphs[1:], last[: len(last) // 2]])


class TestCopies:
    def test_no_two_articles_of_the_corpus_are_copies(self) -> None:
        assert clusters(*TEXTS) == list(range(len(TEXTS)))

    def test_a_reprint_belongs_to_the_first_print(self) -> None:
        both = [*TEXTS, *map(reprinted, TEXTS)]
        assert clusters(*both) == 2 * list(range(len(TEXTS)))

    def test_writing_makes_no_difference(self) -> None:
        text = TEXTS[0]
        assert sign(text) == sign(text.upper().replace("\n\n", "\n").replace(" - ", " – "))

    def test_a_report_of_another_quarter_is_no_copy(self) -> None:
        report = "Quý {}, huyện kết nạp {} đảng viên, thu {} tỷ đồng, xóa {} nhà tạm, đạt {}% kế hoạch năm."
        first, second = report.format("I", 12, 34, 5, 61), report.format("II", 27, 71, 9, 88)
        assert clusters(first, second) == [0, 1]

    @pytest.mark.parametrize("text", ["", "Một", "Một hai ba bốn năm", "…"])
    def test_the_shortest_texts_have_a_signature(self, text: str) -> None:
        assert clusters(text, text) == [0, 0]

    def test_forty_prints_are_one_cluster_whatever_their_order(self) -> None:
        prints = [TEXTS[3] + f"\n\nBáo số {number}" for number in range(40)]
        mixed = [*prints[:20], TEXTS[1], *prints[20:], TEXTS[2]]
        found = clusters(*mixed)
        assert found == [0] * 20 + [20] + [0] * 20 + [41]
        assert np.unique(clusters(*reversed(mixed))).size == 3


def write_parts(out: Path, sizes: list[int], texts: list[str]) -> None:
    (out / "articles").mkdir(parents=True)
    start = 0
    for number, size in enumerate(sizes):
        rows = [
            Article(article_id=f"a{n}", text=text, cluster_id=f"a{n}")
            for n, text in enumerate(texts[start : start + size], start)
        ]
        batch = to_batch("articles", rows, "digest")
        write_batch(batch, out / "articles" / f"part-{number:06}.parquet")
        write_signatures(pa.Table.from_batches([batch]), out / SIGNATURES / f"part-{number:06}.parquet")
        start += size


def cluster_ids(out: Path) -> list[str]:
    return [
        cluster_id
        for path in sorted((out / "articles").glob("*.parquet"))
        for cluster_id in pq.read_table(path).column("cluster_id").to_pylist()
    ]


class TestRun:
    texts = (TEXTS[0], TEXTS[1], TEXTS[2], reprinted(TEXTS[1]), TEXTS[3], reprinted(TEXTS[0]))
    expected = ("a0", "a1", "a2", "a1", "a4", "a0")

    @pytest.mark.parametrize("sizes", [[6], [3, 3], [1, 1, 1, 1, 1, 1], [2, 4]])
    def test_the_cut_into_parts_makes_no_difference(self, tmp_path: Path, sizes: list[int]) -> None:
        write_parts(tmp_path, sizes, list(self.texts))
        assert assign_clusters(tmp_path) == 4
        assert cluster_ids(tmp_path) == list(self.expected)

    def test_the_order_of_the_parts_makes_no_difference(self, tmp_path: Path) -> None:
        write_parts(tmp_path, [3, 3], list(self.texts))
        for folder in (tmp_path / "articles", tmp_path / SIGNATURES):
            (folder / "part-000000.parquet").rename(folder / "part-000002.parquet")
        assign_clusters(tmp_path)
        assert cluster_ids(tmp_path) == [*self.expected[3:], *self.expected[:3]]

    def test_only_parts_that_change_are_written(self, tmp_path: Path) -> None:
        write_parts(tmp_path, [3, 3], list(self.texts))
        untouched, rewritten = sorted((tmp_path / "articles").glob("*.parquet"))
        before = untouched.stat().st_ino, rewritten.stat().st_ino
        assign_clusters(tmp_path)
        assert untouched.stat().st_ino == before[0]
        after = rewritten.stat().st_ino
        assert after != before[1]
        assign_clusters(tmp_path)
        assert rewritten.stat().st_ino == after

    def test_what_is_written_again_keeps_its_schema(self, tmp_path: Path) -> None:
        write_parts(tmp_path, [6], list(self.texts))
        [path] = (tmp_path / "articles").glob("*.parquet")
        schema = pq.read_schema(path)
        assign_clusters(tmp_path)
        assert pq.read_schema(path).equals(schema, check_metadata=True)

    def test_signatures_without_articles_are_removed(self, tmp_path: Path) -> None:
        write_parts(tmp_path, [3, 3], list(self.texts))
        (tmp_path / "articles" / "part-000001.parquet").unlink()
        assert assign_clusters(tmp_path) == 3
        assert len(list((tmp_path / SIGNATURES).iterdir())) == 1

    def test_a_run_without_articles_has_no_cluster(self, tmp_path: Path) -> None:
        assert assign_clusters(tmp_path) == 0


def test_a_batch_without_rows_is_signed(tmp_path: Path) -> None:
    write_signatures(
        pa.Table.from_batches([to_batch("articles", [], "digest")]),
        tmp_path / SIGNATURES / "part-000000.parquet",
    )
    assert pq.read_table(tmp_path / SIGNATURES).num_rows == 0
