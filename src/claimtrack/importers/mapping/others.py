"""Columns that the generic mapping does not name: those that are called like a field answer it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.importers.mapping.cells import Columns

_BOUND = {
    "min": "low", "minimum": "low", "low": "low", "least": "low",
    "best": "best", "estimate": "best",
    "max": "high", "maximum": "high", "high": "high", "most": "high",
}  # fmt: skip
_ALONE = "killed"  # what a bare min and max are about: a table of claims that says no more counts the dead


def other_answers(
    columns: Columns, field_type: Callable[[str], str | None], remarks: list[str]
) -> dict[str, Any]:
    """Give the answers, as a mapping would write them, that columns not used so far make by their names.

    Args:
        columns: the columns of the input.
        field_type: gives the type of a field by its key.
        remarks: takes what was taken for what.
    """
    found: dict[str, Any] = {}
    for name in columns.names:
        if name in columns.used:
            continue
        key = re.sub(r"[\s-]+", "_", name.strip().casefold())
        base, _, bound = key.rpartition("_")
        if field_type(key) is not None:
            found[key] = f"{{{name}}}"
        elif bound in _BOUND and field_type(base or _ALONE) == "count":
            if not base:
                remarks.append(f"the column {name!r} is taken for a bound of {_ALONE!r}")
            table = found.setdefault(base or _ALONE, {})
            if isinstance(table, dict):
                table[_BOUND[bound]] = f"{{{name}}}"
            else:  # killed beside killed_min and killed_max is the best estimate
                found[base] = {"best": table, _BOUND[bound]: f"{{{name}}}"}
    return found
