"""The command `nghiquyet`. Heavy imports stand inside the commands, so that `--help` answers at once."""

import json
import logging
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from nghiquyet import __version__
from nghiquyet.batch.errors import InterruptedRunError, OutputError, WorkerError
from nghiquyet.query_commands import app as query_app
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.rules_cli import rules_app
from nghiquyet.spared_imports import spare_imports
from nghiquyet.terminal import StandardErrorHandler, Status, tolerate_closed_pipe

if TYPE_CHECKING:
    from nghiquyet.read import Columns

log = logging.getLogger("nghiquyet")
app = typer.Typer(
    help="Vietnamese Party and State news articles into tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(rules_app, name="rules")
app.add_typer(query_app)

Inputs = Annotated[
    list[str],
    typer.Argument(help="Files, folders, URIs of either, or - for standard input.", metavar="INPUT..."),
]
ColumnMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="FIELD=COLUMN,... for columns with names of their own.", metavar="FIELD=COLUMN"
    ),
]
Engine = Annotated[
    Literal["local", "dask"],
    typer.Option(help="local: processes of this machine; dask: a cluster (docs/cluster.md)."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        help="The Dask scheduler's address; by default a cluster on this machine.", metavar="ADDRESS"
    ),
]
Ner = Annotated[
    Literal["full", "off"],
    typer.Option(help="off: neither parts of speech nor entities; faster, and worse (docs/batch.md)."),
]
Rules = Annotated[Path | None, typer.Option(help="A rules folder in place of the shipped one.")]


def main() -> None:
    """Run the command. An error that says its own cause is printed without a traceback."""
    log.addHandler(StandardErrorHandler())
    log.setLevel(logging.INFO)
    spare_imports()
    with tolerate_closed_pipe():
        try:
            app()
        except InterruptedRunError as error:
            log.error("%s", error)
            raise SystemExit(Status.INTERRUPTED) from error
        except (OutputError, RuleError, WorkerError) as error:
            log.error("%s", error)
            raise SystemExit(Status.CANNOT_WORK) from error


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _nghiquyet(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None: ...


def _columns(column_map: list[str] | None) -> "Columns":
    from nghiquyet.read import Columns, MappingError

    try:
        return Columns.parse(column_map or ())
    except MappingError as error:
        raise typer.BadParameter(str(error)) from error


@app.command("run")
def run_command(
    inputs: Inputs,
    out: Annotated[str, typer.Option(help="The folder to write; a folder a table below it.")],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores by default.")
    ] = None,
    column_map: ColumnMap = None,
    rules: Rules = None,
    sample: Annotated[int, typer.Option(min=0, help="Print so many records of each table at the end.")] = 0,
    ner: Ner = "full",
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew: remove what is in OUT.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    tables: Annotated[
        str | None,
        typer.Option(help="Of documents, dates, targets, units, people only these, with commas between."),
    ] = None,
    engine: Engine = "local",
    scheduler: Scheduler = None,
) -> None:
    """Write the tables as Parquet.

    A run goes on from what is in OUT, finished or not: only articles that are new or changed, or whose rules
    have changed, are done. Those that are no longer in the inputs are named, and stay.
    Status 1 when an article had an error, 2 when OUT cannot be written or the workers cannot go on.
    """
    from nghiquyet.batch.display import RunDisplay
    from nghiquyet.batch.run import plan, run
    from nghiquyet.filesystem import any_path
    from nghiquyet.write.sample import sample_lines

    chosen = _chosen_tables(tables)
    if scheduler and engine == "local":
        raise typer.BadParameter("--scheduler ADDRESS goes with --engine dask")
    if dry_run:
        planned = plan(
            inputs,
            out,
            rules=rules,
            columns=_columns(column_map),
            fresh=fresh,
            ner=ner == "full",
            tables=chosen,
        )
        typer.echo(
            f"{planned.to_do:,} articles to do, {planned.replaced:,} of which replace rows; "
            f"{planned.kept:,} to keep"
        )
        for error in planned.unreadable:
            log.error("%s", error.message)
        _name_removed(planned.removed)
        return
    with RunDisplay() as display:
        report = run(
            inputs, out, workers=workers, rules=rules, watch=display.show,
            columns=_columns(column_map), fresh=fresh, ner=ner == "full", tables=chosen,
            engine=engine, scheduler=scheduler,
        )  # fmt: skip
    folder = any_path(out)
    for line in sample_lines(folder, sample):
        typer.echo(line)
    for table, count in report.rows.items():
        typer.echo(f"{count:10,}  {folder / table}")
    lost = f", {report.fatal_errors:,} of them lost" if report.fatal_errors else ""
    kept = f", {report.kept:,} of them done before" if report.kept else ""
    typer.echo(
        f"{report.articles_read:,} articles{lost}{kept}, {report.seconds:.1f} s, {report.workers} workers"
    )
    _name_removed(report.removed)
    raise typer.Exit(Status.ERRORS if report.rows["errors"] else Status.DONE)


def _chosen_tables(tables: str | None) -> list[str]:
    from nghiquyet.records import MENTIONS

    chosen = [*MENTIONS] if tables is None else [table.strip() for table in tables.split(",")]
    if unknown := set(chosen) - set(MENTIONS):
        raise typer.BadParameter(f"no table {min(unknown)!r}; tables: {', '.join(MENTIONS)}")
    return chosen


def _name_removed(sources: list[str]) -> None:
    for source in sources:
        log.info("%s: no longer among the inputs; its rows stay (--fresh removes them)", source)


@app.command("extract")
def extract_command(inputs: Inputs, column_map: ColumnMap = None, rules: Rules = None) -> None:
    """Print the records as JSON Lines.

    An object an article: its header, its text, and a list of mentions a table, as in a gold file.
    Status 1 when an article had an error.
    """
    from nghiquyet.extraction import Extraction, all_errors
    from nghiquyet.extractor import Extractor
    from nghiquyet.read import read_articles

    extract = Extractor(rules)
    failed = False
    for item in read_articles(inputs, _columns(column_map)):
        outcome = extract(item)
        if isinstance(outcome, Extraction):
            typer.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
        for error in all_errors([outcome]):
            failed = True
            log.error("%s", error.message)
    raise typer.Exit(Status.ERRORS if failed else Status.DONE)


@app.command("bench")
def bench_command(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files or folders; composed articles by default.", metavar="INPUT..."),
    ] = None,
    articles: Annotated[int, typer.Option(min=50, help="How many articles this pipeline is given.")] = 1000,
    naive_articles: Annotated[
        int, typer.Option(min=1, help="How many of them the naive script is given.")
    ] = 20,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is measured.")] = 3,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measure the speed against a naive script.

    `underthesea.ner` a sentence, six patterns, pandas to Parquet: against this pipeline with one worker, with
    all, and without the word layer, by turns in one run. Ratios of articles a second, without the start.
    """
    from nghiquyet.bench.compare import compare, lines

    figures = compare(files or [], articles=articles, naive_articles=naive_articles, rounds=rounds)
    for line in lines(figures):
        typer.echo(line)
    if json_file:
        json_file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


@app.command("show")
def show_command(
    file: Annotated[str, typer.Argument(help="A file with an article, or - for standard input.")],
    out: Annotated[Path | None, typer.Option(help="Write the page here instead of opening it.")] = None,
    article: Annotated[
        str | None, typer.Option(help="The id of the article, where the file has several.")
    ] = None,
    column_map: ColumnMap = None,
    rules: Rules = None,
) -> None:
    """Show an article as an HTML page.

    Its mentions are coloured by table; the page needs nothing else.
    """
    from nghiquyet.explore.page import render_page
    from nghiquyet.extractor import Extractor
    from nghiquyet.read import read_articles
    from nghiquyet.records import ErrorRow

    items = read_articles([file], _columns(column_map))
    chosen = (item for item in items if article is None or item.article_id == article)
    item = next(chosen, None)
    if item is None:
        raise typer.BadParameter(f"{file} has no article {article!r}")
    outcome = item if isinstance(item, ErrorRow) else Extractor(rules)(item)
    if isinstance(outcome, ErrorRow):
        log.error("%s", outcome.message)
        raise typer.Exit(Status.ERRORS)
    if article is None and next(chosen, None) is not None:
        log.info("%s: the first of several articles; choose another with --article", file)
    page = render_page(outcome.article, outcome.records)
    if out is None:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".html", delete=False) as opened:
            opened.write(page)
        webbrowser.open(Path(opened.name).as_uri())
        typer.echo(opened.name)
        return
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        Path | None, typer.Argument(help="A folder of gold articles; the shipped one by default.")
    ] = None,
    table: Annotated[str | None, typer.Option(help="Only this table.")] = None,
    group: Annotated[
        str | None, typer.Option(help="Only articles whose id begins with these letters.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="List so many disagreements a table.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    pin: Annotated[bool, typer.Option(help="Make the figures of the shipped gold its new floors.")] = False,
    ner: Ner = "full",
    rules: Rules = None,
) -> None:
    """Score the pipeline on gold articles.

    By table: spans, records (all key fields right), and under each the accuracy of the linking fields.
    """
    from nghiquyet.evaluate.baseline import BASELINE_FILE, floors, write_baseline
    from nghiquyet.evaluate.gold import group_of, predict, read_gold, score_groups
    from nghiquyet.evaluate.report import score_json, score_lines
    from nghiquyet.evaluate.score import score
    from nghiquyet.pipeline import load
    from nghiquyet.records import MENTIONS
    from nghiquyet.rulebook.location import corpus_dir

    if table is not None and table not in MENTIONS:
        raise typer.BadParameter(f"no table {table!r}; tables: {', '.join(MENTIONS)}")
    if pin and (gold or group or table or ner == "off"):
        raise typer.BadParameter(
            "--pin takes the whole pipeline on all of the gold: give no GOLD, --group, --table or --ner"
        )
    try:
        articles = read_gold(gold or corpus_dir() / "gold")
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    chosen = [article for article in articles if group in (None, group_of(article))]
    if not chosen:
        groups = ", ".join(sorted({group_of(article) for article in articles}))
        raise typer.BadParameter(f"no article of the group {group!r}; groups: {groups}")
    pairs = list(predict(load(rules, ner=ner == "full"), chosen))
    scores = {name: result for name, result in score(pairs).items() if table in (None, name)}
    if as_json:
        typer.echo(json.dumps(score_json(scores), ensure_ascii=False))
    else:
        for line in score_lines(scores, errors):
            typer.echo(line)
    if pin:
        write_baseline(corpus_dir() / BASELINE_FILE, floors(score_groups(pairs)))
