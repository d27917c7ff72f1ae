"""`export`: records out, in the native format or another's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterable


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("export")(export)


def export(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; standard output if left out.")
    ] = "-",
) -> None:
    """Write the whole case file as native JSON Lines: the same content gives the same bytes.

    Example: claimtrack export -o case.jsonl
    """
    with environment(ctx).open() as case:
        if output == "-":
            for line in case.export():
                sys.stdout.buffer.write(line.encode("utf-8"))
            return
        _write_whole(Path(output), case.export())


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all: under another name first, then renamed over."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            draft = Path(stream.name)
            try:
                for line in lines:
                    stream.write(line.encode("utf-8"))
            except BaseException:
                draft.unlink()
                raise
        draft.replace(path)
    except OSError as error:
        raise InputFileError(f"{path} cannot be written: {error.strerror}", "check the path") from None
