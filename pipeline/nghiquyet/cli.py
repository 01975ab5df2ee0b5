"""The command `nghiquyet`. Heavy imports stand inside the commands, so that `--help` answers at once."""

import json
import logging
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nghiquyet import __version__
from nghiquyet.batch.errors import OutputError, WorkerError
from nghiquyet.query_commands import app as query_app
from nghiquyet.rulebook.errors import RuleError
from nghiquyet.terminal import StandardErrorHandler, tolerate_closed_pipe

if TYPE_CHECKING:
    from nghiquyet.read import Columns

CANNOT_WORK = 2
"""The status when nothing could be done; 1 is for what went wrong with articles or rules."""

log = logging.getLogger("nghiquyet")
app = typer.Typer(
    help="Vietnamese Party and State news articles into tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="Work with the rulebook.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")
app.add_typer(query_app)

Inputs = Annotated[
    list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="INPUT...")
]
ColumnMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="FIELD=COLUMN,... for columns with names of their own.", metavar="FIELD=COLUMN"
    ),
]
Rules = Annotated[Path | None, typer.Option(help="A rules folder in place of the shipped one.")]


def main() -> None:
    """Run the command. An error that says its own cause is printed without a traceback."""
    log.addHandler(StandardErrorHandler())
    log.setLevel(logging.INFO)
    with tolerate_closed_pipe():
        try:
            app()
        except (OutputError, RuleError, WorkerError) as error:
            log.error("%s", error)
            raise SystemExit(CANNOT_WORK) from error


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
    out: Annotated[Path, typer.Option(help="The folder to write; a folder a table below it.")],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores by default.")
    ] = None,
    column_map: ColumnMap = None,
    rules: Rules = None,
    sample: Annotated[int, typer.Option(min=0, help="Print so many records of each table at the end.")] = 0,
) -> None:
    """Write the tables as Parquet.

    Status 1 when an article had an error, 2 when OUT cannot be written or the workers cannot go on.
    """
    from nghiquyet.batch.display import RunDisplay
    from nghiquyet.batch.run import run
    from nghiquyet.write.sample import sample_lines

    with RunDisplay() as display:
        report = run(
            inputs, out, workers=workers, rules=rules, watch=display.show, columns=_columns(column_map)
        )
    for line in sample_lines(out, sample):
        typer.echo(line)
    for table, count in report.rows.items():
        typer.echo(f"{count:10,}  {out / table}")
    lost = f", {report.fatal_errors:,} of them lost" if report.fatal_errors else ""
    typer.echo(f"{report.articles_read:,} articles{lost}, {report.seconds:.1f} s, {report.workers} workers")
    raise typer.Exit(1 if report.rows["errors"] else 0)


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
    raise typer.Exit(1 if failed else 0)


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
        raise typer.Exit(1)
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
    if pin and (gold or group or table):
        raise typer.BadParameter(
            "--pin takes all of the shipped gold: give no GOLD, --group or --table with it"
        )
    try:
        articles = read_gold(gold or corpus_dir() / "gold")
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    pairs = list(predict(load(rules), (a for a in articles if group is None or group_of(a) == group)))
    scores = {name: result for name, result in score(pairs).items() if table in (None, name)}
    if as_json:
        typer.echo(json.dumps(score_json(scores), ensure_ascii=False))
    else:
        for line in score_lines(scores, errors):
            typer.echo(line)
    if pin:
        write_baseline(corpus_dir() / BASELINE_FILE, floors(score_groups(pairs)))


@rules_app.command("check")
def check_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Rule files; all by default.")] = None,
    rules: Rules = None,
) -> None:
    """Check rules by their examples.

    Each rule alone and among all. Prints `file:line: rule: message`; status 1 when there is a problem.
    """
    from nghiquyet.clean import CleaningRules
    from nghiquyet.clean.check import check_cleaning
    from nghiquyet.pipeline import load
    from nghiquyet.rulebook.check import check_rules
    from nghiquyet.rulebook.rulebook import Rulebook

    rulebook, cleaning = Rulebook.load(rules), CleaningRules.load(rules)
    places = {rule.rule.id: rule.place.file for rule in rulebook.rules} | {
        rule_id: place.file for rule_id, place in cleaning.places.items()
    }
    files = [file.resolve() for file in files or ()]
    chosen = frozenset(rule_id for rule_id, file in places.items() if not files or file.resolve() in files)
    if not chosen:
        raise typer.BadParameter("no rule in these files; name files of the rules folder")
    found = [
        *check_rules(load(rules), rulebook, chosen),
        *(p for p in check_cleaning(cleaning) if p.rule in chosen),
    ]
    for problem in found:
        typer.echo(problem)
    typer.echo(f"{len(chosen)} rules, {len(found)} problems")
    raise typer.Exit(1 if found else 0)
