"""The commands for those who ask the tables: `sql`, `describe`, `explore`."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from nghiquyet.terminal import Status

app = typer.Typer()
log = logging.getLogger("nghiquyet")

Folder = Annotated[Path, typer.Argument(help="The folder that `nghiquyet run --out` wrote.", metavar="DIR")]


@app.command("sql")
def sql_command(
    folder: Folder,
    query: Annotated[str, typer.Argument(help="A query in DuckDB's SQL, or - for standard input.")],
    out: Annotated[
        Path | None, typer.Option(help="Write the result here: .csv, .xlsx, .jsonl or .parquet.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object a row.")] = False,
    rows: Annotated[int, typer.Option(min=1, help="Print at most so many rows.")] = 40,
) -> None:
    """Ask the tables in SQL.

    There is a view a table, and target_series, target_conflicts, document_citations, unit_activity and more:
    see `nghiquyet describe`. A .csv or .xlsx opens as it should in a Vietnamese Excel.
    """
    import sys

    import duckdb

    from nghiquyet.query import DatasetError, connect
    from nghiquyet.query.export import ExportError, export, json_lines
    from nghiquyet.query.layout import table_lines

    try:
        result = connect(folder).sql(sys.stdin.read() if query == "-" else query)
        if result is None:
            return
        if out is not None:
            typer.echo(f"{export(result, out):10,}  {out}")
            return
        for line in json_lines(result) if as_json else table_lines(result, rows):
            typer.echo(line)
    except BrokenPipeError:  # the reader has gone, as in `… | head`
        raise
    except (DatasetError, ExportError, OSError, duckdb.Error) as error:
        log.error("%s", error)
        raise typer.Exit(Status.CANNOT_WORK) from error


@app.command("describe")
def describe_command(
    folder: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what the tables hold.

    Columns with their meaning and their share of nulls, rows, span of time, and how much of the arithmetic
    adds up.
    """
    import json
    from dataclasses import asdict

    import duckdb

    from nghiquyet.query import DatasetError
    from nghiquyet.query.describe import describe, description_lines

    try:
        description = describe(folder)
    except (DatasetError, duckdb.Error) as error:
        log.error("%s", error)
        raise typer.Exit(Status.CANNOT_WORK) from error
    if as_json:
        typer.echo(json.dumps(asdict(description), ensure_ascii=False, default=str))
        return
    for line in description_lines(description):
        typer.echo(line)


@app.command("explore")
def explore_command(
    folder: Folder,
    port: Annotated[int, typer.Option(min=0, max=65535, help="A free one where this is taken.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Look at the tables in a browser.

    Search, filter, read articles with their records in colour, see targets along time. The pages are for this
    machine alone and change nothing; Ctrl-C ends.
    """
    import webbrowser

    from nghiquyet.explore.preparation import Preparation
    from nghiquyet.explore.server import HOST, listen, serve
    from nghiquyet.query import DatasetError

    try:
        preparation = Preparation(folder)
    except DatasetError as error:
        log.error("%s", error)
        raise typer.Exit(Status.CANNOT_WORK) from error
    listener = listen(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    typer.echo(f"{address}  (Ctrl-C ends)")
    if browser:
        webbrowser.open(address)
    serve(preparation, listener)
