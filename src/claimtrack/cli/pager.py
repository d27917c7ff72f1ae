"""Long answers on a terminal, through the pager that the person has, as git shows its own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from contextlib import suppress

_DEFAULT = "less"
_LESS = "FRX"  # as git: quit if it fits, keep colours, leave the answer on the screen
_NONE = frozenset({"", "cat"})


def pager() -> list[str]:
    """Return the command of the pager: $CLAIMTRACK_PAGER, $PAGER or less; empty where there is none to be used."""
    given = os.environ.get("CLAIMTRACK_PAGER", os.environ.get("PAGER", _DEFAULT))
    try:
        command = shlex.split(given)
    except ValueError:
        return []
    if not command or command[0] in _NONE or shutil.which(command[0]) is None:
        return []
    return command


def is_long(text: str) -> bool:
    """Whether a text has more lines than the terminal."""
    return text.count("\n") >= shutil.get_terminal_size().lines


def page(text: str, command: list[str]) -> bool:
    """Show a text through a pager, and wait until it is left; false where it could not be started.

    Args:
        text: what to show.
        command: the pager with its arguments.
    """
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own
    except OSError:
        return False
    with suppress(BrokenPipeError):  # left before the end, as one does
        process.communicate(text.encode("utf-8", "backslashreplace"))
    process.wait()
    return True
