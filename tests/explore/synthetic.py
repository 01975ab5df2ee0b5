"""A run of made-up articles, of any size, in the layout that `nghiquyet run` writes.

Texts are sentences about invented figures; a twentieth of the articles are copies of the one before.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from nghiquyet.records import Article, Date, Document, Mention, Person, Target, Unit
from nghiquyet.write.tables import to_batch, write_batch

ARTICLES_A_FILE = 200
TARGETS_AN_ARTICLE = 10
WRONG = 0.001  # the share of figures that other articles contradict
INDICATORS = (
    ("kết nạp đảng viên", "đảng viên"),
    ("thu ngân sách", "tỷ đồng"),
    ("giải quyết việc làm", "lao động"),
    ("trồng rừng", "ha"),
    ("xây dựng nhà ở", "căn nhà"),
    ("khám chữa bệnh", "lượt người"),
    ("sinh hoạt chuyên đề", "chi bộ"),
    ("gieo sạ lúa", "ha"),
    ("phát hành cổ phiếu", "tỷ đồng"),
    ("sửa chữa đường", "km"),
    ("hòa giải", "vụ"),
    ("vận động quỹ", "triệu đồng"),
)
FILLER = "Hội nghị nghe báo cáo, thảo luận và thống nhất nhiều giải pháp cho thời gian tới. " * 12
QUARTER_ENDS = (date(2000, 3, 31), date(2000, 6, 30), date(2000, 9, 30), date(2000, 12, 31))


def write_run(folder: Path, articles: int, districts: int = 700) -> None:
    """Write `articles` articles with ten targets each, and their other mentions, to `folder`."""
    rows: dict[str, list[Any]] = {}
    for number in range(articles):
        for table, records in _article(number, districts):
            rows.setdefault(table, []).extend(records)
        if (number + 1) % ARTICLES_A_FILE == 0 or number + 1 == articles:
            for table, records in {**rows, "errors": []}.items():
                (folder / table).mkdir(parents=True, exist_ok=True)
                part = folder / table / f"part-{number // ARTICLES_A_FILE:06}.parquet"
                write_batch(to_batch(table, records, "synthetic"), part)
            rows = {}


def _article(number: int, districts: int) -> Iterator[tuple[str, list[Any]]]:
    is_copy = number % 20 == 19
    draw = random.Random(number - is_copy)
    code = draw.randrange(districts)
    year, quarter = 2018 + draw.randrange(7), draw.randrange(4)
    period = f"{year}-Q{quarter + 1}"
    end = QUARTER_ENDS[quarter].replace(year=year)
    published = end + timedelta(days=draw.randrange(1, 30))
    place = f"huyện Số {code}"
    article_id = f"{published:%Y/%m}/bai-{number:07}"
    text = f"Huyện Số {code}: kết quả quý {quarter + 1}/{year}\n\n"
    marks: dict[str, list[Mention]] = {"dates": [], "documents": [], "units": [], "people": [], "targets": []}

    def mark(kind: type[Mention], words: str, sentence: int, /, **fields: Any) -> None:
        nonlocal text
        common = {"article_id": article_id, "sentence": sentence, "rule_id": f"{kind.table}.synthetic"}
        place_in_text = {"start": len(text), "end": len(text) + len(words), "surface": words}
        marks[kind.table].append(
            kind(
                record_id=f"{number:07x}{len(text):05x}{kind.table[:2]}", **common, **place_in_text, **fields
            )
        )
        text += words

    text += "Theo báo cáo của "
    codes = {"admin_code": f"{code:03}", "province_code": f"{code % 63:02}", "layer": "2020"}
    mark(
        Unit,
        f"Huyện ủy Số {code}",
        1,
        unit_type="party",
        level="district",
        canonical=f"Huyện ủy Số {code}",
        **codes,
    )
    text += ", thực hiện "
    symbol = f"{number % 400:02}-NQ/HU"
    mark(
        Document, f"Nghị quyết số {symbol}", 1,
        doc_type="resolution", number=number % 400, symbol=symbol, issuer="Huyện ủy", issuer_level="district",
        document_id=f"resolution:{symbol}@{code:03}:2020-2025",
    )  # fmt: skip
    text += ", "
    mark(Date, f"quý {quarter + 1}/{year}", 1, grain="quarter", value=period, resolved=False,
         start_date=f"{year}-{quarter * 3 + 1:02}-01", end_date=end.isoformat())  # fmt: skip
    text += " "
    mark(Unit, place, 1, unit_type="admin", level="district", canonical=place, **codes)
    text += " đạt nhiều kết quả, đồng chí "
    mark(Person, f"Nguyễn Văn {number % 5000}", 1, name=f"Nguyễn Văn {number % 5000}", role="Bí thư Huyện ủy")
    text += " cho biết.\n\n"
    for sentence, (indicator, unit) in enumerate(draw.sample(INDICATORS, TARGETS_AN_ARTICLE)):
        told = crc32(f"{code} {indicator} {period}".encode())
        plan = 20 + told % 380
        actual = plan // 4 + told // 380 % plan + (draw.random() < WRONG)
        percent = round(actual * 100 / plan, 2)
        text += f"Huyện {indicator} "
        mark(
            Target, f"{actual}/{plan} {unit}, đạt {percent}%".replace(".", ","), sentence + 2,
            kind="progress", actual=float(actual), reference=float(plan), unit=unit, percent=percent,
            percent_computed=percent, check="consistent", comparator="=", status="result",
            indicator=indicator, period=period if sentence % 3 == 0 else None,
            scope=place if sentence % 4 == 0 else None,
        )  # fmt: skip
        text += ". "
    text += f"\n\n{FILLER}"
    yield from marks.items()
    yield (
        "articles",
        [
            Article(
                article_id=article_id,
                title=text.split("\n", 1)[0],
                published_at=published.isoformat(),
                text=text,
                cluster_id=f"c{number - is_copy}" if number % 20 >= 18 else None,
                **{table: len(found) for table, found in marks.items()},
            )
        ],
    )
