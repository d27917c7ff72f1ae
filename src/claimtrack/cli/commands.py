"""Which module holds which command: a command loads the module it stands in, and no other.

Modules with commands annotate them without `from __future__ import annotations`: typer would have to compile every
annotation, twice, each time the command runs.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
import typer.main

from claimtrack.cli.help import GROUPS, Command

# A module's `register` adds exactly the commands named here.
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
    "draft": ("draft",),
    "review": ("review",),
    "nouns": ("event", "claimant", "field"),
    "document": ("document",),
    "evidence": ("evidence",),
    "assess": ("assess", "tag"),
    "search_log": ("search-log",),
    "edit": ("edit",),
    "set": ("set",),
    "void": ("void",),
    "undo": ("undo",),
    "merge": ("merge",),
    "diff": ("diff",),
    "pack": ("pack",),
    "log": ("log",),
    "verify": ("verify",),
    "anchor": ("anchor",),
    "keep": ("backup", "restore", "recover"),
    "ask": ("compare", "timeline", "corroboration"),
    "survey": ("matrix", "track-record", "movements", "gaps"),
    "report": ("report", "site"),
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
    _dress(holder)
    commands: dict[str, Any] = dict(typer.main.get_group(holder).commands)
    if module == "speak":
        for name in commands.keys() - {"record"}:
            commands[name].explained_by = lambda: load("speak", "record")["record"]
    return commands


def _dress(holder: typer.Typer) -> None:
    """Let the commands of a group, and of the groups in it, write their help as ours do."""
    for made in holder.registered_commands:
        made.cls = Command
    for inner in holder.registered_groups:
        if inner.typer_instance is not None:
            _dress(inner.typer_instance)


def _nothing() -> None:
    pass


def summaries() -> dict[str, Any]:
    """Return for each command one that can only say what it is for: enough for a list of them."""
    lines = {name: text for group in GROUPS.values() for name, text in group.items()}
    return {name: Command(name, help=text, rich_markup_mode=None) for name, text in lines.items()}
