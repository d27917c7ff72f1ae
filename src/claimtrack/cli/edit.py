"""`edit`: a record, or new notes, in the editor of the person at the terminal; what was typed is never lost."""

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli import drafts
from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.names import agreed, can_ask
from claimtrack.errors import ClaimtrackError, EditorError

_TEMPLATE = """\
# New notes: one event, its claims below it, references by name. Save and close the editor to take them;
# close it without saving to leave all as it is. What follows a # says nothing.

event:
occurred:
place:
tags: []

claims:
  - label: LABEL           # your own short name for it, in this case file its alone
    by:
    text:
    said:
    doc:
    values: {}
#  - denies: LABEL          # or confirms, disputes, concedes, supersedes, retracts, repeats, queries
#    by:
#    text:
#    said:
#    values: {killed: 3, weapon: {not: TOW missile}}
#    evidence:
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("edit")(edit)


def edit(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="[REF]", help="Any record: key, id, label, part of a name.")
    ] = "",
    *,
    new: Annotated[
        bool, typer.Option("--new", help="Write notes: an event with its claims, from nothing.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse what would only be warned of.")] = False,
) -> None:
    """Correct a record, or write new notes, in $VISUAL or $EDITOR.

    An assertion keeps its id, and what stood before a correction is kept. A changed position is no correction:
    use update.

    Example: claimtrack edit heli-claim
    """
    surroundings = environment(ctx)
    if new == bool(ref):
        raise typer.BadParameter("give a REF, or --new and none: claimtrack edit heli-claim")
    if new:
        edit_notes(surroundings)
    else:
        edit_record(surroundings, ref, strict=strict)


def edit_record(surroundings: Environment, ref: str, *, strict: bool = False) -> None:
    """Have a record corrected in the editor.

    Raises:
        EditorError: there is no editor, or it failed.
        ClaimtrackError: what came back cannot be taken; the draft is kept and named.
    """
    from claimtrack.casefile.form import Form

    with surroundings.open() as case:
        case.refuse_if_read_only()
        form = Form.of(case, case.get(ref))

    def save(text: str, source: str) -> None:
        with surroundings.open() as case:
            for warning in form.save(case, text, source, strict=strict):
                surroundings.say(f"note: {warning}")
        surroundings.say("corrected; what stood before is kept")

    edited(surroundings, form.text(), save)


def edit_notes(surroundings: Environment) -> None:
    """Have new notes written in the editor, and take them.

    Raises:
        EditorError: there is no editor, or it failed.
        ClaimtrackError: what came back cannot be taken; the draft is kept and named.
    """
    from claimtrack.cli.import_ import summary_lines

    with surroundings.open() as case:
        case.refuse_if_read_only()
        template = _TEMPLATE.replace("LABEL", case.new_key("assertion", "claim"))

    def save(_text: str, source: str) -> None:
        with surroundings.open() as case:
            for line in summary_lines(case.import_file(source)):
                surroundings.say(line)

    edited(surroundings, template, save)


def edited(surroundings: Environment, text: str, save: Callable[[str, str], None]) -> None:
    """Open the editor on a text until what comes back is taken, or is given up and kept."""
    case_file = surroundings.new_path()
    for left in drafts.left(case_file):
        surroundings.say(f"what was written before and not taken is kept in {left}: use it, or remove it")
    with drafts.begun(case_file, text) as draft:
        _edited(surroundings, draft, text, save)


def _edited(surroundings: Environment, draft: Path, text: str, save: Callable[[str, str], None]) -> None:
    while True:
        try:
            _open_editor(draft)
        except EditorError as error:
            if drafts.read(draft) != text:
                raise EditorError(error.message, f"what you wrote is kept in {draft}") from None
            draft.unlink()
            raise
        written = drafts.read(draft)
        if written == text:
            draft.unlink()
            surroundings.say("nothing was changed")
            return
        try:
            save(written, str(draft))
        except ClaimtrackError as error:
            if can_ask():
                surroundings.complain(error)
                if agreed("Edit it again? [y/N]"):
                    continue
            surroundings.say(f"nothing was changed; what you wrote is kept in {draft}")
            raise
        draft.unlink()
        return


def _open_editor(draft: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor()
    try:
        code = subprocess.run([*shlex.split(command), str(draft)], check=False).returncode  # noqa: S603 - the user's own
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise EditorError(f"the editor {command!r} cannot be started: {reason}", "set $EDITOR") from None
    if code:
        raise EditorError(f"the editor {command!r} failed ({code})", "nothing was changed")


def _usual_editor() -> str:
    import shutil

    found = next((name for name in ("sensible-editor", "nano", "vi", "notepad") if shutil.which(name)), "")
    if not found or not can_ask():
        raise EditorError("there is no editor to open", "set $EDITOR")
    return found
