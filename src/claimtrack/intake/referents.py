"""What the rows of a table say of claimants, events and documents; and the claimants: of the case file, or new ones.

What rows say of a record that the file holds already must agree with it, as it must in every other door. Of a dataset
that was imported before, its own later release may say it otherwise: that is told, see `releases`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.characters import fold_name, squeeze
from claimtrack.importers.mapping.answers import Pointed
from claimtrack.intake.known import (
    Entry,
    Known,
    Referents,
    derived_key,
    stage_record,
)
from claimtrack.intake.mending import Otherwise
from claimtrack.intake.rules import NOBODY, RefusedError, date_doubts, disagreements
from claimtrack.model import Assessment, Claimant, Inquiry
from claimtrack.model.codec import TAG, kind_of
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.draft import Position
from claimtrack.model.identity import record_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.bound import ClaimantPlan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.intake.mending import Mending
    from claimtrack.intake.readings import Readings
    from claimtrack.intake.report import ImportReport
    from claimtrack.model import Record
    from claimtrack.store.staging import Staging

_COMPARED = 20_000  # new claimants whose names are compared; more are names of accounts
_OTHERWISE = "that the rows describe otherwise than the case file, which keeps what it has"


def decoded(kind: str, content: Mapping[str, Any]) -> Record:
    """Make a record, with the checks that every record goes through; dates and places come read.

    Raises:
        RefusedError: it cannot be.
    """
    from claimtrack.dates import DateValue
    from claimtrack.values import Place

    ready = {name: item for name, item in content.items() if isinstance(item, DateValue | Place)}
    rest = {name: item for name, item in content.items() if name not in ready and item not in ("", None, [])}
    record, problems = decode({TAG: kind, **rest}, Reading())
    if record is None:
        raise RefusedError("; ".join(f"{kind} {item.attribute}: {item.message}" for item in problems))
    if not ready:
        return record
    record = replace(record, **ready)
    return replace(record, id=record_id(record)) if isinstance(record, Assessment | Inquiry) else record


class Telling:
    """What rows say of records, against what is said of these already.

    Args:
        known: what the case file holds.
        report: takes what should be looked at.
        source: name of the input.
        readings: reads dates.
        mending: takes what is described otherwise, where the dataset was imported before; else None.

    Attributes:
        release: the rows are compared with those of the last release, see `releases`.
        dropped: by kind of record, what the mapping says of none: an earlier one may have said it.
    """

    def __init__(
        self,
        known: Known,
        report: ImportReport,
        source: str,
        readings: Readings,
        mending: Mending | None,
    ) -> None:
        self.readings = readings
        self.release = False
        self.mended = mending is not None and mending.mended
        self.dropped: Mapping[str, Collection[str]] = {}
        self._mending = mending
        self._known = known
        self._report = report
        self._source = source

    def agree(self, kind: str, key: str, content: Mapping[str, Any], line: int) -> None:
        """Check what a row says of a record that the case file holds.

        Raises:
            RefusedError: it says something else, and is no later release of its dataset.
        """
        held = self._known.held(kind, key)
        if held is None:
            return
        record = decoded(kind, {**_required(held), **content, "key": key})
        if self.mended:  # the same words, read otherwise, or not taken any more
            told = {*content, *self.dropped.get(kind, ())}
            others = sorted(name for name in told if getattr(record, name) != getattr(held, name))
        else:
            others = list(disagreements(record, content, held, self._known.past))
        if not others:
            return
        if self._mending is not None:
            self._mending.tell(kind, key, Otherwise(record, tuple(others), line))
        elif kind == "claimant":
            self.doubt(f"{kind}s {_OTHERWISE}", f"{key}: {', '.join(others)}", line)
        else:
            what = " and ".join(f"another {name}" for name in others)
            raise RefusedError(f"the case file has {what} for {kind} {key!r}; make them agree")

    def date(
        self, expression: DateExpression, row: Row, reading: Reading, what: str, line: int
    ) -> DateValue | None:
        """Read a date, and say so where it cannot be read, or in two ways."""
        value = self.readings.date(expression, row, reading)
        for kind, example in date_doubts(value, what):
            self.doubt(kind, example, line)
        return value

    def place(self, text: Any, line: int) -> Any:
        """Read the place of an event, and say so where it cannot be read."""
        from claimtrack.values import Place, read_value

        place = read_value(text, "place") if text else None
        if isinstance(text, Pointed) and getattr(place, "lat", None) is None:
            self.doubt("points of events that could not be read", f"{text.point!r}", line)
            return Place(str(text), raw=str(text))
        if text and not isinstance(place, Place):
            self.doubt("places of events that could not be read", f"{text!r}", line)
            return None
        return place

    def doubt(self, kind: str, example: str, line: int) -> None:
        """Count something that should be looked at."""
        self._report.doubt(kind, example, Position(self._source, line))


def _required(held: Record) -> dict[str, Any]:
    """Return what a record cannot be without, so that what is said of it can be checked by itself."""
    title = {"event": "title", "claimant": "name"}.get(kind_of(held), "")
    return {title: getattr(held, title)} if title else {}


# --- who speaks -------------------------------------------------------------------------------


class Claimants(Referents):
    """The claimants of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        described: what the mapping says of claimants, by name.
    """

    kind = "claimant"
    remembered = 200_000

    def __init__(
        self,
        connection: sqlite3.Connection,
        staging: Staging,
        telling: Telling,
        described: Mapping[str, Mapping[str, Any]],
    ) -> None:
        super().__init__(connection, staging)
        self._telling = telling
        self._described = described
        self._keys: dict[str, set[str]] = {}
        for key, name in self._reader.names_of_claimants():
            self._keys.setdefault(fold_name(name) or name, set()).add(key)
        self._defined: set[str] = set()
        self._before = {name: key for key, name in self._reader.names_of_claimants() if name != key}
        self._new: dict[str, str] = {}

    def maybe_known(self) -> list[str]:
        """Say which of the claimants that the import makes may be others, each pair once; nothing is merged."""
        if not self._new or len(self._new) > _COMPARED:
            return []
        from claimtrack.names.likeness import Names

        pairs = {
            (one.name, self._before.get(one.other, one.other)): one
            for one in reversed(list(Names([*self._before, *self._new]).like(self._new)))
        }
        return [f"“{one.name}” may be “{one.other}”: {one.why}" for one in reversed(pairs.values())]

    def of(self, plan: ClaimantPlan, names: list[str], rows: list[Row], lines: Sequence[int]) -> list[Entry]:
        """Return the claimants of rows, by the names that they have there."""
        found = self.known(names)
        for place, entry in enumerate(found):
            if entry is None:
                found[place] = self.one(plan, names[place], rows[place], lines[place])
        return found  # type: ignore[return-value]  # the gaps are filled

    def one(self, plan: ClaimantPlan, name: str, row: Row, line: int) -> Entry:
        """Return the claimant of one row."""
        return self.named(name, {key: words(row) for key, words in plan.attributes}, line)

    def named(self, name: str, attributes: Mapping[str, str], line: int) -> Entry:
        """Return the claimant of a name: one of the file by key, name or alias, spelling folded; or a new one.

        Raises:
            RefusedError: several claimants of the file have the name, or a new one cannot be made.
        """
        found = self._cache.get(name)
        if found is None:
            found = self._find(name, attributes, line)
            self._remember({name: found})
        return found

    def _find(self, name: str, attributes: Mapping[str, str], line: int) -> Entry:
        plain = squeeze(name)
        if not plain:
            raise RefusedError(NOBODY)
        given = {key: text for key, text in attributes.items() if text.strip()}
        said = {**self._described.get(plain, {}), **given}
        folded = fold_name(plain) or plain
        keys = self._keys.get(folded, set())
        if said.get("key"):
            keys = {said["key"]} if self._reader.get(Claimant, said["key"]) is not None else set()
        if len(keys) > 1:
            raise RefusedError(f"claimant {plain!r} could be any of: {', '.join(sorted(keys))}; use the key")
        return self._held(next(iter(keys)), said, line) if keys else self._make(plain, folded, said, line)

    def _held(self, key: str, said: Mapping[str, Any], line: int) -> Entry:
        record = self._reader.get(Claimant, key)
        if record is not None:
            plain = {name: item for name, item in said.items() if name not in ("key", "part_of", "aliases")}
            if self._telling.mended:
                plain |= self._others(record.name, said, line)
            self._telling.agree("claimant", key, plain, line)
            return self._mention(key, held=True, habits=_habits(record))
        # Made by this import, under another spelling.
        return next((item for item in self._cache.values() if item.key == key), None) or self._mention(key)

    def _others(self, name: str, said: Mapping[str, Any], line: int) -> dict[str, Any]:
        """Return what a claimant is part of, and its other names, as a record has them."""
        found: dict[str, Any] = {}
        if isinstance(aliases := said.get("aliases"), str):
            aliases = aliases.split("\n")
        if aliases:
            found["aliases"] = [other for other in dict.fromkeys(aliases) if other not in ("", name)]
        if said.get("part_of"):
            found["part_of"] = self.named(str(said["part_of"]), {}, line).key
        return found

    def _make(self, name: str, folded: str, said: dict[str, Any], line: int) -> Entry:
        key = said.get("key") or derived_key(name)
        said = {**said, **self._others(name, said, line)}
        record = decoded("claimant", {**said, "key": key, "name": name})
        assert isinstance(record, Claimant)  # noqa: S101 - what `claimant` decodes to
        self._keys.setdefault(folded, set()).add(key)
        if key in self._defined:
            return self._mention(key, habits=_habits(record))
        entry = self._entry(key, habits=_habits(record))
        self._defined.add(key)
        self._new.setdefault(name, key)
        parent = self.named(record.part_of, {}, line).n if record.part_of else 0
        stage_record(self._staging, entry.n, record, {"claimant": parent})
        return entry


def _habits(record: Claimant) -> tuple[str, str, str, str]:
    return (record.date_order, record.calendar, record.zone, record.language)
