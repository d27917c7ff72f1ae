"""Which module holds which command: a command loads the module it stands in, and no other.

Modules with commands annotate them without `from __future__ import annotations`: typer would have to compile every
annotation, twice, each time the command runs.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
import typer.main
from typer.core import TyperCommand

from claimtrack.datafiles import prepared

# In the order of the help. A module's `register` adds exactly the commands named here.
MODULES: dict[str, tuple[str, ...]] = {
    "case": ("init", "demo"),
    "import_": ("import",),
    "map": ("map",),
    "export": ("export",),
    "speak": (
        "record",
        "deny",
        "confirm",
        "dispute",
        "concede",
        "retract",
        "update",
        "repeat",
        "query",
    ),
    "link": ("link",),
    "nouns": ("event", "claimant", "document", "field"),
    "evidence": ("evidence",),
    "assess": ("assess", "tag"),
    "edit": ("edit",),
    "ask": ("compare", "timeline", "corroboration"),
    "survey": ("matrix", "track-record", "gaps"),
    "report": ("report",),
    "find": ("list", "show", "search"),
    "date": ("date",),
}


class LazyCommands(Mapping[str, Any]):
    """The commands by name, each made when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module = next((module for module, names in MODULES.items() if name in names), None)
        if module is None:
            raise KeyError(name)
        return load(module, name)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for names in MODULES.values() for name in names)

    def __len__(self) -> int:
        return sum(map(len, MODULES.values()))


@cache
def load(module: str, only: str = "") -> Mapping[str, Any]:
    """Make the commands of one module of `claimtrack.cli`, by name; or but one of them."""
    holder = typer.Typer(rich_markup_mode=None)
    holder.callback()(_nothing)  # with a callback it stays a group, even of one command
    import_module(f"claimtrack.cli.{module}").register(holder)
    if only:
        holder.registered_commands = [made for made in holder.registered_commands if made.name == only]
        holder.registered_groups = [made for made in holder.registered_groups if made.name == only]
    return typer.main.get_group(holder).commands


def _nothing() -> None:
    pass


def summaries() -> dict[str, Any]:
    """Make for each command one that can only say what it is for, of what all of them said before; for a list of them."""
    here = Path(__file__)
    helps = prepared("commands-help", _helps, [here], sorted(here.parent.glob("*.py")))
    return {name: TyperCommand(name, help=text, rich_markup_mode=None) for name, text in helps.items()}


def _helps(_: bytes) -> dict[str, str]:
    return {name: command.help or "" for name, command in LazyCommands().items()}
