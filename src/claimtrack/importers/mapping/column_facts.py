"""What a sample of the columns of a file shows, and what by that they most likely are, whatever they are called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.cells import as_text
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_SAMPLE = 200
_LONG = 60  # characters shown of an example
_LEVELS = 4  # of objects within objects, whose keys are listed
_UNKNOWN = ("-9", "-99", "-999", "unknown", "n/a", "na", "-", "none", "null", "not known", "unclear")
_NUMBER = re.compile(r"[-+]?\d+(?:\.0+)?")
_PLAIN = re.compile(r"[-+\d.,:/% ]*|\d{4}-\d\d-\d\d[T ].*|\w+://.*")  # numbers, dates, addresses
_ADDRESS = re.compile(r"https?://\S+")
_MIDNIGHT = re.compile(r".*[T ]0?0:00(?::00(?:\.0+)?)?Z?")
_IDENTIFIER = re.compile(r"(?=\S*\d)[^\W_][\w./-]*")
_FORMATS = {
    "%Y%m%d": re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d"),
    "%Y%m": re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])"),
    "unix": re.compile(r"1\d{9}(?:\d{3})?"),
    "excel": re.compile(r"[234]\d{4}(?:\.\d+)?"),
    "wikidata": re.compile(r"[+-]\d{4,}-\d\d-\d\dT[\d:]+Z(?:/\d+)?"),
}
"""Formats of dates that no reader can know, as a column of dates shows them."""
_SURELY_DATES = ("%Y%m%d", "unix", "wikidata")
"""Formats that hardly any other figures have; five or six figures may be anything."""
_SEPARATORS = (";", "|", ",")
_LOOKED_AT = 30  # cells read as dates
_DATE_LENGTH = 40  # characters; what is longer is a sentence
_MOSTLY = 0.8
_LISTS = 10  # a list stands in every tenth cell at least
_STANCES = 12  # words that a column of stances has at most
_ROWS = 3  # by which rows are told apart


@dataclass
class ColumnFacts:
    """What a sample of a column shows."""

    name: str
    filled: int = 0
    distinct: Counter[str] = field(default_factory=Counter)
    longest: int = 0

    @property
    def example(self) -> str:
        """A cell of it, short."""
        return shortened(next(iter(self.distinct), ""), _LONG)

    @property
    def tells_rows_apart(self) -> bool:
        """No two rows of the sample have the same, and none has nothing."""
        return self.filled > 0 and len(self.distinct) == self.filled

    @property
    def holds_words(self) -> bool:
        """Most of what stands in it is neither number nor date nor address."""
        return sum(_PLAIN.fullmatch(text) is None for text in self.distinct) * 2 > len(self.distinct)

    @property
    def holds_names(self) -> bool:
        """One name stands in each cell: words, and no address, file or list of them."""
        return self.holds_words and not self.separator and not any(map(_PATH.search, self.distinct))

    @property
    def holds_numbers(self) -> bool:
        """Whole numbers stand in it, but for what says that one is not known."""
        told = [text for text in self.distinct if text.casefold() not in _UNKNOWN]
        return bool(told) and all(_NUMBER.fullmatch(text) for text in told)

    def unknown(self) -> list[str]:
        """List what in it says that something is not known: -9 does not among other negative numbers."""
        found = [text for text in self.distinct if text.casefold() in _UNKNOWN]
        negative = any(
            text.startswith("-") and _NUMBER.fullmatch(text) for text in set(self.distinct) - set(found)
        )
        return [text for text in found if not (negative and _NUMBER.fullmatch(text))]

    # --- what most likely stands in it --------------------------------------------------------

    def mostly(self, pattern: re.Pattern[str]) -> bool:
        """Whether most of what stands in it is of a form."""
        told = [text for text in self.distinct if text.casefold() not in _UNKNOWN]
        return bool(told) and sum(pattern.fullmatch(text) is not None for text in told) >= _MOSTLY * len(told)

    @cached_property
    def holds_addresses(self) -> bool:
        """Most of what stands in it is an address, or several."""
        return self.mostly(_ADDRESSES)

    @cached_property
    def holds_dates(self) -> bool:
        """Most of what stands in it can be read as a date, and is more than a figure."""
        from claimtrack.dates import read_date

        told = [text for text in self.distinct if text.casefold() not in _UNKNOWN][:_LOOKED_AT]
        fit = [text for text in told if len(text) <= _DATE_LENGTH and re.search(r"\d", text)]
        if not fit or len(fit) < _MOSTLY * len(told) or self.mostly(_FIGURE):
            return False
        return sum(bool(read_date(text)) for text in fit) >= _MOSTLY * len(told)

    @property
    def date_format(self) -> str:
        """The format of its dates, where it needs one; empty where they can be read, or are none."""
        return next((form for form, pattern in _FORMATS.items() if self.mostly(pattern)), "")

    @property
    def always_midnight(self) -> bool:
        """Every date in it has a time, which is midnight: so tables write a day."""
        return bool(self.distinct) and all(_MIDNIGHT.fullmatch(text) for text in self.distinct)

    @cached_property
    def holds_stances(self) -> bool:
        """Every word in it is a stance, and there are several."""
        return 1 < len(self.distinct) <= _STANCES and all(map(is_stance, self.distinct))

    @property
    def holds_ids(self) -> bool:
        """Each cell is a word with a figure in it that no other row has; numbers do only where they count up.

        A column without a name that counts the rows is no id: another release counts them anew.
        """
        if _UNNAMED.fullmatch(self.name):
            return False
        if not self.tells_rows_apart or len(self.distinct) < _ROWS or not self.mostly(_IDENTIFIER):
            return False
        cells = list(self.distinct)
        if self.holds_numbers or all(map(_FIGURE.fullmatch, cells)):
            return all(text.isdecimal() for text in cells) and sorted(cells, key=int) == cells
        return not self.holds_dates

    @property
    def holds_codes(self) -> bool:
        """Words of letters and figures stand in it, such as A-2016-007."""
        return self.mostly(_CODE) and not self.holds_dates

    @property
    def repeats_ids(self) -> bool:
        """Words of letters and figures stand in it, and some of them in several rows."""
        return 1 < len(self.distinct) < self.filled and self.holds_codes

    @property
    def separator(self) -> str:
        """The sign between the items of lists in it; empty where its cells hold one thing each.

        A comma separates only what comes again elsewhere: "Homs, Syria" is one place.
        """
        for sign in _SEPARATORS:
            lists = [text for text in self.distinct if sign in text.strip(sign)]
            if len(lists) * _LISTS < max(len(self.distinct), 1) or not lists:
                continue
            items = [item.strip() for text in self.distinct for item in text.split(sign)]
            if sign != "," or len(set(items)) * 2 <= len(items):
                return sign
        return ""

    def nought(self) -> list[str]:
        """List what in it may say that something is unknown, and is read as the figure nought."""
        from claimtrack.values import Count, read_value

        words = [
            text for text in self.distinct if text.casefold() in _UNKNOWN and not _NUMBER.fullmatch(text)
        ]
        read = ((text, read_value(text, "count")) for text in words)
        return [text for text, value in read if isinstance(value, Count)]


_PATH = re.compile(r"[/\\]|\.\w{2,5}$")
_UNNAMED = re.compile(r"column\d+")
_CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])[^\W_][\w./-]*")
_FIGURE = re.compile(r"[-+]?\d[\d ,]*(?:\.\d+)?")
_ADDRESSES = re.compile(r"https?://\S+(?:[\s;,|]+https?://\S+)*")


def is_stance(word: str) -> bool:
    """Whether a word is a stance towards an event."""
    from claimtrack.errors import UnknownTermError
    from claimtrack.vocab import load_vocabulary

    try:
        load_vocabulary("stance").resolve(word)
    except UnknownTermError:
        return False
    return True


def roles_by_content(facts: Mapping[str, ColumnFacts], roles: Mapping[str, str]) -> dict[str, str]:
    """Return the roles that no column is called like, and that some show by what stands in them.

    Args:
        facts: what the columns show.
        roles: those known by their names.
    """
    found: dict[str, str] = {}
    free = [item for item in facts.values() if item.name not in roles.values() and _nameable(item.name)]
    for role, shown in _SHOWN.items():
        if role in roles or any(other in (*roles, *found) for other in _INSTEAD.get(role, ())):
            continue
        fitting = next((item for item in free if item.name not in found.values() and shown(item)), None)
        if fitting is not None:
            found[role] = fitting.name
    return found


def _nameable(name: str) -> bool:
    return not re.search(r"[{}|]", name)


_SHOWN: dict[str, Callable[[ColumnFacts], bool]] = {
    "url": lambda item: item.holds_addresses,
    "stance": lambda item: item.holds_stances,
    "date": lambda item: item.holds_dates or item.date_format in _SURELY_DATES,
    "key": lambda item: item.holds_ids,
    "event_key": lambda item: item.repeats_ids,
}
_INSTEAD = {"date": ("said", "occurred"), "key": ("event_key",), "event_key": ("key",)}


def look(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> dict[str, ColumnFacts]:
    """Look at some rows.

    Args:
        columns: the columns of a table; for objects none, their keys are found in the rows.
        rows: the rows.
    """
    facts = {name: ColumnFacts(name) for name in columns}
    table = bool(facts)
    for number, row in enumerate(rows):
        for name, value in row.items() if table else _flat(row):
            found = facts.setdefault(name, ColumnFacts(name))
            text = as_text(value).strip()
            if text:
                found.filled += 1
                found.distinct[text] += 1
                found.longest = max(found.longest, len(text))
        if number >= _SAMPLE:
            break
    return facts if table else _told_apart(facts)


def _told_apart(facts: dict[str, ColumnFacts]) -> dict[str, ColumnFacts]:
    """Leave out what is an object in some records and nothing in others: its keys are listed by themselves."""
    objects = {name[:place] for name in facts for place, sign in enumerate(name) if sign == "."}
    return {name: item for name, item in facts.items() if item.filled or name not in objects}


def _flat(row: Mapping[str, Any], path: str = "", level: int = 1) -> Iterator[tuple[str, Any]]:
    """Yield what stands in an object under the paths that a mapping names it by: `user.name`, `media.0.url`."""
    for key, value in row.items():
        inner = f"{path}{key}"
        first = value[0] if isinstance(value, list) and value else None
        if isinstance(value, dict) and value and level < _LEVELS:
            yield from _flat(value, f"{inner}.", level + 1)
        elif isinstance(first, dict) and level < _LEVELS:
            yield from _flat(first, f"{inner}.0.", level + 1)
        else:
            yield inner, value
