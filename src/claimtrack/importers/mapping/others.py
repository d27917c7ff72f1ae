"""Columns that the generic mapping does not name: those that are called like a field answer it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BOUND = {
    "min": "low", "minimum": "low", "low": "low", "least": "low",
    "best": "best", "estimate": "best",
    "max": "high", "maximum": "high", "high": "high", "most": "high",
}  # fmt: skip
_ALONE = "killed"  # what a bare min and max are about: a table of claims that says no more counts the dead


def other_answers(
    columns: Iterable[str], field_type: Callable[[str], str | None], remarks: list[str]
) -> dict[str, Any]:
    """Return the answers, as a mapping would write them, that columns make by their names.

    Args:
        columns: the columns of the input that the mapping has not used so far.
        field_type: gives the type of a field by its key.
        remarks: takes what was taken for what.
    """
    found: dict[str, dict[str, str]] = {}
    for name in columns:
        key = re.sub(r"[\s-]+", "_", name.strip().casefold())
        base, _, bound = key.rpartition("_")
        if field_type(key) is not None:
            found.setdefault(key, {})["best"] = f"{{{name}}}"
        elif bound in _BOUND and field_type(base or _ALONE) == "count":
            if not base:
                remarks.append(f"the column {name!r} is taken for a bound of {_ALONE!r}")
            found.setdefault(base or _ALONE, {})[_BOUND[bound]] = f"{{{name}}}"
    return {key: table["best"] if set(table) == {"best"} else table for key, table in found.items()}
