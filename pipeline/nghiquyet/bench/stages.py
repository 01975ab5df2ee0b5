"""Each stage's share of one worker's time."""

import time
from collections.abc import Sequence
from typing import Any

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.stage import TOGETHER, BatchStage, Stage
from nghiquyet.extract.watch import WATCH
from nghiquyet.pipeline import load


def stage_shares(articles: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Milliseconds an article by stage, over the second half of the articles: the first warms up."""
    nlp = load()
    WATCH.start()
    spent = dict.fromkeys(("analysis", *nlp.pipe_names), 0.0)
    half = len(articles) // 2
    for part in (articles[:half], articles[half:]):
        spent = dict.fromkeys(spent, 0.0)
        for first in range(0, len(part), TOGETHER):
            batch = part[first : first + TOGETHER]
            began = time.process_time()
            analyses = [Analysis(text=a["text"], published_at=a.get("published_at")) for a in batch]
            spent["analysis"] += time.process_time() - began
            for name, stage in nlp.pipeline:
                began = time.process_time()
                if isinstance(stage, BatchStage):
                    stage.analyse_batch(analyses)
                else:
                    assert isinstance(stage, Stage)
                    for analysis in analyses:
                        stage.analyse(analysis)
                spent[name] += time.process_time() - began
    return {name: 1000 * seconds / (len(articles) - half) for name, seconds in spent.items()}
