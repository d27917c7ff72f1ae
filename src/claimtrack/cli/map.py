"""`map`: a first mapping for a file."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.options import command_of
from claimtrack.cli.reading import Reading


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("map")(command_of(map_))


def map_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A table, or a file or folder of JSON.")],
    preset: Annotated[
        str,
        typer.Option(
            "--preset", metavar="NAME", help="Start from this preset instead of looking at the columns."
        ),
    ] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="TOML", help="Where to; standard output if left out.")
    ] = "-",
    *,
    reading: Reading,
) -> None:
    """Look at a file and write a first mapping for it, with comments, to edit and import with --map.

    Example: claimtrack map events.csv -o my.toml
    """
    from claimtrack.errors import InputFileError
    from claimtrack.intake.sources import sketch

    surroundings = environment(ctx)
    text = sketch(file, preset, reading.told())
    if output == "-":
        surroundings.write(text)
        return
    try:
        with Path(output).open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputFileError(f"{output} is there already", "give another name") from None
    except OSError as error:
        raise InputFileError(f"{output} cannot be written: {error.strerror}", "check the path") from None
    surroundings.say(f"wrote {output}; try it with: claimtrack import {file} --map {output} --dry-run")
