"""The words of a language in one table, phrase → meanings, made of its data files.

Needed only where no table is kept of an earlier run (`claimtrack.datafiles`); what it makes is of plain dicts and tuples.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from claimtrack import languages
from claimtrack.dates.folding import fold, phrase_key
from claimtrack.dates.tokens import FEW, KINDS, UNITS, Kind
from claimtrack.errors import InputFileError
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.dates.tokens import Meaning

_VALUED: Final = {
    "shift": Kind.SHIFT, "relative": Kind.RELATIVE, "season": Kind.SEASON, "part": Kind.PART, "era": Kind.ERA,
    "decade": Kind.DECADE, "day_part": Kind.DAY_PART, "count": Kind.NUMBER, "zone": Kind.ZONE,
    "quarters": Kind.QUARTER, "halves": Kind.HALF, "ordinal": Kind.ORDINAL,
}  # fmt: skip
_NUMERIC: Final = {"shift", "decade", "count", "quarters", "halves", "ordinal"}
_ERAS: Final = {"hijri": "ah", "persian": "ap", "hebrew": "am", "ethiopian": "ec"}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_FOLDED: Final = ("ordinal_suffixes", "decade_suffixes", "century_suffixes", "number_joiners", "month_heads")
_KEYS: Final = ("plurals", "alone")


def words_of(code: str, language: bytes, holidays: bytes, *calendars: bytes) -> dict[str, Any]:
    """Make the table of the words of a language.

    Args:
        code: the primary subtag.
        language: the data file of the language.
        holidays: the data file of feasts and anniversaries.
        calendars: the data files of other calendars.

    Returns:
        Attributes of a `Lexicon` by name; `few` lists the phrases with a number left open.

    Raises:
        InputFileError: the file of the language breaks the schema.
    """
    raw = languages.parsed(code, language)
    table = _own_table(raw)
    months = {
        word: meanings[0][1][1]
        for word, meanings in table.words.items()
        if len(meanings) == 1 and meanings[0][0] == Kind.MONTH
    }
    for content in calendars:
        calendar = _parsed(content)
        for names in (calendar["any"], raw.get("calendars", {}).get(calendar["calendar"], {})):
            table.add_months(calendar["calendar"], names)
        for label in calendar["era"]:
            table.add(label, (Kind.ERA, _ERAS[calendar["calendar"]]), keep=True)
    table.add_holidays(_parsed(holidays), raw.get("holidays", {}), code)
    return {
        "order": raw["order"],
        "settings": _settings(raw.get("settings", {}), code),
        "words": table.words,
        "longest": _longest(table.words),
        "months": months,
        "few": [word for word, meanings in table.words.items() if (Kind.NUMBER, FEW) in meanings],
    }


def own_words(code: str, language: bytes) -> dict[str, tuple[Meaning, ...]]:
    """Make the table of the words of a language that stand in its own file."""
    raw = languages.parsed(code, language)
    table = _own_table(raw)
    for calendar, names in raw.get("calendars", {}).items():
        table.add_months(calendar, names)
    for feast, names in raw.get("holidays", {}).items():
        for name in names:
            table.add(name, (Kind.HOLIDAY, feast))
    return table.words


def _own_table(raw: Mapping[str, Any]) -> _Table:
    """Enter the words of a language file."""
    table = _Table(raw.get("settings", {}).get("inflections", ()))
    for section in ("months", "weekdays"):
        table.add_section(section, raw[section])
    for section, entries in raw["words"].items():
        table.add_section(section, entries)
    return table


def _settings(settings: dict[str, Any], code: str) -> dict[str, Any]:
    """Fold what is compared with words, and write what affixes add as kinds of tokens."""
    for name in _FOLDED:
        settings[name] = frozenset(map(fold, settings.get(name, ())))
    for name in _KEYS:
        settings[name] = frozenset(map(phrase_key, settings.get(name, ())))
    if "prefixes" in settings:
        settings["prefixes"] = {
            affix: _added(name, f"{code}.toml", "prefixes") for affix, name in settings["prefixes"].items()
        }
    for name in ("suffixes", "number_suffixes"):
        if name in settings:
            settings[name] = [[affix, _added(added, f"{code}.toml", name)] for affix, added in settings[name]]
    settings.get("suffixes", []).sort(key=lambda pair: len(pair[0]))
    return settings


def _added(name: str, file: str, setting: str) -> str:
    """Return the kind of token that an affix adds; empty for one that adds nothing."""
    if name and name not in KINDS:
        place = f"language file {file}, section [settings], key {setting!r}"
        raise InputFileError(f"{place}: there is no {name!r} to add", did_you_mean(name, KINDS))
    return KINDS[name] if name else ""


@cache
def _parsed(content: bytes) -> dict[str, Any]:
    """Parse what every language looks into."""
    return tomllib.loads(content.decode())


def _longest(words: Mapping[str, Any]) -> dict[str, int]:
    """Return for the first word of each phrase, and for the first two, how many words the longest phrase with them has."""
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

    def add_months(self, calendar: str, months: Mapping[str, Sequence[str]]) -> None:
        """Enter the months of another calendar."""
        for number, names in months.items():
            for name in names:
                self.add_name(name, (Kind.MONTH, (calendar, int(number))))

    def add_holidays(self, feasts: Mapping[str, Any], own: Mapping[str, Sequence[str]], code: str) -> None:
        """Enter the names of feasts."""
        for key in own:
            if key not in feasts:
                raise InputFileError(
                    f"language file {code}.toml, section [holidays], key {key!r}: no such feast",
                    did_you_mean(key, feasts),
                )
        for key, feast in feasts.items():
            for name in (*feast.get("any", ()), *own.get(key, ())):
                self.add(name, (Kind.HOLIDAY, key))

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
                yield (
                    phrase,
                    (Kind.MONTH, ("gregorian", number)) if section[0] == "m" else (Kind.WEEKDAY, number),
                )
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
    if section == "expand":
        return Kind.EQUAL, value
    if section == "unit":
        return UNITS[value], value
    if section == "season":
        return Kind.SEASON, _SEASONS[value]
    if section in _VALUED:
        kind = _VALUED[section]
        if value == FEW:
            return kind, value
        return kind, float(value) if "." in value else int(value) if section in _NUMERIC else value
    return KINDS[value], value
