"""`void`: take a record out of the case that was entered by mistake."""

from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.model.records import SHORT_ID

_ID_LENGTH = 32


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("void")(void)


def void(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="Any record: key, id, label, part of a name.")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it is a mistake.")] = "",
    cascade: Annotated[
        bool, typer.Option("--cascade", help="Take out, too, what stands on it: the statements on an event.")
    ] = False,
) -> None:
    """Take a record out of the case that you entered by mistake; it is kept, and show and log show it struck through.

    No comparison, list, gap, report or export to others goes by it any more. Recording the same again revives it. What a
    party takes back itself is no mistake of yours: use retract.

    Example: claimtrack void heli-claim --because "It is about another helicopter"
    """
    from claimtrack.casefile.voids import left_unread

    surroundings = environment(ctx)
    with surroundings.open() as case:
        made = case.void(ref, because, cascade=cascade)
        unread = left_unread(case, made)
    for line in unread:
        surroundings.say(f"note: {line}")
    for item in made:
        name = item.name[:SHORT_ID] if len(item.name) == _ID_LENGTH else item.name
        surroundings.say(f"{item.kind} {name} is void")
        surroundings.write(name)
