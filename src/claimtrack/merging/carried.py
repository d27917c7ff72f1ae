"""What one file says of a record that the other merged away: carried over to the record that it went into."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.model import RECORD_TYPES, Correction
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.edits import (
    Side,
    boxed,
    by_part,
    new_edit,
    parts,
    same,
    standing,
    states_of,
    whole,
)
from claimtrack.store.edits import edits_of
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimtrack.merging.names import SameNames
    from claimtrack.model import Edit, Record
    from claimtrack.model.edits import Part


class Carried(NamedTuple):
    """Edits of a record that the other file merged away, as edits of the record that it went into.

    Attributes:
        kind: the kind of record.
        former: key of the record that went.
        into: key of the one that it went into.
        edits: the edits of that one.
        left: edits that it cannot take: they would make it part of itself, or its date count from itself.
    """

    kind: str
    former: str
    into: str
    edits: tuple[Edit, ...]
    left: tuple[Edit, ...] = ()

    def says(self) -> dict[Part, Any]:
        """Return what each part is edited to; None for nothing."""
        return {part: boxed(standing(edits)[0].after) for part, edits in by_part(self.edits).items()}

    def side(self, content: Mapping[str, Any]) -> Side:
        """Return the state of the record that stays with what is carried over to it.

        Args:
            content: its state in a file.
        """
        found = {
            part: held for part, held in (parts(self.kind, content) | self.says()).items() if held is not None
        }
        fixed = {name: content[name] for name in ("id", "recorded") if name in content}
        return Side({TAG: self.kind, **fixed, **whole(self.kind, found, [content])})

    @property
    def told(self) -> str:
        """What was carried over and what was not, in words."""
        told = [
            f"its {', '.join(sorted({edit.attribute for edit in edits}))} {fate}"
            for edits, fate in (
                (self.edits, "is carried over"),
                (self.left, f"would refer to {self.into} itself and is left out"),
            )
            if edits
        ]
        return f"the {self.kind} {self.former} was merged into {self.into} in one file and edited in the other: {'; '.join(told)}"


def carried_over(
    holding: sqlite3.Connection, merged: sqlite3.Connection, names: SameNames
) -> Iterator[Carried]:
    """Yield what one file says of records that the other merged away without knowing of it.

    Args:
        holding: the file that holds them still.
        merged: the file that merged them into others.
        names: what both call each record.
    """
    reader = Reader(holding)
    for kind, name, into in names.former():
        held = None if names.is_renamed(kind, name) else reader.several(RECORD_TYPES[kind], (name,)).get(name)
        keys = names.keys(kind, name)
        went = None if held is None else _as_it_went(merged, kind, keys)
        if held is None or went is None:
            continue
        known = [edit for key in keys for edit in edits_of(merged, kind, key)]
        stays = [*edits_of(holding, kind, into), *edits_of(merged, kind, into)]
        over = _Over(kind, into, went, known, stays)
        edits = edits_of(holding, kind, name)
        edits += _from_the_start(kind, name, held, went, [*edits, *known])
        found = {edit.id: edit for edit in over.of(edits)}
        left = {id_: edit for id_, edit in found.items() if _is_of_itself(edit, into, names)}
        kept = [edit for id_, edit in found.items() if id_ not in left]
        superseded = {id_ for edit in left.values() for id_ in edit.replaces}
        while gone := [
            edit for edit in kept if edit.id in superseded
        ]:  # what they replaced is said no longer
            kept = [edit for edit in kept if edit.id not in superseded]
            superseded = {id_ for edit in gone for id_ in edit.replaces}
        if found:
            yield Carried(kind, name, into, tuple(kept), tuple(left.values()))


class _Went(NamedTuple):
    """A record as it was merged away.

    Attributes:
        content: the record, in the native form.
        filled: parts of it that the one it went into took over, having said nothing of them.
    """

    content: dict[str, Any]
    filled: dict[Part, Any]


def _as_it_went(connection: sqlite3.Connection, kind: str, keys: Collection[str]) -> _Went | None:
    """Return a record as a file merged it into another, the last time; None where it did not."""
    where = "WHERE t.kind = ? AND t.name IN (SELECT value FROM json_each(?)) AND t.became <> '' ORDER BY t.recorded DESC"
    for item in Reader(connection).select(Correction, where, (kind, json.dumps(sorted(keys)))):
        if item.became not in keys:
            content = {TAG: kind, **json.loads(item.before)}
            held = _as_it_was(connection, kind, item.became, item.recorded)
            said = {part: value for part, value in parts(kind, content).items() if part not in held}
            return _Went(content, said)
    return None


def _as_it_was(connection: sqlite3.Connection, kind: str, name: str, time: str) -> set[Part]:
    """Return the parts that a record held when another was merged into it."""
    where = """WHERE t.kind = ?1 AND t.name = ?2 AND t.recorded = (
        SELECT min(recorded) FROM correction WHERE kind = ?1 AND name = ?2 AND recorded >= ?3)"""
    found = Reader(connection).select(Correction, where, (kind, name, time))
    return {part for item in found for part in parts(kind, json.loads(item.before))}


def _from_the_start(kind: str, name: str, held: Record, went: _Went, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits that stand for what a record said when it was made, and did not say where it was merged away."""
    said, of_part = parts(kind, went.content), by_part(edits)
    for part, value in parts(kind, states_of(held)).items():
        told = [boxed(side) for edit in of_part.get(part, ()) for side in (edit.before, edit.after)]
        if not any(same(value, other) for other in (said.get(part), *told)):
            yield new_edit(kind, name, part, None, value, (), held.recorded)


def _is_of_itself(edit: Edit, into: str, names: SameNames) -> bool:
    """Whether an edit would make a record part of itself, or its date count from itself."""
    shape = shapes(RECORD_TYPES[edit.kind])[edit.attribute]
    if shape.kind == "refs":
        return names.now(shape.of, edit.item) == into
    value = boxed(edit.after)
    if shape.kind == "ref":
        return value is not None and names.now(shape.of, value) == into
    return names.is_of_itself(edit.kind, into, value)


class _Over:
    """Turns edits of a record that was merged away into edits of the one that it went into.

    The same edits come of it whichever files meet, and however often: an edit that was carried over once is known by
    the edit that came of it.

    Args:
        kind: the kind of record.
        into: key of the one that it went into.
        went: the record as it was merged away.
        known: the edits of it that were known there, or are kept there since.
        stays: the edits of the one that it went into.
    """

    def __init__(
        self, kind: str, into: str, went: _Went, known: Iterable[Edit], stays: Iterable[Edit]
    ) -> None:
        self._kind, self._into, self._went = kind, into, went
        self._known = {edit.id for edit in known}
        self._stays = {edit.id: edit for edit in stays}
        self._edits: dict[str, Edit] = {}
        self._done: dict[str, Edit | None] = {}

    def of(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield the edits of the record that stays, but those that it has."""
        self._edits = {edit.id: edit for edit in edits if edit.attribute != "key"}
        for id_ in self._edits:
            over = self._carry(id_)
            if over is not None and over.id not in self._stays:
                yield over

    def _carry(self, id_: str) -> Edit | None:
        """Return what comes of an edit; None where the record went with it."""
        if id_ not in self._edits:
            return None
        if id_ not in self._done:
            over = self._over(self._edits[id_])
            self._done[id_] = None if id_ in self._known and over.id not in self._stays else over
        return self._done[id_]

    def _over(self, edit: Edit) -> Edit:
        if (edit.kind, edit.attribute) == ("claimant", "name"):  # a name more of the party that stays
            return new_edit(
                self._kind, self._into, ("aliases", str(boxed(edit.after))), None, True, (), edit.recorded
            )
        replaced = [over for over in map(self._carry, edit.replaces) if over is not None]
        replaced += self._filled(edit)
        was = boxed(edit.before) if replaced else None  # else it says nothing of what the other held
        part = (edit.attribute, edit.item)
        return new_edit(self._kind, self._into, part, was, boxed(edit.after), replaced, edit.recorded)

    def _filled(self, edit: Edit) -> list[Edit]:
        """Return the edits by which the record that stays took over what this one corrects, having said nothing itself."""
        part = (edit.attribute, edit.item)
        filled = self._went.filled.get(part)
        if filled is None or not same(boxed(edit.before), filled):
            return []
        return [
            other
            for other in self._stays.values()
            if (other.attribute, other.item) == part
            and boxed(other.before) is None
            and same(boxed(other.after), filled)
        ]
