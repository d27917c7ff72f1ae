"""What two files say differently, told at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import OpenConflictError
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.cli.environment import Environment, Form
    from claimtrack.model.edits import Apart


def tell_conflicts(surroundings: Environment, conflicts: Sequence[Apart], form: Form = "table") -> None:
    """Print what is in conflict.

    Raises:
        OpenConflictError: something is.
    """
    from claimtrack.views.conflicts import conflicts_view

    if conflicts or form == "json":
        surroundings.show(conflicts_view(conflicts), form)
    if conflicts:
        raise OpenConflictError(
            f"{counted(len(conflicts), 'conflict')} {'is' if len(conflicts) == 1 else 'are'} open; both sides are kept",
            "settle each with: claimtrack set",
        )
