"""Questions: `compare`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from claimtrack.cli.environment import FormOption, environment


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("compare")(compare)


def compare(
    ctx: typer.Context,
    events: Annotated[
        list[str], typer.Argument(metavar="EVENT...", help="Events: a key, or a part of the title.")
    ],
    by: Annotated[
        Literal["claimant", "bloc"], typer.Option("--by", help="What a column stands for.")
    ] = "claimant",
    form: FormOption = "table",
) -> None:
    """Put what each party says about an event side by side.

    Example: claimtrack compare palmyra-helicopter
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.compare(*events, by=by)
    surroundings.show(report.view, form)
