"""The events that the rows of a table are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from claimtrack.characters import fold_name, squeeze
from claimtrack.intake.known import (
    Entry,
    Referents,
    derived_key,
    stage_record,
)
from claimtrack.intake.referents import Telling, decoded
from claimtrack.intake.rules import RefusedError, check_storable, plain_lines
from claimtrack.model import Event
from claimtrack.store.columns import as_json, date_cells, read_date_column
from claimtrack.store.held_records import with_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.bound import EventPlan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.row_keys import Answering
    from claimtrack.store.staging import Staging

_NO_KEY = re.compile(r"[\s/]")


class Events(Referents):
    """The events of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        plan: what rows say of them.
        answering: tells whose event a row joins, where rows may answer others.
    """

    kind = "event"
    remembered = 250_000

    def __init__(
        self,
        connection: sqlite3.Connection,
        staging: Staging,
        telling: Telling,
        plan: EventPlan,
        answering: Answering | None = None,
    ) -> None:
        super().__init__(connection, staging)
        self._answering = answering
        self._telling = telling
        self._plan = plan
        self._titles: dict[str, str] | None = None
        self._undescribed: dict[int, str] = {}
        self._untitled: dict[int, Event] = {}  # what rows without a title say of events, under their keys
        self._described: dict[int, tuple[int, int]] = {}  # by number: the hash of the cells, and their line
        self._otherwise: set[int] = set()  # lines of rows told of since `settle`: some come twice
        also = (plan.proposition, plan.note, plan.occurred, plan.place)
        self._title_only = plan.key is None and not plan.tags and not any(also) and not telling.mended

    def of(self, rows: Sequence[Row], lines: Sequence[int], named: Mapping[int, str]) -> list[Entry]:
        """Return the events that rows are about, saying what they are where the file has not got them.

        Args:
            rows: the rows.
            lines: where they stand.
            named: the keys of events that rows are about whatever they call it, by their place.

        Raises:
            RefusedError: a row names none, or says of one what cannot be.
        """
        plan = self._plan
        words = plan.key if plan.key is not None else plan.title
        assert words is not None  # noqa: S101 - the compiler asks for one of the two
        names, answering = list(map(words, rows)), set[int]()
        if self._answering is not None:
            names, answering = self._answering.names(names, rows)
        for place, name in named.items():
            names[place] = name
        entries = self.named(names)
        if self._title_only:
            for place, (entry, row, line) in enumerate(zip(entries, rows, lines, strict=True)):
                settled = entry.settled or entry.held or place in answering
                if not settled and (plan.when is None or plan.when(row)):
                    self._define(entry, row, line)
            return entries
        for place, (entry, row, line) in enumerate(zip(entries, rows, lines, strict=True)):
            if place not in answering and (plan.when is None or plan.when(row)):
                self._describe(entry, row, line)
        return entries

    def date_of(self, row: Row) -> DateValue | None:
        """Return when the event of a row happened, as the row has it."""
        occurred = self._plan.occurred
        return (
            self._telling.readings.date(occurred, row, self._telling.readings.plain)
            if occurred is not None
            else None
        )

    def named(self, names: list[str]) -> list[Entry]:
        """Return the events of keys or titles, as far as the file has them.

        Raises:
            RefusedError: there is no such name, the key is none, or no case file can store it.
        """
        found = self.known(names)
        new = dict.fromkeys(name for name, entry in zip(names, found, strict=True) if entry is None)
        if new:
            made = self._take(list(new))
            pairs = zip(names, found, strict=True)
            found = [made[name] if entry is None else entry for name, entry in pairs]
        return found  # type: ignore[return-value]  # the gaps are filled

    def _take(self, names: list[str]) -> dict[str, Entry]:
        check_storable("\n".join(names))
        keys = [name.strip() for name in names] if self._plan.key is not None else self._keys(names)
        for key in keys:
            if not key or _NO_KEY.search(key):
                raise RefusedError(f"the event key {key!r} must be one word: no spaces and no slash")
        there = with_keys(self._connection, "event", keys, "occurred") if self._file_has_some else {}
        made = {name: self._met(key, there) for name, key in zip(names, keys, strict=True)}
        self._remember(made)
        return made

    def _met(self, key: str, there: Mapping[str, str | None]) -> Entry:
        if key not in there:
            entry = self._entry(key, defined=False)
            self._undescribed[entry.n] = key
            return entry
        occurred = there[key]
        when = read_date_column(occurred) if occurred is not None else None
        return self._mention(key, held=True, occurred=when)

    def settle(self) -> None:
        """Stage the keys of events that no row has said what they are: a later one, or the file, may still have them."""
        for n, key in self._undescribed.items():
            self._staging.add("event_key", (n, key))
        self._undescribed.clear()
        self._otherwise.clear()

    def describe_untitled(self) -> list[str]:
        """Stage what is known of events that no row has given a title, which go by their keys; return these."""
        keys = [event.key for event in self._untitled.values()]
        for n, event in self._untitled.items():
            stage_record(self._staging, n, event, {})
        self._untitled.clear()
        return keys

    # --- what rows say of them ----------------------------------------------------------------

    def _describe(self, entry: Entry, row: Row, line: int) -> None:
        """Take what a row says of its event: the first says what it is, the others are held against that."""
        cells = self._cells(row)
        known = self._described.get(entry.n)
        if known is None:
            if entry.held:
                self._agree(entry, row, line)
                entry.settled = True
            elif not self._define(entry, row, line):
                return
            if len(self._described) >= self.remembered:
                self._described.clear()
            self._described[entry.n] = hash(cells), line
        elif known[0] != hash(cells) and any(cells):
            if entry.held:
                self._agree(entry, row, line)
            elif line not in self._otherwise:
                self._otherwise.add(line)
                what = (
                    f"{entry.key}: {', '.join(str(cell) for cell in cells if cell)} (line {known[1]} stands)"
                )
                self._telling.doubt("rows that describe an event otherwise than an earlier one", what, line)

    def _cells(self, row: Row) -> tuple[Any, ...]:
        plan = self._plan
        words = (plan.title, plan.proposition, plan.note, *plan.tags)
        return (
            *(get(row) for get in words if get is not None),
            plan.occurred.key(row) if plan.occurred else "",
            plan.place(row) if plan.place else "",
        )

    def _agree(self, entry: Entry, row: Row, line: int) -> None:
        """Hold what a row says against what the file has; of a dataset that was here before, `releases` does."""
        plan = self._plan
        if self._telling.release and plan.key is not None and plan.title is not None:
            if entry.n not in self._described:
                place = plan.place(row) if plan.place is not None else ""
                words = (plain_lines(get(row)) if get else "" for get in (plan.proposition, plan.note))
                tagged = as_json(self._tags(row)) if plan.tags else ""
                cells = (
                    plan.title(row).strip(),
                    date_cells(self.date_of(row))[0],
                    str(place),
                    *words,
                    tagged,
                )
                self._staging.add("told", (entry.n, *cells, line))
            if not self._telling.mended:
                return
        content, tags = self._content(row, line)
        if plan.key is None:
            content.pop("title", None)  # by which the event was found
        self._telling.agree("event", entry.key, {**content, **({"tags": list(tags)} if tags else {})}, line)

    def _define(self, entry: Entry, row: Row, line: int) -> bool:
        """Say what an event is that the file has not; false where the row gives it no title.

        Raises:
            RefusedError: it cannot be.
        """
        content, tags = self._content(row, line)
        if not self._plan.title:
            content["title"] = entry.key
        if not content.get("title"):
            if (content or tags) and entry.n not in self._untitled:
                named = {**content, "title": entry.key, "key": entry.key, "tags": list(tags)}
                self._untitled[entry.n] = cast("Event", decoded("event", named))
            return False
        self._untitled.pop(entry.n, None)
        if set(content) == {"title"} and not tags:
            check_storable(content["title"])  # where events go by a key, it stands in a column of its own
            self._staging.add("titled", (entry.n, entry.key, content["title"]))
        else:
            record = decoded("event", {**content, "key": entry.key, "tags": list(tags)})
            assert isinstance(record, Event)  # noqa: S101 - what `event` decodes to
            stage_record(self._staging, entry.n, record, {})
            entry.occurred = record.occurred
        entry.defined = entry.settled = True
        self._undescribed.pop(entry.n, None)
        return True

    def _content(self, row: Row, line: int) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return what a row says of its event, what it leaves empty left out; and its tags."""
        plan = self._plan
        content: dict[str, Any] = {}
        for name, words in (("title", plan.title), ("proposition", plan.proposition), ("note", plan.note)):
            if words is not None and (text := plain_lines(words(row))).strip():
                content[name] = text.strip() if name == "title" else text
        if plan.occurred is not None:
            content["occurred"] = self._telling.date(
                plan.occurred, row, self._telling.readings.plain, "dates of events", line
            )
        if plan.place is not None:
            content["place"] = self._telling.place(plan.place(row), line)
        return {name: item for name, item in content.items() if item is not None}, self._tags(row)

    def _tags(self, row: Row) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tag for words in self._plan.tags for tag in words(row)))

    # --- keys of titles -----------------------------------------------------------------------

    def _keys(self, titles: list[str]) -> list[str]:
        """Return the keys that titles stand for: those made of them, or those of the events of the file that they name.

        Raises:
            RefusedError: a title is empty.
        """
        plain = list(map(squeeze, titles))
        if not all(plain):
            raise RefusedError("there is no event: what is this about?")
        keys = list(map(derived_key, plain))
        if not self._file_has_some:
            return keys
        there = with_keys(self._connection, "event", [*keys, *plain], "1")
        return [
            key if key in there else title if title in there else self._titled(title, key)
            for title, key in zip(plain, keys, strict=True)
        ]

    def _titled(self, title: str, key: str) -> str:
        """Return the key of the event of the file with a title where that is another than the one made of it."""
        if self._titles is None:
            rows = self._connection.execute("SELECT key, title FROM event")
            self._titles = {fold_name(name): key for key, name in rows if derived_key(squeeze(name)) != key}
        return self._titles.get(fold_name(title), key)
