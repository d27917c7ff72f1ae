"""Housekeeping: `init`, `demo`."""

from pathlib import Path

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.import_ import summary_lines


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("init")(init)
    app.command("demo")(demo)


def init(ctx: typer.Context) -> None:
    """Make a new case file: claims.db here, or the path given with --file.

    Example: claimtrack init
    """
    from claimtrack.casefile import Casefile

    surroundings = environment(ctx)
    path = Path(surroundings.file) if surroundings.file else surroundings.new_path()
    Casefile.open(path, must_be_new=True).close()
    surroundings.say(f"made the case file {path}")


def demo(ctx: typer.Context) -> None:
    """Show the founding casebook: take it into a temporary case file and compare four of its events.

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
