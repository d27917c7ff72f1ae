"""What became of the stored files of evidence and documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from claimtrack.views.blocks import Column, Table, Text, Tone, View, cell

if TYPE_CHECKING:
    from collections.abc import Sequence


class Checked(Protocol):
    """A stored file that was hashed again."""

    @property
    def key(self) -> str:
        """The item or document it belongs to."""

    @property
    def title(self) -> str:
        """What that is called."""

    @property
    def path(self) -> str:
        """Where the file was looked for."""

    @property
    def state(self) -> str:
        """What became of it: intact, changed, missing, no copy, outside or no record."""


_SHOWN: dict[str, tuple[str, Tone]] = {
    "intact": ("= intact", "agree"),
    "changed": ("≠ changed", "conflict"),
    "missing": ("! missing", "conflict"),
    "no copy": ("· no copy", "silent"),
    "outside": ("· outside", "silent"),
    "no record": ("! no record", "silent"),
}


def preservation_view(checks: Sequence[Checked]) -> View:
    """Show the state of every stored file."""
    data = {
        "files": [
            {"key": check.key, "title": check.title, "path": check.path, "state": check.state}
            for check in checks
        ]
    }
    if not checks:
        nothing = Text((cell("No stored file has been hashed yet: evidence add --file does it."),))
        return View("preservation", (nothing,), data)
    columns = tuple(Column(cell(name)) for name in ("State", "Item", "File"))
    rows = tuple(
        (cell(_SHOWN[check.state][0], tone=_SHOWN[check.state][1]), cell(check.key), cell(check.path))
        for check in checks
    )
    counts = Counter(check.state for check in checks)
    total = ", ".join(f"{number} {state}" for state, number in counts.items())
    return View("preservation", (Table(columns, rows, notes=(cell(total),)),), data)
