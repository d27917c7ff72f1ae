"""How a file is read: what the caller says of it, else what the mapping says."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.options import Limits, ReadOptions, size_of
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from claimtrack.importers.mapping.language import Mapping


def read_options(mapping: Mapping, given: Table[str, Any]) -> ReadOptions:
    """Return how a file is read: what the caller says, else what the mapping says.

    Raises:
        InputFileError: the caller says what there is not.
    """
    said = {name: item for name, item in given.items() if item is not None}
    return options_of({**mapping.content.get("read", {}), **said})


def options_of(said: Table[str, Any]) -> ReadOptions:
    """Return ways of reading, checked.

    Args:
        said: by name, as a mapping or a caller says them; `date_order` among them is no way of reading.

    Raises:
        InputFileError: there is no such way.
    """
    known = {item.name for item in fields(ReadOptions)}
    for name in said:
        if name not in {*known, "date_order"}:
            raise InputFileError(
                f"there is no way of reading called {name!r}", did_you_mean(name, sorted(known))
            )
        if name not in ("header", "sheet", "skip_tags") and not isinstance(said[name], str):
            raise InputFileError(f"the way of reading {name!r} must be a text, not {said[name]!r}")
    told = {name: item for name, item in said.items() if name in known}
    if "unpack" in told:
        told["limits"] = Limits(unpacked=size_of(told["unpack"]))
    return ReadOptions(**told)
