"""What edits come to: the parts that records are edited in, which of several edits stands, and two states of one record as one.

Edits of one part form a graph, each naming those in whose place it stands. Those that no other replaces stand; where they
say different things the part is in conflict, and the one made last is what the record says until an edit names them all.
After the multi-value register of M. Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data
Types" (INRIA RR-7506, 2011).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from claimtrack.model.codec import TAG, shapes
from claimtrack.model.identity import canonical_json, record_id
from claimtrack.model.records import RECORD_TYPES, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.model.records import Record

Part = tuple[str, str]
"""What is edited by itself: an attribute, and of one that holds several, which."""

FIXED = ("assessment", "inquiry", "link")
"""Kinds that are only added to: what two files say differently of one is joined, never in conflict."""

LISTS = ("texts", "refs")
"""Shapes of attributes that hold several: what was added stays, whoever knew of it."""
_NOT_EDITED = (TAG, "id", "recorded")


class Conflict(NamedTuple):
    """A part of a record that was edited differently by people who did not know of each other.

    Attributes:
        kind: the kind of record.
        name: its key or id now.
        part: the part.
        edits: the edits that stand, the one that the record goes by first.
    """

    kind: str
    name: str
    part: Part
    edits: tuple[Edit, ...]

    @property
    def what(self) -> str:
        """The attribute or field, as `set` takes it."""
        attribute, item = self.part
        return item if attribute == "values" else attribute

    @property
    def says(self) -> list[Any]:
        """What each edit says, without repetition, the one that the record goes by first."""
        found = {edit.after: boxed(edit.after) for edit in self.edits}
        return list(found.values())


class Apart(NamedTuple):
    """A conflict, with what each of two files says of it where that is known.

    Attributes:
        conflict: what is in conflict.
        called: what the record is called for people.
        ours: what this file said; None for nothing.
        theirs: what the other file said; None for nothing.
        sided: whether the two are known. A conflict that is merely found open has no sides: what its edits say is all
            there is to tell (`Conflict.says`).
        reference: a reference to an assertion that means it as pasted; else its name or the start of its id is one.
    """

    conflict: Conflict
    called: str
    ours: Any = None
    theirs: Any = None
    sided: bool = True
    reference: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two files are known to say different things; else what its edits say is what there is to choose from."""
        return self.sided and self.ours != self.theirs


def boxed(content: str) -> Any:
    """Return what an edit has before or after it; None for nothing."""
    return json.loads(content).get("is")


def box(content: Any) -> str:
    """Write what an edit has before or after it."""
    return canonical_json({} if content is None else {"is": content})


def parts(kind: str, content: Mapping[str, Any]) -> dict[Part, Any]:
    """Return the parts of a record.

    Args:
        kind: its kind.
        content: the record, or some of its attributes, in the native form.
    """
    known = shapes(RECORD_TYPES[kind])
    found: dict[Part, Any] = {}
    for name, value in content.items():
        if name not in _NOT_EDITED and name in known:
            found |= {(name, item): held for item, held in _items(known[name].kind, value)}
    return found


def _items(shape: str, value: Any) -> Iterator[tuple[str, Any]]:
    if shape in LISTS:
        yield from ((text, True) for text in value)
    elif shape == "bearings":
        yield from ((item["assertion"], item["role"]) for item in value)
    elif shape == "values":
        for field in dict.fromkeys(item["field"] for item in value):
            yield field, [item for item in value if item["field"] == field]
    else:
        yield "", value


def whole(kind: str, found: Mapping[Part, Any], like: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the attributes that parts make up; lists in the order of a state that holds the same, else sorted.

    Args:
        kind: the kind of record.
        found: its parts.
        like: states of the record, in any order.
    """
    known = shapes(RECORD_TYPES[kind])
    content: dict[str, Any] = {}
    for (name, item), value in sorted(found.items(), key=lambda one: one[0]):
        match known[name].kind:
            case "texts" | "refs":
                content.setdefault(name, []).append(item)
            case "bearings":
                content.setdefault(name, []).append({"assertion": item, "role": value})
            case "values":
                content.setdefault(name, []).extend(value)
            case _:
                content[name] = value
    for name in content.keys() & {name for name, shape in known.items() if shape.kind == "texts"}:
        orders = [state[name] for state in like if set(state.get(name, ())) == set(content[name])]
        if orders and all(order == orders[0] for order in orders):
            content[name] = orders[0]
    return content


def edited(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Part, Any, Any]]:
    """Yield each part that differs between two states, with what it held and holds.

    What a date comes to that counts from another record follows that one, and is edited by nobody.
    """
    old, new = parts(kind, before), parts(kind, after)
    for part in sorted({*old, *new}):
        was, now = old.get(part), new.get(part)
        if not same(was, now):
            yield part, was, now


def same(one: Any, other: Any) -> bool:
    """Whether two states of a part say the same."""
    return bool(one == other or _said(one) == _said(other))


def _said(value: Any) -> Any:
    """Return what was said of a date that counts from a record, without what it comes to."""
    if isinstance(value, list):
        return list(map(_said, value))
    if isinstance(value, dict) and "read" in value:
        return {**value, "read": _said(value["read"])}
    if isinstance(value, dict) and value.get("relative_to"):
        return {"raw": value.get("raw"), "relative_to": value["relative_to"]}
    return value


def new_edit(
    kind: str, name: str, part: Part, was: Any, now: Any, replaced: Iterable[Edit], recorded: str
) -> Edit:
    """Return an edit of a part.

    Args:
        kind: the kind of record.
        name: its key or id.
        part: the part.
        was: what it held; None for nothing.
        now: what it holds.
        replaced: the edits that stood.
        recorded: the time, UTC, ISO 8601.
    """
    ids = tuple(sorted(edit.id for edit in replaced))
    made = Edit(
        kind=kind, name=name, attribute=part[0], item=part[1], before=box(was), after=box(now),
        replaces=ids, recorded=recorded,
    )  # fmt: skip
    return replace(made, id=record_id(made))


def standing(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits of one part that no other replaces, the last one first."""
    found = {edit.id: edit for edit in edits}
    gone = {id_ for edit in found.values() for id_ in edit.replaces}
    left = (edit for edit in found.values() if edit.id not in gone)
    return sorted(left, key=lambda edit: (edit.recorded, edit.id), reverse=True)


def by_part(edits: Iterable[Edit]) -> dict[Part, list[Edit]]:
    """Return edits of one record by the part that each is of."""
    found: dict[Part, list[Edit]] = {}
    for edit in edits:
        found.setdefault((edit.attribute, edit.item), []).append(edit)
    return found


def conflicts(kind: str, name: str, edits: Iterable[Edit]) -> Iterator[Conflict]:
    """Yield the parts of one record that are in conflict.

    In a list both what was added and what was there stays, and of two keys the one given last; the other leads to it.
    """
    known = shapes(RECORD_TYPES[kind])
    for part, of_part in by_part(edits).items():
        left = standing(of_part) if part[0] in known and part[0] != "key" else []
        if len({edit.after for edit in left}) > 1 and known[part[0]].kind not in LISTS:
            yield Conflict(kind, name, part, tuple(left))


class Side(NamedTuple):
    """One file's state of a record.

    Attributes:
        content: the record in the native form.
        past: what the file remembers that attributes held before, by attribute, from before it kept edits.
        moved: when a record that is only added to was last put to another one, and how often it was.
    """

    content: Mapping[str, Any]
    past: Mapping[str, Sequence[Any]] = {}
    moved: tuple[str, int] = ("", 0)


class Union(NamedTuple):
    """States of one record as one.

    Attributes:
        content: the record in the native form.
        roots: edits that stand for what one file said from the start and another does not.
    """

    content: dict[str, Any]
    roots: tuple[Edit, ...]


def united(kind: str, name: str, sides: Sequence[Side], edits: Iterable[Edit]) -> Union:
    """Return what states of one record come to, whichever comes first.

    Args:
        kind: the kind of record.
        name: its key or id.
        sides: its states.
        edits: all edits of it.
    """
    of_part = by_part(edits)
    held = [parts(kind, side.content) for side in sides]
    found: dict[Part, Any] = {}
    roots: list[Edit] = []
    for part in {*of_part, *(part for state in held for part in state)}:
        uniting = _Uniting(
            kind, name, part, of_part.get(part, []), sides, [state.get(part) for state in held]
        )
        value = uniting.value()
        roots += uniting.roots
        if value is not None:
            found[part] = value
    content = {TAG: kind, **_fixed_attributes(sides), **whole(kind, found, [side.content for side in sides])}
    return Union(content, tuple(roots))


def _fixed_attributes(sides: Sequence[Side]) -> dict[str, Any]:
    """Return the id; and as the time the earliest: what is recorded twice was recorded when it was first."""
    found = {"id": sides[0].content["id"]} if "id" in sides[0].content else {}
    times = [side.content["recorded"] for side in sides if side.content.get("recorded")]
    return {**found, "recorded": min(times)} if times else found


class _Uniting:
    """Finds what one part comes to."""

    def __init__(
        self, kind: str, name: str, part: Part, edits: list[Edit], sides: Sequence[Side], values: list[Any]
    ) -> None:
        self._kind = kind
        self._name = name
        self._part = part
        self._edits = edits
        self._sides = sides
        self._values = values
        self.roots: list[Edit] = []

    def value(self) -> Any:
        """Return it; None for nothing."""
        told = self._distinct(self._values)
        if len(told) == 1 and (len(self._sides) > 1 or not self._edits):
            return told[0]
        if self._kind in FIXED:
            return self._of_fixed([value for value in told if value is not None])
        if not self._edits:
            told = [value for value in told if value is not None and not self._is_past(value)] or [
                value for value in told if value is not None
            ]
            if len(told) < 2:
                return told[0] if told else None
        self._edits = self._with_roots()
        left = standing(self._edits)
        if self._part[0] in self._lists():
            return next((True for edit in left if boxed(edit.after)), None)
        return boxed(left[0].after)

    def _of_fixed(self, told: list[Any]) -> Any:
        """Return what a record that is only added to comes to; it stands with one event, the one it was put to last."""
        if shapes(RECORD_TYPES[self._kind])[self._part[0]].kind != "ref":
            return _joined(told)
        last = max(side.moved for side in self._sides)
        held = zip(self._sides, self._values, strict=True)
        return min(
            (value for side, value in held if side.moved == last and value is not None), default=min(told)
        )

    def _lists(self) -> set[str]:
        known = shapes(RECORD_TYPES[self._kind])
        return {name for name, shape in known.items() if shape.kind in LISTS}

    def _distinct(self, values: Iterable[Any]) -> list[Any]:
        found: list[Any] = []
        for value in values:
            if not any(same(value, other) for other in found):
                found.append(value)
        return found

    def _is_past(self, value: Any) -> bool:
        """Whether one file has had a value and corrected it, and no other has come back to it."""
        name = self._part[0]
        if self._part[1]:
            return False
        return any(
            any(same(value, other) for other in side.past.get(name, ())) and not same(value, mine)
            for side, mine in zip(self._sides, self._values, strict=True)
        )

    def _with_roots(self) -> list[Edit]:
        """Return the edits, with one for each value that no edit leads to or from."""
        told = [content for edit in self._edits for content in (boxed(edit.before), boxed(edit.after))]
        found = {edit.id: edit for edit in self._edits}
        for side, value in zip(self._sides, self._values, strict=True):
            if value is None or any(same(value, other) for other in told):
                continue
            recorded = side.content.get("recorded", "")
            root = new_edit(self._kind, self._name, self._part, None, value, (), recorded)
            if root.id in found:  # both have it from the start
                root = min(root, found[root.id], key=lambda edit: edit.recorded)
            found[root.id] = root
            self.roots = [*(item for item in self.roots if item.id != root.id), root]
        return list(found.values())


def _joined(values: list[Any]) -> Any:
    """Return what is said differently of a record that is only added to: all lines of its notes, what protects more."""
    texts = [line for value in values for line in str(value).split("\n")]
    return "\n".join(sorted(dict.fromkeys(texts))) if values else None


def states_of(record: Record) -> dict[str, Any]:
    """Return a record in the native form, its answers in the order of the file."""
    from claimtrack.model.codec import encode

    content = encode(record)
    if "values" in content:
        content["values"] = sorted(
            content["values"], key=lambda item: (item["field"], item.get("negative", False), item["raw"])
        )
    return content
