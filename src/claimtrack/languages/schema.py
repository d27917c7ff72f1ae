"""The check of language files against `schema.toml`, which also makes `docs/languages.md`.

A file is checked when a table is made of it, that is once after every change; a program that finds its tables
ready never gets here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claimtrack.errors import InputFileError
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_FILE: Final = Path(__file__).with_name("schema.toml")
_NUMBERS: Final = r"numbers from (-?\d+) to (\d+)(?:, or (\w+))?"
_FORMS: Final = {
    "regions": r"[A-Z]{2}|",
    "zones": r"[+-](0\d|1[0-4]):[0-5]\d|[A-Z]\w+/\w+",
    "phrases": r"(?s).+",
}


class Section(NamedTuple):
    """A section that a language file may have.

    Attributes:
        name: dotted; empty for the top of the file.
        about: what it holds.
        keys: key → its type and what it says; empty where any key of a form is allowed.
        keys_are: the form of the keys that are not named.
        holds: the type of what each key holds, where the keys do not say.
        needed: keys that may not be missing where the section is there.
        tables: the section is a list of tables.
    """

    name: str
    about: str
    keys: Mapping[str, str] = {}
    keys_are: str = ""
    holds: str = ""
    needed: tuple[str, ...] = ()
    tables: bool = False

    def type_of(self, key: str) -> str:
        """Return the type of what a key holds."""
        return self.holds or self.keys[key].partition(":")[0]


@cache
def sections() -> dict[str, Section]:
    """Return every section by name, in the order of the file."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["section"]
    return {entry["name"]: Section(**{**entry, "needed": tuple(entry.get("needed", ()))}) for entry in raw}


def checked(file: str, content: bytes) -> dict[str, Any]:
    """Parse the content of a language file that is as the schema says.

    Args:
        file: the name of the file, for messages.
        content: what it holds.

    Raises:
        InputFileError: it is no TOML, or a section or key is unknown, missing, or of another type.
    """
    try:
        raw = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFileError(f"language file {file}: {error}", "a language file is TOML in UTF-8") from None
    for section in sections().values():
        found = _found(raw, section.name)
        if found is None and not section.needed:
            continue
        for number, table in enumerate(found if section.tables and isinstance(found, list) else [found]):
            _check(file, section, {} if table is None else table, number if section.tables else None)
    return raw


def _found(raw: Any, name: str) -> Any:
    """Return the content of a section; None where there is none."""
    for part in name.split(".") if name else ():
        raw = raw.get(part) if isinstance(raw, dict) else None
    return raw


def _check(file: str, section: Section, table: Any, number: int | None) -> None:
    place = f"language file {file}, section [{section.name}]" if section.name else f"language file {file}"
    if number is not None:
        place += f" number {number + 1}"
    if not isinstance(table, dict):
        raise InputFileError(
            f"{place}: a table is needed, not {table!r:.60}", "docs/languages.md tells its keys"
        )
    for key in section.needed:
        if key not in table:
            raise InputFileError(f"{place}, key {key!r}: missing", _meaning(section, key))
    for key, value in table.items():
        if f"{section.name}.{key}".lstrip(".") in _branches():
            continue
        if not _is_key(section, key):
            raise InputFileError(f"{place}, key {key!r}: unknown", _known(section, key))
        kind = section.type_of(key)
        if not _TYPES[kind](value):
            raise InputFileError(f"{place}, key {key!r}: {_NAMED[kind]} is needed, not {value!r:.60}", "")


@cache
def _branches() -> frozenset[str]:
    """Return the names of all sections and of what sections stand in."""
    parts = [name.split(".") for name in sections()]
    return frozenset(".".join(one[:end]) for one in parts for end in range(1, len(one) + 1))


def _is_key(section: Section, key: str) -> bool:
    """Whether a section may have a key."""
    numbers = re.fullmatch(_NUMBERS, section.keys_are)
    if numbers:
        return key == numbers[3] or (_is_number(key) and int(numbers[1]) <= float(key) <= int(numbers[2]))
    if section.keys_are:
        return bool(re.fullmatch(_FORMS[section.keys_are], key))
    return key in section.keys


def _is_number(key: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.5)?", key))


def _known(section: Section, key: str) -> str:
    """Say what keys there are."""
    if section.keys_are:
        return f"keys are {section.keys_are}"
    names = [*section.keys, *(name for name in _branches() if name.rpartition(".")[0] == section.name)]
    return did_you_mean(key, names)


def _meaning(section: Section, key: str) -> str:
    return section.keys.get(key, "").partition(": ")[2] or section.about


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_TYPES: Final[dict[str, Callable[[object], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "flag": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "numbers": lambda value: isinstance(value, list) and bool(value) and isinstance(value[0], int),
    "phrases": _texts,
    "pairs": lambda value: isinstance(value, list) and all(isinstance(one, list) and one for one in value),
    "table": lambda value: isinstance(value, dict),
    "tables": lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
}
_NAMED: Final = {
    "text": "a text",
    "flag": "true or false",
    "number": "a whole number",
    "numbers": "a list of numbers",
    "phrases": "a list of texts",
    "pairs": "a list of lists",
    "table": "a table",
    "tables": "a list of tables",
}


def as_markdown() -> Iterator[str]:
    """Write each section with its keys for `docs/languages.md`."""
    for section in sections().values():
        title = f"[[{section.name}]]" if section.tables else f"[{section.name}]"
        yield (
            f"## `{title}`\n\n{section.about}\n"
            if section.name
            else f"## The top of the file\n\n{section.about}\n"
        )
        rows = [_row(section, key) for key in section.keys]
        if section.keys_are:
            kind = _NAMED[section.holds].removeprefix("a ")
            yield f"Keys are {section.keys_are}; each holds {'a ' if kind != 'true or false' else ''}{kind}.\n"
        elif rows:
            yield "| key | holds | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _row(section: Section, key: str) -> str:
    kind, _, meaning = section.keys[key].partition(": ")
    if section.holds:
        kind, meaning = section.holds, section.keys[key]
    return f"| `{key}` | {_NAMED[kind]} | {meaning} |"
