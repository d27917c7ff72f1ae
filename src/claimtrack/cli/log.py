"""`log`: what was changed in the case file, by whom, when."""

from typing import Annotated

import typer

from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.lists import count_option

_ENTRIES = 20  # printed unless more are asked for


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("log")(log)


def log(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(metavar="[REF]", help="Only what was changed of this record, or of one that is gone."),
    ] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Only from this day on.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Only what this analyst changed.")] = "",
    limit: Annotated[
        int, count_option("--limit", f"Print at most so many entries; 0 for all; else {_ENTRIES}.")
    ] = _ENTRIES,
    head: Annotated[
        bool, typer.Option("--head", help="Print the hash of the last entry alone, to be kept elsewhere.")
    ] = False,
    form: FormOption = "table",
) -> None:
    """Print what was changed in the case file, newest first: when, by whom, by which command, and the differences.

    Example: claimtrack log heli-claim --since "1 March 2026"
    """
    surroundings = environment(ctx)
    if head and (ref or since or by):
        raise typer.BadParameter("--head is of the whole log")
    with surroundings.open() as case:
        if head:
            surroundings.write(case.head().id)
            return
        report = case.log(ref, since=since, by=by, limit=limit)
    surroundings.show(report.view, form)
