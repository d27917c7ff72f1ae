"""The place of an event: a text, or a name with a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.answers import place_text
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.words import Writing

_PARTS = ("name", "lat", "lon", "radius_km")


def compile_place(writing: Writing, key: str, given: Any) -> Callable[[Row], str]:
    """Compile a place into what gives its text: `name (lat, lon ±25 km)`.

    Raises:
        MappingError: it makes no sense.
    """
    unknown = writing.columns.cleaning.is_unknown
    if not isinstance(given, dict) or "text" in given:
        get = writing.words(key, given)
        return lambda row: "" if unknown(text := get(row)) else text.strip()
    for name in given:
        if name not in _PARTS:
            raise writing.source.error(f"{key}.{name}", "is unknown in a place", did_you_mean(name, _PARTS))
    getters = [writing.words(f"{key}.{name}", given.get(name, "")) for name in _PARTS]
    return lambda row: place_text(*("" if unknown(cell := get(row)) else cell.strip() for get in getters))
