"""`import`: records from files into the case file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.errors import ClaimtrackError

if TYPE_CHECKING:
    from pathlib import Path

    from claimtrack.casefile import IntakeReport


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Native JSON Lines; - is standard input.")
    ],
) -> None:
    """Take records from files: all of them or, with any problem, none.

    Example: claimtrack import casebook.jsonl
    """
    from claimtrack.casefile import Casefile

    surroundings = environment(ctx)
    path = surroundings.new_path()
    new = not path.exists()
    try:
        with Casefile.open(path) as case:
            report = case.import_file(*(sys.stdin.buffer if name == "-" else name for name in files))
    except ClaimtrackError:
        if new:
            _remove_case_file(path)
        raise
    if new:
        surroundings.say(f"made the case file {path}")
    for line in summary_lines(report):
        surroundings.say(line)


def _remove_case_file(path: Path) -> None:
    """Take back a case file that was made for an import which failed."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def summary_lines(report: IntakeReport) -> list[str]:
    """Say what an import made, what was there already, and what should be looked at."""
    lines = [f"note: {warning}" for warning in report.warnings]
    made, held, repeated = (_counted(counts) for counts in (report.made, report.held, report.repeated))
    lines.append(f"made {made}" if made else "nothing new")
    if held:
        lines.append(f"already in the case file, unchanged: {held}")
    if repeated:
        lines.append(f"in the input more than once and held once: {repeated}")
    return lines


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(
        f"{number} {kind}{'s' if number != 1 and kind != 'evidence' else ''}"
        for kind, number in counts.items()
    )
