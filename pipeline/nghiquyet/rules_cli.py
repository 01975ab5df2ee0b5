"""The commands `nghiquyet rules …`. Heavy imports stand inside them, so that `--help` answers at once."""

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nghiquyet.terminal import Status

log = logging.getLogger("nghiquyet")
rules_app = typer.Typer(
    help="The rule workbench: see what a rule does before it is merged.", no_args_is_help=True
)


class Format(StrEnum):
    """How a command prints."""

    TEXT = "text"
    JSON = "json"


Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="A folder of your own rules, laid over the shipped ones (docs/writing-rules.md).",
    ),
]
OutputFormat = Annotated[Format, typer.Option("--format", help="For people or for programs.")]


@rules_app.command("check")
def check_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Rule files or their folders; all rules by default.")
    ] = None,
    rules: Rules = None,
    output: OutputFormat = Format.TEXT,
    warnings: Annotated[bool, typer.Option("--warnings", help="Print each warning in full.")] = False,
) -> None:
    """Check rules: keys, references, examples, speed, the sample articles.

    Prints `file:line:column: error[kind]: rule: message` with the texts that it is about and what to do.
    Status 1 when there is an error; warnings do not count.
    """
    from nghiquyet.workbench.check import check
    from nghiquyet.workbench.report import report_json, report_lines

    try:
        report = check(rules, files or ())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if output is Format.JSON:
        typer.echo(json.dumps(report_json(report), ensure_ascii=False))
    else:
        for line in report_lines(report, every_warning=warnings or bool(files)):
            typer.echo(line)
    raise typer.Exit(Status.ERRORS if report.errors else Status.DONE)


@rules_app.command("diff")
def diff_command(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files or folders of articles; the sample articles by default.", metavar="[ARTICLES]..."
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="A git revision or a rules folder; HEAD by default, with --rules the shipped rules.",
        ),
    ] = None,
    rules: Rules = None,
    every: Annotated[bool, typer.Option("--all", help="Print every change, not a few of each rule.")] = False,
    output: OutputFormat = Format.TEXT,
) -> None:
    """Show which records a change of rules gains, loses and changes.

    By rule, each with its sentence and [[the span]]; then totals by table and the effect on the gold.
    """
    from nghiquyet.rulebook.location import rules_dir
    from nghiquyet.workbench.bench import Bench, read_cleaned
    from nghiquyet.workbench.diff import diff, diff_lines
    from nghiquyet.workbench.revision import RevisionError, older_bench, rules_of

    if rules is not None and against is None:
        against = str(rules_dir())
    try:
        with rules_of(against) as folder:
            before, now = older_bench(folder), Bench.load(rules)
    except RevisionError as error:
        raise typer.BadParameter(str(error)) from error
    report = diff(before, now, read_cleaned(articles, rules) if articles else now.articles)
    if output is Format.JSON:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
        return
    for line in diff_lines(report, most=1_000_000 if every else 5):
        typer.echo(line)


@rules_app.command("explain")
def explain_command(
    file: Annotated[str, typer.Argument(help="A file with articles, or - for standard input.")],
    article: Annotated[str | None, typer.Option(help="Only the article of this id.")] = None,
    table: Annotated[str | None, typer.Option(help="Only candidates of this table.")] = None,
    rules: Rules = None,
    output: OutputFormat = Format.TEXT,
) -> None:
    """Explain each candidate of a text: its rule, its fields, why it won or lost.

    + accepted, - discarded, ~ accepted but made no record of by the table's code.
    """
    from nghiquyet.workbench.bench import Bench, read_cleaned
    from nghiquyet.workbench.explain import explain, explanation_lines

    bench = Bench.load(rules)
    items = [a for a in read_cleaned([file], rules) if article in (None, a.article_id)]
    if not items:
        raise typer.BadParameter(f"{file}: no article to explain; try `nghiquyet extract` on it")
    for item in items:
        analysis = bench.analyse(item)
        found = [e for e in explain(analysis, bench.rulebook) if table in (None, e.candidate.table)]
        if output is Format.JSON:
            explained = {"article_id": item.article_id, "candidates": [e.to_json() for e in found]}
            typer.echo(json.dumps(explained, ensure_ascii=False))
            continue
        for line in explanation_lines(found, item.text):
            typer.echo(line)


@rules_app.command("coverage")
def coverage_command(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files or folders of articles; the sample articles by default.", metavar="[ARTICLES]..."
        ),
    ] = None,
    most: Annotated[int, typer.Option("--shapes", min=0, help="Print so many unclaimed shapes.")] = 25,
    rules: Rules = None,
    output: OutputFormat = Format.TEXT,
) -> None:
    """Show which rules fire how often, and the figures, dates and symbols that none claims."""
    from nghiquyet.workbench.bench import Bench, read_cleaned
    from nghiquyet.workbench.coverage import coverage, coverage_lines

    bench = Bench.load(rules)
    report = coverage(bench, read_cleaned(articles, rules) if articles else bench.articles)
    if output is Format.JSON:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
        return
    for line in coverage_lines(report, most):
        typer.echo(line)


@rules_app.command("new")
def new_command(
    rule_id: Annotated[str, typer.Argument(help="TABLE.NAME, for example targets.fraction_in_words.")],
    rules: Rules = None,
) -> None:
    """Print a new rule to fill in; append it to a file of rules/TABLE/ with >>."""
    from nghiquyet.rulebook.rulebook import Rulebook
    from nghiquyet.workbench.skeleton import skeleton

    try:
        typer.echo(skeleton(rule_id, Rulebook.load(rules)), nl=False)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


@rules_app.command("draft")
def draft_command(
    folder: Annotated[
        Path, typer.Argument(help="The tables of a run, the folder of its --out.", metavar="DIR")
    ],
    record: Annotated[str, typer.Option(help="The record_id of the record.")],
    rules: Rules = None,
) -> None:
    """Print the sentence of a record as a `yes` and as a `no` example, ready to paste."""
    from nghiquyet.rulebook.rulebook import Rulebook
    from nghiquyet.workbench.draft import RecordError, draft_lines

    try:
        for line in draft_lines(record, folder, Rulebook.load(rules)):
            typer.echo(line)
    except RecordError as error:
        raise typer.BadParameter(str(error)) from error
