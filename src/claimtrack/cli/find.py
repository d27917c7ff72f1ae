"""Finding: `list`, `show`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from claimtrack.cli.environment import FormOption, environment

Kind = Literal["events", "claimants", "documents", "assertions", "evidence", "fields", "assessments"]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(list_)
    app.command("show")(show)


def list_(
    ctx: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What to list.")] = "events",
    form: FormOption = "table",
) -> None:
    """List the events of the case file, or another kind of record.

    Example: claimtrack list claimants
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.list(kind)
    surroundings.show(report.view, form)


def show(
    ctx: typer.Context,
    references: Annotated[
        list[str], typer.Argument(metavar="REF...", help="Any record: key, id, label, part of a name.")
    ],
    form: FormOption = "table",
) -> None:
    """Show all that the file holds about a record.

    Example: claimtrack show amaq
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.show(*references)
    surroundings.show(report.view, form)
