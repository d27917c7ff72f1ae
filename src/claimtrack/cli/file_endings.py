"""The form that the name of a file asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.cli.environment import Environment

_F = TypeVar("_F", bound=str)


def form_asked(
    surroundings: Environment, form: _F | None, output: str, endings: Mapping[str, _F], otherwise: _F
) -> _F:
    """Return the form to write: the one given, else what the name of the file says.

    Args:
        surroundings: says on stderr what a file will hold whose name says nothing that is known.
        form: what was given with `--format`, if anything.
        output: the file; `-` for standard output.
        endings: the forms by the ending of a name.
        otherwise: the form where the name does not say.
    """
    if form is not None:
        return form
    ending = Path(output).suffix.lower() if output != "-" else ""
    if ending and ending not in endings:
        surroundings.say(f"note: {output} will hold {otherwise}; for another form: --format")
    return endings.get(ending, otherwise)
