"""How far a long command is: one line on stderr, rewritten in place, where a person watches."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_AFTER = 1.0  # seconds before anything is shown: a quick command needs no line
_EVERY = 0.2


class Progress:
    """Shows the share done, the rate and the time left.

    It is called with what is being done, how much of it is done, and how much there is (bytes while reading, records
    otherwise). Nothing is shown where stderr is no terminal.
    """

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._start = time.monotonic()
        self._shown = 0.0
        self._what = ""
        self._since = self._start

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Tell how far it is."""
        if not self._watched:
            return
        now = time.monotonic()
        if what != self._what:
            self._what, self._since = what, now
        if now - self._start < _AFTER or (now - self._shown < _EVERY and done != total):
            return
        self._shown = now
        print(
            f"\r\x1b[K{self.line(what, done, total, now - self._since)}", end="", file=sys.stderr, flush=True
        )

    def line(self, what: str, done: int, total: int | None, seconds: float) -> str:
        """Write the line."""
        rate = done / seconds if seconds > 0 else 0.0
        if total is None:
            return f"{what}: {done:,} rows, {rate:,.0f} a second"
        share = f"{what}: {100 * done / total:.0f} %" if total else what
        left = (total - done) / rate if rate else 0.0
        pace = f"{rate / 1e6:.1f} MB" if what == "reading" else f"{rate:,.0f}"
        return f"{share}, {pace} a second, {_duration(left)} left"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"  # noqa: PLR2004 - a minute
