"""`pack`: a case, or some of its events, as one zip file to hand over."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.progress import Progress
from claimtrack.cli.public import READ_IT, Credits
from claimtrack.wording import counted


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("pack")(pack)


def pack(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The zip file to make.")],
    events: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EVENT...]", help="Only these events; all where none is named."),
    ] = None,
    *,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="For reading by anybody: no notes, nothing protected, no evidence, ids dealt out anew.",
        ),
    ] = False,
    credits: Credits = False,  # noqa: A002 - what the option is called
) -> None:
    """Pack a case as one zip file: the native export, kept evidence, a manifest of hashes, and what it is in plain words.

    Whoever gets it verifies it (claimtrack verify case.zip) and brings it into a case file (claimtrack merge case.zip). Prints
    the SHA-256 of the file: tell it by another way, and nobody can change the file unseen.

    Example: claimtrack pack palmyra-helicopter -o case.zip
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as progress:
        chosen = [case.event(reference) for reference in events or ()]
        packed = case.pack(Path(output), events=chosen, public=public, credits=credits, progress=progress)
    for key in packed.missing:
        surroundings.say(f"note: no copy of {key} is kept, and none is in the pack; its hash is")
    for line in packed.withheld:
        surroundings.say(f"note: {line}")
    if public:
        surroundings.say(f"note: {READ_IT}; read the pack before it goes out")
    told = f"{counted(packed.records, 'record')} and {counted(packed.files, 'file')} of evidence"
    surroundings.say(f"{output}: {told}{', for the public' if public else ''}")
    surroundings.write(packed.sha256)
