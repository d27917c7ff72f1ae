"""What records that come in together refer to, and the order in which they are written: each after that."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.dates.related import ANCHORS
from claimtrack.intake.readings import parted
from claimtrack.intake.rules import DATES
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Claimant,
    Document,
    Edit,
    Field,
    Inquiry,
    Link,
)
from claimtrack.model.codec import TAG, key_of, shapes
from claimtrack.model.decoding import Reading, RejectedAttributeError, with_own
from claimtrack.model.draft import Finding, Position
from claimtrack.wording import nearest, with_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.intake.known import Known
    from claimtrack.model import Record, Value
    from claimtrack.model.draft import Draft
    from claimtrack.model.shape import Shape


_REFERRING = ("ref", "refs", "values", "bearings")
_REFERENCES = {
    cls: tuple((name, shape) for name, shape in shapes(cls).items() if shape.kind in _REFERRING)
    for cls in RECORD_TYPES.values()
    if cls is not Edit  # which may stand in the place of edits that are not there
}

_READ = {kind: (*DATES[cls], "values") for kind, cls in RECORD_TYPES.items()}
"""Attributes that are read against others, by kind."""

Lost = tuple[str, str, str, str]
"""A reference that leads nowhere: the attribute, what to say of it, and the kind and name referred to."""

Placed = tuple["Record", Position]
"""A record with the place where it stands."""

_PARENT = {"claimant": "part_of", "document": "derived_from"}
# A concession rests on a denial that may come in with it, so denials go first.
_LINK_ORDER = {"denies": 0, "disputes": 1}


class References:
    """What the drafts of one intake refer to, of the input and of the case file.

    Args:
        known: what the case file holds.

    Attributes:
        new: the records to be written, by kind, and by key or id.
        labels: ids of assertions, by label.
        drafted: what the input names, read or not.
        voided: what the input says to be void.
    """

    def __init__(self, known: Known) -> None:
        self.new: dict[str, dict[str, Placed]] = {kind: {} for kind in RECORD_TYPES}
        self.labels: dict[str, str] = {}
        self.drafted: set[tuple[str, str]] = set()
        self.voided: set[tuple[str, str]] = set()
        self._known = known
        self._plain = Reading(field_type=self.field_type)

    def reading(self, draft: Draft) -> Reading:
        """Return what a draft's dates are read against: its claimant's habits, its document's date.

        A verdict or a search has a date of the analyst's own, which counts from nothing that the event says.
        """
        content = draft.content
        if not any(map(content.get, _READ.get(content.get(TAG, ""), ()))):
            return self._plain  # there is nothing to read
        speaker = self.find("claimant", content.get("claimant") or content.get("publisher"))
        document = self.find("document", content.get("document"))
        languages = [
            content.get("language"),
            *(getattr(item, "language", "") for item in (document, speaker)),
        ]
        reference = draft.reference
        if reference is None and isinstance(document, Document):
            reference = document.published or document.retrieved
        habits = {}
        if isinstance(speaker, Claimant):
            habits = {
                "order": speaker.date_order or None,
                "calendar": speaker.calendar or None,
                "zone": speaker.zone or None,
            }
        return Reading(
            reference=reference,
            for_answers=draft.for_answers,
            languages=with_own(tag for tag in languages if isinstance(tag, str) and tag),
            **habits,
            field_type=self.field_type,
            anchor=self._anchor,
        )

    def _anchor(self, relation: str) -> tuple[str, Any]:
        """Return the record that a date counts from, as the file calls it, and its date.

        Raises:
            RejectedAttributeError: there is no such record, or its name is known only further down.
        """
        kind, name = parted(relation)
        record = self.find(kind, self._name_now(kind, name))
        if record is not None:
            return f"{kind}:{key_of(record)}", getattr(record, ANCHORS[kind])
        if (kind, name) in self.voided or self._known.void(kind, name) is not None:
            return relation, None  # nothing to count from, for the time being
        if (kind, name) not in self.drafted:
            raise RejectedAttributeError(f"relative_to: there is no {kind} {name!r}{self._near(kind, name)}")
        if kind == "assertion":
            raise RejectedAttributeError(
                f"relative_to: {name!r} stands further down; put it before what counts from it"
            )
        return relation, None

    def field_type(self, key: str) -> str | None:
        """Return the type of a field; None where there is no such field."""
        found = self.find("field", key)
        return found.type if isinstance(found, Field) else None

    def with_ids(self, record: Record) -> tuple[Record, list[Lost]]:
        """Check every reference of a record, and turn labels into ids and former keys into those of now."""
        changes: dict[str, Any] = {}
        lost: list[Lost] = []
        for name, shape in _REFERENCES.get(type(record), ()):
            value = getattr(record, name)
            if not value:
                continue
            if shape.kind == "ref" and shape.of != "assertion":
                found = self.find(shape.of, value)
                now: Any = value if found is None else key_of(found)
                missing = [] if found is not None or (shape.of, value) in self.drafted else [value]
            else:
                now = self._settled(shape, value)
                wanted = _referred(shape.kind, value)
                missing = [other for other in wanted if not self._exists(shape.of, other)]
            if now != value:
                changes[name] = now
            lost += [
                (name, f"there is no {shape.of} {other!r}{self._near(shape.of, other)}", shape.of, other)
                for other in missing
            ]
        return replace(record, **changes) if changes else record, lost

    def _settled(self, shape: Shape, value: Any) -> Any:
        match shape.kind:
            case "ref":
                return self._name_now(shape.of, value)
            case "refs":
                return tuple(sorted({self._name_now(shape.of, key) for key in value}))
            case "values":
                return self._values_now(value)
        bearings = (replace(item, assertion=self.assertion_id(item.assertion)) for item in value)
        return tuple(sorted(bearings, key=lambda item: item.assertion))

    def _name_now(self, kind: str, name: str) -> str:
        """Return the id that a label stands for, or the key that a former key has become; else the name as it is."""
        if kind == "assertion":
            return self.assertion_id(name)
        found = self.find(kind, name)
        return name if found is None else key_of(found)

    def _values_now(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        if all(self._name_now("field", item.field) == item.field for item in values):
            return values
        now = {replace(item, field=self._name_now("field", item.field)) for item in values}
        return tuple(sorted(now, key=lambda item: (item.field, item.negative, item.raw)))

    def assertion_id(self, text: str) -> str:
        """Return the id of the assertion with a label; the text as it is where there is none."""
        found = self.labels.get(text)
        if found is None:
            if text in self.new["assertion"]:
                return text
            found = self._known.id_of(text)
        return found or text

    def _exists(self, kind: str, wanted: str) -> bool:
        wanted = self.assertion_id(wanted) if kind == "assertion" else wanted
        # A parent may stand further down in the input: hierarchies are sorted before they are written. What stands
        # there and could not be read is told of by itself, not once more for everything that refers to it.
        return self.find(kind, wanted) is not None or (kind, wanted) in self.drafted

    def find(self, kind: str, key: Any) -> Record | None:
        """Return a record of the input or of the file by its exact key or id."""
        if not isinstance(key, str) or not key:
            return None
        found = self.new[kind].get(key)
        return found[0] if found is not None else self._known.named(kind, key)

    def _near(self, kind: str, wanted: str) -> str:
        names = [*self.new[kind], *(name for of, name in self.drafted if of == kind)]
        names += self.labels if kind == "assertion" else ()
        near = nearest(wanted, names)
        return f"; did you mean {near!r}?" if near else f"; add {with_article(kind)} line for it"


def names_of(kind: str, draft: Draft) -> Iterator[str]:
    """Return every name by which other records of the input may refer to a draft."""
    attributes = ("id", "label") if kind == "assertion" else ("key",)
    for name in (draft.handle, *map(draft.content.get, attributes)):
        if isinstance(name, str) and name:
            yield name


def _referred(kind: str, value: Any) -> tuple[str, ...]:
    match kind:
        case "bearings":
            return tuple(item.assertion for item in value)
        case "refs":
            return tuple(value)
        case "ref":
            return (value,)
        case _:
            return ()


def in_order(coming: Mapping[str, Mapping[str, Placed]]) -> tuple[list[Placed], list[Finding]]:
    """Return records in an order in which each comes after what it refers to, and where that goes in a circle.

    Args:
        coming: the records by kind, kinds in the order of what they refer to, and by key or id.
    """
    ordered: list[Placed] = []
    circles: list[Finding] = []
    for kind, records in coming.items():
        if kind in _PARENT:
            ordered += _parents_first(kind, records, circles)
        elif kind == "link":
            ordered += sorted(records.values(), key=_denials_first)
        else:
            ordered += records.values()
    return ordered, circles


def fields_used(coming: Mapping[str, Mapping[str, Placed]]) -> set[str]:
    """Return the keys of the fields that records answer, limit themselves to or judge."""
    kinds = ("assertion", "link", "assessment", "inquiry")
    return {field for kind in kinds for record, _ in coming[kind].values() for field in _fields_of(record)}


def _parents_first(kind: str, records: Mapping[str, Placed], circles: list[Finding]) -> list[Placed]:
    parents = {name: getattr(record, _PARENT[kind]) for name, (record, _) in records.items()}
    if not any(parents.values()):
        return list(records.values())
    graph = {name: [parent] if parent in records else [] for name, parent in parents.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = error.args[1]
        told = f"goes in a circle: {' → '.join(circle)}"
        circles.append(Finding(records[circle[0]][1], told, _PARENT[kind]))
        return []
    return [records[name] for name in order]


def _denials_first(placed: Placed) -> int:
    return _LINK_ORDER.get(getattr(placed[0], "kind", ""), 2)


def _fields_of(record: Record) -> set[str]:
    match record:
        case Assertion():
            return {value.field for value in record.values}
        case Link():
            return set(record.fields)
        case Assessment(field=key) | Inquiry(field=key) if key:
            return {key}
        case _:
            return set()
