"""The script that one would write without this project: underthesea, six patterns, pandas.

Part of the benchmark, in its plainest honest form: a process of its own, `-m nghiquyet.bench.naive`.
"""

import json
import re
import sys
import time
from pathlib import Path

import pandas as pd
from underthesea import ner, sent_tokenize

PATTERNS = {
    "document": re.compile(r"(?:Nghị quyết|Chỉ thị|Quyết định|Kế hoạch)(?: số)? (\d+[\w/-]*)"),
    "date": re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?"),
    "percent": re.compile(r"(\d+(?:,\d+)?) ?%"),
    "fraction": re.compile(r"(\d+)/(\d+) (\w+ \w+)"),
    "money": re.compile(r"(\d+(?:[.,]\d+)*) (?:tỷ|triệu) đồng"),
    "term": re.compile(r"nhiệm kỳ (\d{4}) ?[-–] ?(\d{4})"),
}


def main(articles: Path, out: Path) -> None:
    """Write one Parquet file of entities and matches, and print what it took as JSON."""
    ner("Hà Nội")  # loads the models
    began, rows = time.perf_counter(), []
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for sentence in sent_tokenize(article["text"]):
            for word, pos, _, entity in ner(sentence):
                if entity != "O":
                    rows.append({"id": article["article_id"], "kind": entity, "text": word, "pos": pos})
            for kind, pattern in PATTERNS.items():
                for match in pattern.finditer(sentence):
                    rows.append({"id": article["article_id"], "kind": kind, "text": match.group()})
    pd.DataFrame(rows).to_parquet(out)
    print(json.dumps({"seconds": time.perf_counter() - began, "rows": len(rows)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
