"""Keeping the case file safe: `backup`, `restore`, `recover`."""

import io
from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.import_ import summary_lines
from claimtrack.cli.progress import Progress
from claimtrack.errors import NoCaseFileError

_SHOWN = 20  # lines of what could not be read


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("recover")(recover)


def backup(
    ctx: typer.Context,
    target: Annotated[
        str, typer.Argument(metavar="FILE", help="The copy to make; it must not be there yet.")
    ],
) -> None:
    """Copy the case file while it is in use, and check the copy; prints the hash of the last entry of its log.

    Kept copies of evidence stand beside the case file, in a folder of their own: copy that, too.

    Example: claimtrack backup claims-2026-03-01.db
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as progress:
        head = case.backup(target, progress=progress)
    surroundings.say(f"copied to {target}, and checked")
    surroundings.write(head)


def restore(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE", help="The backup.")],
) -> None:
    """Put a backup in the place of the case file, after checking it; what stood there is kept beside.

    Example: claimtrack restore claims-2026-03-01.db
    """
    from claimtrack.store.backups import restore as restored

    surroundings = environment(ctx)
    path = surroundings.new_path()
    kept, head = restored(Path(source), path)
    surroundings.say(f"{path} is {source} now" + (f"; what stood there is kept in {kept}" if kept else ""))
    surroundings.write(head)


def recover(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="FILE", help="The new case file to make.")],
) -> None:
    """Save what can be read of a damaged case file into a new one, and name what cannot.

    The damaged file is left as it is. The log of the new file begins anew with what could be saved.

    Example: claimtrack --file damaged.db recover saved.db
    """
    from claimtrack.casefile import Casefile
    from claimtrack.casefile.report_releases import keep_releases, releases

    surroundings = environment(ctx)
    path = surroundings.path()
    if path is None:
        raise NoCaseFileError("there is no case file to recover", "name it with --file")
    with Casefile.salvage(path) as damaged:
        lost, released = damaged.damage, releases(damaged)
        saved = io.BytesIO("".join(damaged.export()).encode())
    with Casefile.open(target, must_be_new=True, **surroundings.author()) as case:
        report = case.import_file(saved)
        keep_releases(case, released)
    for line in lost[:_SHOWN]:
        surroundings.say(f"lost: {line}")
    if len(lost) > _SHOWN:
        surroundings.say(f"lost: {len(lost) - _SHOWN} more")
    surroundings.say(f"saved to {target}; {path} is left as it was")
    for line in summary_lines(report):
        surroundings.write(line)
