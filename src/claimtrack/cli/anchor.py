"""`anchor`: time-stamps of the log that were made elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.environment import FormOption, environment

RootOption = Annotated[
    list[str],
    typer.Option(
        "--root", metavar="FILE", help="Root certificate (PEM) of a trusted authority; may be repeated."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    commands = typer.Typer(
        help="Keep and check time-stamps of the log that were made elsewhere.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(commands, name="anchor")
    commands.command("add")(add)
    commands.command("list")(list_)


def add(
    ctx: typer.Context,
    proof: Annotated[
        str,
        typer.Argument(metavar="FILE", help="An RFC 3161 reply (.tsr), or an OpenTimestamps proof (.ots)."),
    ],
    root: RootOption = [],
) -> None:
    """Keep a time-stamp of the head of the log, after checking it without network.

    Have the hash stamped that claimtrack log --head prints, or a file in which it stands alone. Needs the extra
    claimtrack[anchor].

    Example: claimtrack anchor add head.tsr --root authority.pem
    """
    from claimtrack.casefile.stamps import read_proof

    surroundings = environment(ctx)
    content, roots = read_proof(Path(proof)), [read_proof(Path(name)) for name in root]
    with surroundings.open() as case:
        found, new = case.add_anchor(content, roots)
    by = f", by {found.when}" if found.when else ""
    surroundings.say(f"{'kept' if new else 'kept already'}: entry {found.number} stood in the log{by}")
    surroundings.say(f"checked: {'; '.join(found.checked)}")
    surroundings.say(f"not checked: {'; '.join(found.unchecked)}")
    surroundings.write(found.entry)


def list_(ctx: typer.Context, root: RootOption = [], form: FormOption = "table") -> None:
    """List the time-stamps that are kept, each checked again.

    Example: claimtrack anchor list --root authority.pem
    """
    from claimtrack.casefile.stamps import read_proof

    surroundings = environment(ctx)
    roots = [read_proof(Path(name)) for name in root]
    with surroundings.open() as case:
        report = case.anchors(roots)
    surroundings.show(report.view, form)
