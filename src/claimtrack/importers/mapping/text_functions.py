"""Functions of texts: a part of one, and what a key is made of.

{ text = "{note}", match = "([0-9]+) killed" }      what the first bracket of a regular expression finds, or all of it
{ text = "{case}", part = 2, by = "-" }             the second of parts; -1 is the last
{ text = "{name}", slug = true }                    small letters, figures and hyphens, as keys are

All of them may stand together, and are done in this order; a text of which there is no such part is empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.importers.mapping.errors import Source

    Words = Callable[[Any], str]


def text_function(source: Source, key: str, get: Words, given: dict[str, Any]) -> Words:
    """Return what gives a text with the functions done that a table asks for.

    Args:
        source: the mapping, for errors.
        key: where the table stands in it.
        get: gives the text of a row.
        given: the table.

    Raises:
        MappingError: a function makes no sense.
    """
    steps: list[Callable[[str], str]] = []
    if "match" in given:
        steps.append(_match(source, f"{key}.match", given["match"]))
    if "part" in given or "by" in given:
        steps.append(_part(source, f"{key}.part", given.get("part"), given.get("by")))
    if given.get("slug"):
        steps.append(_slug)
    if not steps:
        return get

    def run(row: Any) -> str:
        text = get(row)
        for step in steps:
            text = step(text)
        return text

    return run


def _match(source: Source, key: str, given: Any) -> Callable[[str], str]:
    try:
        pattern = re.compile(given)
    except (re.error, TypeError) as error:
        raise source.error(key, f"is no regular expression: {error}", 'such as "([0-9]+) killed"') from None
    group = 1 if pattern.groups else 0

    def find(text: str) -> str:
        found = pattern.search(text)
        return (found[group] or "") if found else ""

    return find


def _part(source: Source, key: str, number: Any, separator: Any) -> Callable[[str], str]:
    sound = type(number) is int and number != 0 and isinstance(separator, str) and separator
    if not sound:
        raise source.error(
            key, "is the number of a part, and by the sign between them", 'such as part = 2, by = "-"'
        )
    place = number - 1 if number > 0 else number

    def find(text: str) -> str:
        parts = text.split(separator)
        return parts[place].strip() if -len(parts) <= place < len(parts) else ""

    return find


def _slug(text: str) -> str:
    from claimtrack.model.identity import make_key

    return make_key(text) if text.strip() else ""
