"""What two files have that the other has not, as a table, and as JSON data.

Schema `claimtrack/diff/1`:

    ours        records that only this file has, each with kind, name, called and whether it is void once they are merged
    theirs      records that only the other has
    edited      parts of records that one side alone edited, or that only one has: kind, name, called, what, ours, theirs, by
                (`ours` or `theirs`)
    conflicts   what both edited differently, as `merge` lists it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.views.blocks import Column, Table, View, cell
from claimtrack.views.conflicts import conflict_data, said
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.model.edits import Apart
    from claimtrack.views.blocks import Cell

_SHOWN = 40  # lines of one sort in the table; JSON has them all


class Only(NamedTuple):
    """A record that only one file has.

    Attributes:
        kind: its kind.
        name: its key or id.
        called: what people call it.
        void: whether it is void once the two are merged, as it is in the other file, or with what it stands on.
    """

    kind: str
    name: str
    called: str
    void: bool = False


class Edited(NamedTuple):
    """A part of a record that only one side edited.

    Attributes:
        apart: the part, with what each side says.
        by: `ours` or `theirs`.
    """

    apart: Apart
    by: str


class Differences(NamedTuple):
    """What two files have that the other has not.

    Attributes:
        ours: records that only this file has.
        theirs: records that only the other has.
        edited: what one side alone edited.
        conflicts: what both edited differently.
    """

    ours: Sequence[Only]
    theirs: Sequence[Only]
    edited: Sequence[Edited]
    conflicts: Sequence[Apart]


def differences_view(found: Differences) -> View:
    """Show the differences: what only one has, what one has edited, what is in conflict."""
    rows = [
        *_some("+ only here", [_only(item) for item in found.ours]),
        *_some("+ only there", [_only(item) for item in found.theirs]),
        *_some("~ edited here", [_part(item.apart) for item in found.edited if item.by == "ours"]),
        *_some("~ edited there", [_part(item.apart) for item in found.edited if item.by == "theirs"]),
        *_some("≠ in conflict", [_part(apart) for apart in found.conflicts]),
    ]
    columns = tuple(Column(cell(name)) for name in ("", "Record", "What", "Ours", "Theirs"))
    notes = () if rows else (cell("both hold the same", tone="dim"),)
    data = {
        "ours": [item._asdict() for item in found.ours],
        "theirs": [item._asdict() for item in found.theirs],
        "edited": [{**_without_edits(item.apart), "by": item.by} for item in found.edited],
        "conflicts": [conflict_data(apart) for apart in found.conflicts],
    }
    return View("diff", (Table(columns, tuple(rows), notes=notes),), data)


def _without_edits(apart: Apart) -> dict[str, Any]:
    data = conflict_data(apart)
    return {name: data[name] for name in ("kind", "name", "called", "what", "ours", "theirs")}


def _some(mark: str, cells: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Yield the first of the rows of one sort, and how many more there are."""
    for row in cells[:_SHOWN]:
        yield (cell(mark), *row)
    if len(cells) > _SHOWN:
        more = counted(len(cells) - _SHOWN, "more", "more")
        yield (
            cell(mark),
            cell(f"{more}; --format json has them all", tone="dim"),
            cell(""),
            cell(""),
            cell(""),
        )


def _only(item: Only) -> tuple[Cell, ...]:
    told = "void once they are merged" if item.void else ""
    return (cell(f"{item.kind} {item.called}"), cell(told, tone="dim"), cell(""), cell(""))


def _part(apart: Apart) -> tuple[Cell, ...]:
    conflict = apart.conflict
    return (
        cell(f"{conflict.kind} {apart.called}"),
        cell(conflict.what),
        cell(said(apart, apart.ours)),
        cell(said(apart, apart.theirs)),
    )
