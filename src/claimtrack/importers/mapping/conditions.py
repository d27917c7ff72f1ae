"""Conditions on cells: which rows a mapping takes, and which of them make a claim.

    where = { type = ["battle", "attack"], fatalities = { not = ["0", ""] }, source = true }

All of them must hold. `true`: the cell says something; `false`: it is empty. Texts are compared without case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.characters import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.words import Words, Writing

    Condition = Callable[[Row], bool]


def compile_conditions(writing: Writing, key: str, given: Any) -> Condition | None:
    """Compile conditions; None where there are none.

    Raises:
        MappingError: they make no sense, or the input has no such column.
    """
    if given is None:
        return None
    if not isinstance(given, dict):
        raise writing.source.error(key, "must be a table of columns", 'such as { type = "battle" }')
    tests = [_test(writing, f"{key}.{name}", name, wanted) for name, wanted in given.items()]
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)


def _test(writing: Writing, key: str, name: str, wanted: Any) -> Condition:
    get: Words = writing.words(key, name) if "{" in name else writing.column(key, name)
    unknown = writing.columns.cleaning.is_unknown
    if isinstance(wanted, bool):
        return lambda row: (bool((text := get(row)).strip()) and not unknown(text)) is wanted
    if isinstance(wanted, dict):
        if set(wanted) != {"not"}:
            raise writing.source.error(key, "may only be { not = … }", 'such as { not = ["0", ""] }')
        none_of = _words(wanted["not"])
        return lambda row: squeeze(get(row)).casefold() not in none_of
    one_of = _words(wanted)
    return lambda row: squeeze(get(row)).casefold() in one_of


def _words(given: Any) -> frozenset[str]:
    items = given if isinstance(given, list) else [given]
    return frozenset(squeeze(str(item)).casefold() for item in items)
