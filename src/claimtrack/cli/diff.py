"""`diff`: what two files have that the other has not."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.progress import Progress


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("diff")(diff)


def diff(
    ctx: typer.Context,
    other: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Another case file, a pack, or an export in the native format."),
    ],
    form: FormOption = "table",
) -> None:
    """Show what each of two files has that the other has not, and what a merge would find in conflict; nothing is written.

    Example: claimtrack diff colleague.db
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as progress:
        report = case.diff(Path(other), progress=progress)
    surroundings.show(report.view, form)
