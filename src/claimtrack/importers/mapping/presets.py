"""The mappings that ship with the program: one TOML file each under `presets/`, guessed from the header where certain."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimtrack.errors import MappingError
from claimtrack.importers.mapping.language import Mapping, parse_mapping
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = files("claimtrack.importers.mapping") / "presets"


def preset_names() -> tuple[str, ...]:
    """Name every preset."""
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in _FOLDER.iterdir() if item.name.endswith(".toml"))
    )


@cache
def load_preset(name: str) -> Mapping:
    """Load a preset.

    Raises:
        MappingError: there is no such preset.
    """
    if name not in preset_names():
        raise MappingError(f"there is no preset {name!r}", did_you_mean(name, preset_names()))
    return parse_mapping(preset_text(name), name=name, source=f"preset {name}")


def preset_text(name: str) -> str:
    """Return the TOML of a preset, to start a mapping of one's own from."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def guess_preset(columns: Iterable[str]) -> str:
    """Return the preset whose header the columns certainly are; empty where none is, or where two may be.

    Args:
        columns: the columns of a table, or the keys of the first records of a JSON file.
    """
    here = {name.casefold() for name in columns}
    fitting = [
        name
        for name in preset_names()
        if (header := load_preset(name).content.get("header"))
        and {item.casefold() for item in header} <= here
    ]
    widest = max((len(load_preset(name).content["header"]) for name in fitting), default=0)
    best = [name for name in fitting if len(load_preset(name).content["header"]) == widest]
    return best[0] if len(best) == 1 else ""
