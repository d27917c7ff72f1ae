"""Housekeeping: `init`, `demo`."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.import_ import summary_lines

_REPORT = "claimtrack-demo.html"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("init")(init)
    app.command("demo")(demo)


def init(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to make; else claims.db here.")] = "",
) -> None:
    """Make a new case file: claims.db here, or the path given.

    Example: claimtrack init palmyra.db
    """
    from claimtrack.casefile import Casefile

    surroundings = environment(ctx)
    if path and surroundings.file:
        raise typer.BadParameter(f"the file is named twice; leave out --file, or {path}")
    named = path or surroundings.file
    made = Path(named) if named else surroundings.new_path()
    author = surroundings.author()
    kept = surroundings.named or ("" if author["analyst"] else _asked_name())
    author["analyst"] = author["analyst"] or kept
    with Casefile.open(made, must_be_new=True, **author) as case:
        if kept:
            case.keep_analyst(kept)
    surroundings.say(f"made the case file {made}")


def _asked_name() -> str:
    """Ask for the name that the log gives to changes; empty where nobody is there to be asked."""
    from claimtrack.cli.names import asked, can_ask

    return asked("Your name, for the log of changes (Enter for none):") if can_ask() else ""


def demo(ctx: typer.Context) -> None:
    """Show the founding casebook: compare four of its events, and write a report on one into this folder.

    Example: claimtrack demo
    """
    import tempfile

    from claimtrack.casefile import Casefile
    from claimtrack.casefile.casebook import DEMO_EVENTS, casebook

    surroundings = environment(ctx)
    with tempfile.TemporaryDirectory() as folder, Casefile.open(Path(folder) / "demo.db") as case:
        with casebook() as path:
            report = case.import_file(path)
        for line in summary_lines(report):
            surroundings.write(line)
        surroundings.write("")
        surroundings.show(case.compare(*DEMO_EVENTS).view)
        case.report(DEMO_EVENTS[-1]).write(Path(_REPORT), "html")
    surroundings.write(f"\nA report on the last of them, to open in a browser: {_REPORT}")
