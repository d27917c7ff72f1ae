"""`verify`: whether the case file is what its log says."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.progress import Progress
from claimtrack.errors import VerificationError


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("verify")(verify)


def verify(
    ctx: typer.Context,
    pack: Annotated[
        str, typer.Argument(metavar="[PACK]", help="A pack in the place of the case file: case.zip.")
    ] = "",
    *,
    anchor: Annotated[
        str,
        typer.Option(
            "--anchor", metavar="FILE", help="Hold the log against a head that was kept: log --head."
        ),
    ] = "",
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Read stored files outside the folder of the case file, too.")
    ] = False,
    form: FormOption = "table",
) -> None:
    """Work out every hash, id, reference and index anew, hash every stored file, and name what is not as it should be.

    A log that was written anew as a whole is whole in itself: only a head that was kept elsewhere tells.

    Example: claimtrack verify --anchor head.txt
    """
    surroundings = environment(ctx)
    if pack and (anchor or anywhere):
        raise typer.BadParameter("a pack has no log of its own: --anchor and --anywhere are for case files")
    if pack:
        from claimtrack.casefile.packing import verify_pack

        with Progress() as progress:
            report = verify_pack(Path(pack), progress)
    else:
        with surroundings.open() as case, Progress() as progress:
            report = case.verify(anchor, anywhere=anywhere, progress=progress)
    surroundings.show(report.view, form)
    breaches = report.result.breaches
    if breaches:
        place, what = breaches[0]
        more = f", and {len(breaches) - 1} more" if len(breaches) > 1 else ""
        raise VerificationError(
            f"{place}: {what}{more}", "compare with a backup; claimtrack log shows what was changed"
        )
