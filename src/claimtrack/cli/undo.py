"""`undo`: take a change back, as a new entry of the log."""

from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.progress import Progress

_SHOWN = 20  # lines of what was done


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("undo")(undo)


def undo(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="[ENTRY]",
            help="Number or hash of an entry of the log, or import:NAME as in list imports; else the last entry.",
        ),
    ] = "",
    cascade: Annotated[
        bool, typer.Option("--cascade", help="Take back, too, the later entries that stand on it.")
    ] = False,
) -> None:
    """Take a change, or a whole import, back: as a new entry, nothing is removed.

    What was made is void, what was corrected is as before, what was taken out is back. Undo the undoing to have it again.

    Example: claimtrack undo 12
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as progress:
        undone = case.undo(what, cascade=cascade, progress=progress)
    numbers = ", ".join(map(str, undone.entries))
    surroundings.say(f"taken back: {'entry' if len(undone.entries) == 1 else 'entries'} {numbers}")
    for line in undone.lines[:_SHOWN]:
        surroundings.write(line)
    if len(undone.lines) > _SHOWN:
        surroundings.write(f"and {len(undone.lines) - _SHOWN:,} more")
