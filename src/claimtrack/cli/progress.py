"""How far a long command is: one line on stderr by `rich.progress`, where a person watches."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_AFTER = 1.0  # seconds before anything is shown: a quick command needs no line, and no import of rich
_EVERY = 0.2  # seconds


class Progress:
    """Shows the share done, the rate and the time left.

    It is called with what is being done, how much of it is done, and how much there is (bytes while reading, records
    otherwise; None where nobody knows). Nothing is shown where stderr is no terminal.
    """

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._start = time.monotonic()
        self._shown = 0.0
        self._what = ""
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Show how far it is, at most five times a second."""
        now = time.monotonic()
        if not self._watched or now - self._start < _AFTER:
            return
        if what == self._what and now - self._shown < _EVERY and done != total:
            return
        self._shown = now
        self._show(what, done, total)

    def _show(self, what: str, done: int, total: int | None) -> None:
        self._bar = self._bar or _bar()
        amount = _amount(what, done, total)
        if what == self._what and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, amount=amount, refresh=True)
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._what = what
        self._task = self._bar.add_task(what, completed=done, total=total, amount=amount)

    def clear(self) -> None:
        """Take the line away, so that something else can be said; it comes again with the next progress."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()


def _amount(what: str, done: int, total: int | None) -> str:
    if what == "reading":
        return f"{done / 1e6:,.1f} MB"
    return f"{done:,}, putting the answer together" if what == "events" and done == total else f"{done:,}"


def _bar() -> Bar:
    """Return a bar on stderr that is drawn only when told and leaves nothing behind."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TextColumn("{task.fields[amount]}", markup=False),
        TimeRemainingColumn(compact=True),
    )
    bar = Bar(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # no thread of its own beside the writer of an import
        redirect_stdout=False,  # the answer goes its own way
        redirect_stderr=False,
    )
    bar.start()
    return bar
