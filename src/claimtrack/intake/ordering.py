"""The order in which records that come in together are written: each after what it refers to."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from claimtrack.model import Assertion, Assessment, Inquiry, Link
from claimtrack.model.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.intake.batch import Placed
    from claimtrack.model import Record

    Coming = Mapping[str, Mapping[str, Placed]]

_PARENT = {"claimant": "part_of", "document": "derived_from"}
# A concession rests on a denial that may come in with it, so denials go first.
_LINK_ORDER = {"denies": 0, "disputes": 1}


def in_order(coming: Coming) -> tuple[list[Placed], list[Finding]]:
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


def fields_used(coming: Coming) -> set[str]:
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
