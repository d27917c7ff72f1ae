"""What a mapping says of how dates are read: order, calendar, zone and language, checked before any row is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from claimtrack.errors import ClaimtrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimtrack.importers.mapping.errors import Source


_DAY = re.compile(r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_MONTHS = 12


def evident_order(texts: Iterable[str]) -> str | None:
    """Return the order that numeric dates are evidently in, by figures that can be no month.

    Args:
        texts: cells of columns of dates.

    Returns:
        DMY or MDY; empty where the figures leave it open, or contradict each other; None where no date is such.
    """
    found = [match for text in texts if (match := _DAY.match(text)) and len(match[1]) <= 2]
    if not found:
        return None
    first, second = (max(int(match[place]) for match in found) for place in (1, 2))
    if first > _MONTHS >= second:
        return "DMY"
    return "MDY" if second > _MONTHS >= first else ""


def reading_options(source: Source, key: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return what options of a mapping change in a `Reading`.

    Args:
        source: the mapping, for errors.
        key: where the options stand in it.
        options: `order`, `calendar`, `zone` and `language`, as they are written there.

    Raises:
        MappingError: an order, calendar, zone or language that there is not.
    """
    change: dict[str, Any] = {}
    for name in _CHECKS:
        if options.get(name):
            change[name] = check_option(source, f"{key}.{name}", name, options[name])
    if options.get("language"):
        change["languages"] = _languages(source, f"{key}.language", options["language"])
    return change


def check_option(source: Source, key: str, name: str, given: Any) -> str:
    """Return an order, a calendar or a zone as the readers of dates know it; empty where none is given.

    Raises:
        MappingError: there is no such thing.
    """
    if not given:
        return ""
    if not isinstance(given, str):
        raise source.error(key, f"must be a text, not {given!r}")
    try:
        return _CHECKS[name](given)
    except ClaimtrackError as error:
        raise source.error(key, error.message, error.hint) from None


def _order(given: str) -> str:
    from claimtrack.vocab import load_vocabulary

    return load_vocabulary("date_order").resolve(given)


def _calendar(given: str) -> str:
    from claimtrack.vocab import load_vocabulary

    return load_vocabulary("calendar").resolve(given)


def _zone(given: str) -> str:
    from claimtrack.dates import read_date

    read_date("", zone=given)  # refuses a zone that there is not
    return given


_CHECKS: Final[dict[str, Callable[[str], str]]] = {"order": _order, "calendar": _calendar, "zone": _zone}


def _languages(source: Source, key: str, given: Any) -> tuple[str, ...]:
    from claimtrack.dates.detect import split_tag
    from claimtrack.languages import LANGUAGES

    tags = [given] if isinstance(given, str) else given
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise source.error(key, f"must be a language, or a list of them, not {given!r}", 'such as "ru"')
    for tag in tags:
        if not split_tag(tag)[0]:
            known = ", ".join(sorted(LANGUAGES))
            raise source.error(
                key,
                f"there are no words for dates in {tag!r}",
                f"one of: {known}, a region with it or not (en-GB); left out, the language is found out",
            )
    return tuple(tags)
