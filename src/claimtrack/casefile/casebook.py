"""The founding casebook that ships with the program."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO_EVENTS = ("palmyra-helicopter", "roadside-bomb", "dagestan-attacks", "airliner")


@contextmanager
def casebook() -> Iterator[Path]:
    """Return the path of the casebook in native JSON Lines."""
    shipped = files("claimtrack") / "fixtures" / "casebook.jsonl"
    if shipped.is_file():
        with as_file(shipped) as path:
            yield path
    else:  # an editable installation: the wheel's copy is made from this one
        yield Path(__file__).parents[3] / "fixtures" / "casebook.jsonl"
