"""`merge`: another analyst's file into this one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.conflicts import tell_conflicts
from claimtrack.cli.environment import Environment, FormOption, environment
from claimtrack.cli.progress import Progress
from claimtrack.wording import counted

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.model.edits import Apart


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("merge")(merge)


def merge(
    ctx: typer.Context,
    other: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="Another case file, a pack, or an export in the native format; without it, what is open is listed.",
        ),
    ] = "",
    *,
    ours: Annotated[bool, typer.Option("--ours", help="Settle every conflict as this file has it.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Settle every conflict as the other file has it.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for each conflict, at the terminal.")] = False,
    form: FormOption = "table",
) -> None:
    """Merge another analyst's file into this one: the same content is one record, and the edits of both sides are kept.

    Where the two edited one attribute differently, nothing is decided: both edits stand in the file and in its export, and are
    listed; the record says what was edited last until somebody settles it, here or with: claimtrack set. While any is open the
    exit code is 26. One undo takes the whole merge back. Whose file comes first does not matter.

    Example: claimtrack merge colleague.db
    """
    surroundings = environment(ctx)
    if ours + theirs + ask > 1:
        raise typer.BadParameter("choose one of --ours, --theirs and --ask")
    if ask and not is_terminal():
        raise typer.BadParameter(
            "--ask needs a terminal; use --ours or --theirs, or settle later with: claimtrack set"
        )
    choice = "ours" * ours or "theirs" * theirs
    if choice and not other:
        raise typer.BadParameter("whose side? name the other file, or settle each with: claimtrack set")
    with surroundings.open() as case:
        left = _merged(surroundings, case, Path(other), choice) if other else case.conflicts()
        if ask:
            case.decide(_answers(surroundings, left))
            left = case.conflicts()
    tell_conflicts(surroundings, left, form)


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def _merged(surroundings: Environment, case: "Casefile", other: Path, choice: str) -> "list[Apart]":
    """Merge the other file, say what came of it, and return what is in conflict."""
    with Progress() as progress:
        joined = case.merge_file(other, choose=lambda _apart: choice, progress=progress)
    for line in joined.lines():
        surroundings.say(line)
    return joined.conflicts


def _answers(surroundings: Environment, conflicts: "list[Apart]") -> "list[tuple[Apart, Any]]":
    """Ask how each conflict is settled; where somebody stops, what was answered until then counts."""
    answers: list[tuple[Apart, Any]] = []
    try:
        for apart in conflicts:
            answers += [(apart, value) for value in _asked(surroundings, apart)]
    except typer.Abort:
        surroundings.say("")
        surroundings.say(f"stopped: {counted(len(answers), 'answer')} kept, the rest stays open")
    return answers


def _asked(surroundings: Environment, apart: "Apart") -> "list[Any]":
    """Ask how a conflict is settled, and return that in a list; an empty one where it stays open.

    Raises:
        typer.Abort: the person stops, or the input ends.
    """
    from claimtrack.views.conflicts import said

    if apart.differs:
        choices, prompt = {"ours": apart.ours, "theirs": apart.theirs}, "[o]urs, [t]heirs"
    else:
        choices, prompt = {str(n): value for n, value in enumerate(apart.conflict.says, 1)}, "Which"
    surroundings.say(f"{apart.conflict.kind} {apart.called}, {apart.conflict.what}:")
    for name, value in choices.items():
        surroundings.say(f"  {name}: {said(apart, value)}")
    while True:
        answer = typer.prompt(
            f"{prompt}, or nothing to leave it open", default="", show_default=False, err=True
        )
        wanted = answer.strip().lower()
        chosen = [name for name in choices if wanted and name.startswith(wanted)]
        if len(chosen) == 1 or not wanted:
            return [choices[name] for name in chosen]
        surroundings.say(f"{answer.strip()!r} is no answer: {', '.join(choices)}, or nothing")
