"""The words of a language in one table, phrase → meanings, made of its data files.

Needed only where no table is kept of an earlier run (`claimtrack.datafiles`); what it makes is of plain dicts and tuples.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from claimtrack.dates.lexicon import FEW, fold, phrase_key
from claimtrack.dates.tokens import KINDS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.dates.lexicon import Meaning

_VALUED: Final = {
    "shift": "X", "relative": "R", "season": "S", "part": "E", "era": "e", "decade": "k", "day_part": "p",
    "count": "n", "zone": "z", "quarters": "Q", "halves": "H", "ordinal": "o",
}  # fmt: skip
_NUMERIC: Final = {"shift", "decade", "count", "quarters", "halves", "ordinal"}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_FOLDED: Final = ("ordinal_suffixes", "decade_suffixes", "century_suffixes", "number_joiners")
_KEYS: Final = ("plurals", "alone")


def words_of(code: str, language: bytes, names: bytes, holidays: bytes, *calendars: bytes) -> dict[str, Any]:
    """Make the table of the words of a language.

    Args:
        code: the primary subtag.
        language: the data file of the language.
        names: its months and weekdays as CLDR has them.
        holidays: the data file of feasts and anniversaries.
        calendars: the data files of other calendars.

    Returns:
        Attributes of a `Lexicon` by name; `few` lists the phrases with a number left open.
    """
    raw = tomllib.loads(language.decode())
    settings = raw.get("settings", {})
    table = _Table(settings.get("inflections", ()))
    for section, entries in (*json.loads(names).items(), *raw["words"].items()):
        table.add_section(section, entries)
    months = {
        word: meanings[0][1][1]
        for word, meanings in table.words.items()
        if len(meanings) == 1 and meanings[0][0] == "M"
    }
    for content in calendars:
        table.add_calendar(code, _parsed(content))
    for key, entry in _parsed(holidays).items():
        for name in (*entry.get("any", ()), *entry.get(code, ())):
            table.add(name, ("h", key))
    for name in _FOLDED:
        settings[name] = frozenset(map(fold, settings.get(name, ())))
    for name in _KEYS:
        settings[name] = frozenset(map(phrase_key, settings.get(name, ())))
    return {
        "order": raw["order"],
        "settings": settings,
        "words": table.words,
        "longest": _longest(table.words),
        "months": months,
        "few": [word for word, meanings in table.words.items() if ("n", FEW) in meanings],
    }


@cache
def _parsed(content: bytes) -> dict[str, Any]:
    """Parse what every language looks into."""
    return tomllib.loads(content.decode())


def _longest(words: Mapping[str, Any]) -> dict[str, int]:
    """Give for the first word of each phrase, and for the first two, how many words the longest phrase with them has."""
    found: dict[str, int] = {}
    for key in words:
        parts = key.split(" ")
        for start in (parts[0], " ".join(parts[:2])):
            if found.get(start, 0) < len(parts):
                found[start] = len(parts)
    return found


class _Table:
    """A table in the making: phrase → its meanings."""

    def __init__(self, inflections: Sequence[Any]) -> None:
        self.words: dict[str, tuple[Meaning, ...]] = {}
        self._inflections = inflections

    def add_section(self, section: str, entries: Any) -> None:
        """Enter a section of the language's data."""
        add = self.add_name if section in _NAMES else self.add
        for phrase, meaning in _entries(section, entries):
            add(phrase, meaning)

    def add_calendar(self, code: str, calendar: dict[str, Any]) -> None:
        """Enter the months of another calendar."""
        for language in ("any", code):
            for number, names in calendar.get(language, {}).items():
                for name in names:
                    self.add_name(name, ("M", (calendar["calendar"], int(number))))

    def add(self, phrase: str, meaning: Meaning, *, keep: bool = False) -> None:
        """Enter a phrase; a second meaning stands beside the first unless `keep` protects the first."""
        key = phrase_key(phrase)
        have = self.words.get(key, ())
        if key and meaning not in have and not (keep and have):
            self.words[key] = (*have, meaning)

    def add_name(self, name: str, meaning: Meaning) -> None:
        """Enter a name of a month or weekday and its cases."""
        self.add(name, meaning)
        folded = name.casefold()
        for old, new in self._inflections:
            if folded.endswith(old):
                for ending in new:
                    self.add(folded[: len(folded) - len(old)] + ending, meaning, keep=True)


_NAMES: Final = {"months", "month", "weekdays", "weekday"}


def _entries(section: str, entries: Any) -> Iterator[tuple[str, Meaning]]:
    """List the phrases of a section of a data file, each with its meaning."""
    for value, phrases in entries.items() if isinstance(entries, dict) else (("", entries),):
        for phrase in phrases:
            if section in _NAMES:
                number = int(value)
                yield phrase, ("M", ("gregorian", number)) if section[0] == "m" else ("W", number)
            elif section == "expand":
                yield phrase, ("=", value)
            else:
                for one in _spelled_out(phrase):
                    yield one, _meaning(section, value)


def _spelled_out(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `(last|past) week` is two phrases, `(the )?end` is two."""
    if "(" not in phrase:
        return [phrase]
    pieces: list[list[str]] = []
    rest = phrase
    while rest:
        before, bracket, rest = rest.partition("(")
        pieces.append([before])
        if bracket:
            inside, _, rest = rest.partition(")")
            choices = inside.split("|")
            if rest.startswith("?"):
                choices, rest = ["", *choices], rest[1:]
            pieces.append(choices)
    return ["".join(choice) for choice in product(*pieces)]


def _meaning(section: str, value: str) -> Meaning:
    if section == "unit":
        return UNITS[value], value
    if section == "season":
        return "S", _SEASONS[value]
    if section in _VALUED:
        kind = _VALUED[section]
        if value == FEW:
            return kind, value
        return kind, float(value) if "." in value else int(value) if section in _NUMERIC else value
    return KINDS[value], value
