"""What a command meets outside itself: the case file, the terminal, the streams. Tests replace it."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.errors import ImportRejectedError, InputFileError, NoCaseFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.casefile import Casefile
    from claimtrack.errors import ClaimtrackError
    from claimtrack.render.html import Look
    from claimtrack.views.blocks import View

DEFAULT_NAME = "claims.db"
VARIABLE = "CLAIMTRACK_FILE"
ANALYST = "CLAIMTRACK_ANALYST"
_LONGEST = 2000  # characters of one message: more is text that was pasted into it
_HELD_BACK = 0.05  # seconds between two writings of a list that comes bit by bit
_WIDTH = 100  # columns, where no terminal tells

Form = Literal["table", "markdown", "html", "csv", "json"]
FormOption = Annotated[Form, typer.Option("--format", help="How to print the answer.")]


class Environment:
    """The surroundings of one command.

    A class as plain as can be: every command makes it, `claimtrack date` too.

    Attributes:
        file: the case file named on the command line; empty for the usual places.
        salvaged: what can be read of a damaged case file; to be asked in its place.
        paged: whether a long answer on a terminal goes through a pager.
        named: the analyst named on the command line; empty for the usual places.
        command: name of the command, for the log.
    """

    __slots__ = ("command", "file", "named", "paged", "salvaged")

    def __init__(
        self,
        file: str = "",
        salvaged: Casefile | None = None,
        *,
        paged: bool = True,
        named: str = "",
        command: str = "",
    ) -> None:
        self.file = file
        self.salvaged = salvaged
        self.paged = paged
        self.named = named
        self.command = command

    # --- the case file ------------------------------------------------------------------------

    def path(self) -> Path | None:
        """Return the case file: as named, from the environment, or `claims.db` here or in the nearest folder above."""
        named = self.file or os.environ.get(VARIABLE, "")
        if named:
            return Path(named)
        here = Path.cwd()
        return next(
            (folder / DEFAULT_NAME for folder in (here, *here.parents) if (folder / DEFAULT_NAME).exists()),
            None,
        )

    def new_path(self) -> Path:
        """Return the path for a case file that may have to be made."""
        return self.path() or Path(DEFAULT_NAME)

    def open(self) -> Casefile:
        """Open the case file.

        Raises:
            NoCaseFileError: there is none.
        """
        if self.salvaged is not None:
            return self.salvaged
        from claimtrack.casefile import Casefile

        path = self.path()
        if path is None:
            raise NoCaseFileError(
                f"there is no {DEFAULT_NAME} in this folder or above", "make one with: claimtrack init"
            )
        return Casefile.open(path, create=False, **self.author())

    def author(self) -> dict[str, Any]:
        """Return who changes the case file, and by which command, as `Casefile.open` takes it."""
        return {"analyst": self.analyst(), "command": self.command, "tell": self.say}

    def analyst(self) -> str:
        """Return the name of the analyst: as named, or from the environment; empty where neither says it."""
        return self.named or os.environ.get(ANALYST, "")

    def today(self) -> str:
        """Return the day that the clock shows here, for what the user says is relative to it."""
        from datetime import datetime

        return datetime.now().astimezone().date().isoformat()

    # --- output -------------------------------------------------------------------------------

    def show(self, view: View, form: Form = "table", *, look: Look | None = None, paged: bool = True) -> None:
        """Print an answer to stdout; a long one on a terminal through the pager.

        Args:
            view: the answer.
            form: how to print it.
            look: templates and style of a page.
            paged: false for a part of an answer that goes on.
        """
        from claimtrack.render import render

        width, colour, unicode = None, False, True
        if form == "table":
            width, colour, unicode = self.width(), self.colour(), _is_unicode()
        text = render(view, form, width=width, colour=colour, unicode=unicode, look=look)
        if not (paged and self._page(text)):
            self.write(text)

    def _page(self, text: str) -> bool:
        """Show a long text through the pager; false where there is no terminal, no need or no pager."""
        if (
            not self.paged
            or sys.stdout is None
            or not sys.stdout.isatty()
            or os.environ.get("TERM") == "dumb"
        ):
            return False
        from claimtrack.cli.pager import is_long, page, pager

        command = pager() if is_long(text) else []
        return bool(command) and page(text, command)

    def write(self, text: str) -> None:
        """Write text to stdout, as whole lines, whatever its encoding can hold."""
        _write(text if text.endswith("\n") or not text else text + "\n")

    def stream(self, texts: Iterable[str]) -> None:
        """Write texts to stdout as they come; what comes right after another is held back until a moment is over."""
        held: list[str] = []
        written = -inf
        try:
            for text in texts:
                held.append(text)
                if monotonic() - written > _HELD_BACK:
                    together = "".join(held)
                    held.clear()
                    _write(together)
                    written = monotonic()
        finally:
            _write("".join(held))

    def say(self, message: str) -> None:
        """Tell the person at the terminal something that is no part of the answer."""
        if sys.stderr is None:  # closed, as with `2>&-`: print() would turn to stdout
            return
        from claimtrack.characters import harmless

        print(_at_words(harmless(_without_middle(message))), file=sys.stderr)

    def complain(self, error: ClaimtrackError) -> None:
        """Print an error: one line, after the problems it gathers and does not say itself."""
        problems = error.problems if isinstance(error, ImportRejectedError) else ()
        for problem in problems:
            if problem not in error.message:
                self.say(problem)
        self.say(f"claimtrack: {error}")

    def width(self) -> int:
        """Return the width to print at, in columns: that of the terminal, also where a pager stands before it."""
        import shutil

        return shutil.get_terminal_size((_behind_the_pipe() or _WIDTH, 24)).columns

    def colour(self) -> bool:
        """Whether to print colour: to a terminal, unless NO_COLOR is set (https://no-color.org)."""
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (
            sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        )


def _behind_the_pipe() -> int:
    """Return the columns of the terminal that a pipe from stdout may end in; 0 where there is none."""
    try:
        piped = stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
        return os.get_terminal_size(sys.stderr.fileno()).columns if piped else 0
    except (OSError, ValueError, AttributeError):  # no such stream, or one without a number
        return 0


def _without_middle(message: str) -> str:
    """Cut what is too long for a message, keeping the place, which comes first, and the way out, which comes last."""
    if len(message) <= _LONGEST:
        return message
    kept = _LONGEST // 2
    return f"{message[:kept]} … {message[-kept:]}"


def _at_words(message: str) -> str:
    """Break a message between words where a terminal would cut through one; a log keeps it on one line."""
    if not sys.stderr.isatty():
        return message
    import shutil
    import textwrap

    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    return textwrap.fill(message, width, break_long_words=False, break_on_hyphens=False) or message


@contextmanager
def to_stdout() -> Iterator[None]:
    """Write to stdout, and tell what goes wrong with it.

    Raises:
        InputFileError: stdout is closed, or what it goes to is full.
    """
    if sys.stdout is None:  # as with `>&-`
        raise InputFileError("standard output is closed", "send the answer somewhere")
    try:
        yield
        sys.stdout.flush()  # at exit it would be too late to say that it failed
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_stdout()
        raise InputFileError(
            f"standard output cannot be written: {error.strerror}", "send the answer elsewhere"
        ) from None


def give_up_stdout() -> None:
    """Let Python flush what is left to nowhere: at exit it tries again, and would complain again."""
    with suppress(OSError, ValueError):  # a stdout that a test put there has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    with to_stdout():
        if not _is_unicode() and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        sys.stdout.write(text)


def _is_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "").startswith("utf")


def environment(ctx: typer.Context) -> Environment:
    """Return the environment of the running command."""
    found = ctx.find_object(Environment)
    return found if found is not None else Environment()
