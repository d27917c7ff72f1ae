"""Which column of a table most likely means what, by its name; the names are data, in `column_names.toml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.datafiles import data_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ANSWERS = ("killed", "civilians_killed", "wounded", "captured", "weapon", "perpetrator", "target")
"""Roles that are called like the field they answer."""

COUNTS = ("killed", "civilians_killed", "wounded", "captured")
"""Those of them that are counts."""
_BOUNDS = ("low", "best", "high")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[{}|]")  # a template cannot name a column with these in its name
_WRAPPER = re.compile(
    r"(?:properties|attributes|fields|node|_source)[.]"
)  # what stands around the keys of a record


def find_roles(columns: Iterable[str], may_be_key: Callable[[str], bool]) -> dict[str, str]:
    """Return each role the column that is called so: `killed` → "Killed (total)", `wounded.low` → "min_injured".

    A column has one role at most. Counts may have several columns, one for each bound.

    Args:
        columns: the columns.
        may_be_key: tells whether what stands in a column tells the rows apart.
    """
    spoken = {name: _spoken(name) for name in columns if not _MARKS.search(name)}
    roles: dict[str, str] = {}
    for role, table in _table().items():
        if role in ("bounds", "plain"):
            continue
        free = {name: words for name, words in spoken.items() if name not in roles.values()}
        if role == "key":
            free = {name: words for name, words in free.items() if may_be_key(name)}
        if role in COUNTS:
            roles.update(_counted(role, table, free))
        elif found := _called(table, free):
            roles[role] = found
    return roles


def _counted(role: str, table: Mapping[str, Any], spoken: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that hold a count, or the bounds of one; none where they count the same of things."""
    if any(_holds(words, other) for other in table.get("not_beside", ()) for words in spoken.values()):
        return {}
    found = _bounds(role, table, spoken)
    whole = _count(table, {name: words for name, words in spoken.items() if not _bound(words)})
    return {**found, role: whole} if whole and f"{role}.best" not in found else found


def _count(table: Mapping[str, Any], spoken: Mapping[str, str]) -> str:
    """Return the column that is called like a count and says of nobody in particular, the shortest name first."""
    for called in table["names"]:
        fitting = [name for name, words in spoken.items() if _without_plain(words) == called]
        if fitting:
            return min(fitting, key=lambda name: spoken[name].count(" "))
    return ""


@cache
def _without_plain(words: str) -> str:
    """Leave out the words that say nothing of whom a count is, the longest phrases first."""
    padded = f" {words} "
    for plain in sorted(_table()["plain"]["names"], key=len, reverse=True):
        padded = padded.replace(f" {plain} ", " ")
    return padded.strip()


def _bounds(role: str, table: Mapping[str, Any], spoken: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that hold a bound of a count."""
    found = {}
    for bound in _BOUNDS:
        named = {name: _unbounded(words) for name, words in spoken.items() if _bound(words) == bound}
        if column := _count(table, named):
            found[f"{role}.{bound}"] = column
    return found


def _called(table: Mapping[str, Any], spoken: Mapping[str, str]) -> str:
    """Return the column that is called like a role: by its whole name, else by a phrase in the shortest name."""
    by_words = {words: name for name, words in reversed(list(spoken.items()))}
    whole = [by_words[name] for name in table["names"] if name in by_words]
    fitting = [
        name
        for phrase in table["words"]
        for name, words in sorted(spoken.items(), key=lambda item: item[1].count(" "))
        if _holds(words, phrase) and not any(_holds(words, other) for other in table["unless"])
    ]
    return next(iter([*whole, *fitting]), "")


def _bound(words: str) -> str:
    """Tell which bound of a count a column names; empty where none."""
    table = _table()["bounds"]
    return next((bound for bound in _BOUNDS if any(_holds(words, word) for word in table[bound])), "")


def _unbounded(words: str) -> str:
    marks = {word for bound in _BOUNDS for word in _table()["bounds"][bound]}
    return " ".join(word for word in words.split() if word not in marks)


def _holds(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {words} "


def _spoken(name: str) -> str:
    """Write a column's name as words: "datePublished", "date_published" and "Date published" are one."""
    return " ".join(_WORD.findall(_CAMEL.sub(" ", _WRAPPER.sub("", name, count=1)).casefold()))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return data_file(Path(__file__).with_name("column_names.toml"))
