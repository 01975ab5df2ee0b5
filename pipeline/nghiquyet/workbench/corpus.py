"""What the rules do on the sample articles: nothing may get worse there, and every rule should have work."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from nghiquyet.evaluate.baseline import BASELINE_FILE, fallen, read_baseline
from nghiquyet.evaluate.gold import score_groups
from nghiquyet.evaluate.score import match
from nghiquyet.extract.analysis import Analysis
from nghiquyet.rulebook.problem import Excerpt, Problem
from nghiquyet.workbench.bench import Bench, records_of
from nghiquyet.workbench.placed_problem import problem_at

CLEAN_TABLES = ("documents", "targets")
"""The tables of which a clean article is labelled wholly."""

FIELDS_EXPECTED = (
    "a rule gives the code of its table other fields than that expects: "
    "compare its groups and its `set` with those of its neighbours"
)


def prefilter_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """Matches in the sample that `needs` hides; those that `starts` does, maybe on purpose, are warnings."""
    texts = [(article.article_id, Analysis(text=article.text)) for article in bench.articles]
    for compiled in bench.rulebook.rules:
        if compiled.rule.id not in chosen:
            continue
        for article_id, analysis in texts:
            hidden = None
            if compiled.needs and not any(literal in analysis.lower for literal in compiled.needs):
                hidden, key = compiled.pattern.regex.search(analysis.folded), "needs"
            elif compiled.starts:
                places, key = set(analysis.start_places(compiled.starts)), "starts"
                matches = (
                    m
                    for m in compiled.pattern.regex.finditer(analysis.folded)
                    if m.start() == 0 or not analysis.folded[m.start() - 1].isalnum()
                )
                tried = (compiled.pattern.regex.match(analysis.folded, place) for place in places)
                covered = [found.span() for found in tried if found]
                hidden = next((m for m in matches if not _within(m.span(), covered)), None)
            if hidden:
                meant = "; right where the context that it asks for is missing" if key == "starts" else ""
                yield problem_at(
                    compiled, key, "starts" if key == "starts" else "prefilter",
                    f"`{key}` hides a match in {article_id}: {hidden.group()!r}",
                    f"let `{key}` cover it, or narrow the pattern{meant}",
                    excerpts=(_line(analysis.text, hidden.start(), hidden.end()),), warning=key == "starts",
                )  # fmt: skip
                break


def corpus_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """What fails or times out on a sample article, and as warnings the chosen rules that never fire."""
    for article, failure in bench.failures:
        yield Problem(
            message=f"{failure.stage} fails on {article.article_id}: {failure.cause!r}",
            file=bench.corpus / article.folder / article.article_id, kind="failure", help=FIELDS_EXPECTED,
        )  # fmt: skip
    fired = Counter(record.rule_id for _, analysis in bench.sample for record in records_of(analysis))
    proposed = Counter(c.rule_id for _, analysis in bench.sample for c in analysis.candidates)
    for compiled in bench.rulebook.rules:
        rule = compiled.rule
        if rule.id not in chosen:
            continue
        late = next(
            (a for a, found in bench.sample if any(t.rule_id == rule.id for t in found.timeouts)), None
        )
        if late:
            message = f"does not finish on {late.article_id} of the sample"
            yield problem_at(compiled, "pattern", "slow", message, "bound its repeats, or give `needs`")
        elif proposed[rule.id] and not fired[rule.id]:
            yield problem_at(
                compiled, "pattern", "beaten",
                f"gives no record on the sample articles: its {proposed[rule.id]} candidates all lose",
                "see what they lose to with `nghiquyet rules explain`, or add a gold article that needs it",
                warning=True,
            )  # fmt: skip
        elif not fired[rule.id]:
            yield problem_at(
                compiled, "pattern", "unfired", "never matches in the sample articles",
                "see `nghiquyet rules diff` over your own articles, or add a gold article that needs it",
                warning=True,
            )  # fmt: skip


def clean_problems(bench: Bench, chosen: AbstractSet[str]) -> Iterator[Problem]:
    """Records in clean articles beyond those that they list."""
    rules = {compiled.rule.id: compiled for compiled in bench.rulebook.rules}
    for article, analysis in bench.sample:
        if article.folder != "clean" or article.labels is None:
            continue
        for table in CLEAN_TABLES:
            records = [record.to_json() for record in analysis.records[table]]
            listed = {found for _, found in match(article.labels.get(table) or [], records)}
            for number, record in enumerate(analysis.records[table]):
                if number in listed or record.rule_id not in rules or record.rule_id not in chosen:
                    continue
                yield problem_at(
                    rules[record.rule_id], "pattern", "clean",
                    f"gives {record.surface!r} in {article.article_id}, which must yield nothing there",
                    "narrow the pattern and keep this sentence as a `no` example",
                    excerpts=(_line(analysis.text, record.start, record.end),),
                )  # fmt: skip


def gold_problems(bench: Bench) -> Iterator[Problem]:
    """The figures of the gold that lie under their floors."""
    floors = bench.corpus / BASELINE_FILE
    if not floors.is_file():
        return
    pairs = [
        (
            article.labels,
            {table: [r.to_json() for r in records] for table, records in analysis.records.items()},
        )
        for article, analysis in bench.sample
        if article.folder == "gold" and article.labels is not None
    ]
    for message in fallen(score_groups(pairs), read_baseline(floors)):
        yield Problem(
            message=message, file=floors, kind="gold",
            help="see what was lost with `nghiquyet rules diff`; `nghiquyet evaluate --pin` sets new floors",
        )  # fmt: skip


def _within(span: tuple[int, int], covered: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in covered)


def _line(text: str, start: int, end: int) -> Excerpt:
    """The stretch of a text round a span, on one line."""
    first = max(text.rfind("\n", 0, start) + 1, start - 60)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + 40)
    return Excerpt(text[first:last].replace("\n", " "), start - first, end - first, "found")
