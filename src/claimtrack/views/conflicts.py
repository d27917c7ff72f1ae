"""What was edited differently in two files, as a table, and as JSON data.

Schema `claimtrack/conflicts/1`: `conflicts`, each with

    kind       kind of the record; `name`: its key or id; `called`: what people call it
    what       the attribute, or the field that an assertion answers
    ours       what this file said, in the native form; null for nothing
    theirs     what the other said
    stands     what the record says until the conflict is settled: the edit made last
    edits      ids of the edits that stand against each other
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.model.edits import boxed
from claimtrack.views.blocks import Column, Table, View, cell
from claimtrack.views.log import attribute_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.model.edits import Apart


def conflicts_view(apart: Sequence[Apart]) -> View:
    """Show what is in conflict, with the command that settles it; both sides stay in the file whatever is chosen."""
    names = ("Record", "What", "Ours", "Theirs", "For now", "Settle it with")
    rows = tuple(
        (
            cell(f"{item.conflict.kind} {item.called}"),
            cell(item.conflict.what),
            cell(said(item, item.ours)),
            cell(said(item, item.theirs)),
            cell(said(item, boxed(item.conflict.edits[0].after))),
            cell(remedy(item)),
        )
        for item in apart
    )
    notes = () if rows else (cell("nothing is in conflict", tone="dim"),)
    table = Table(tuple(Column(cell(name)) for name in names), rows, title="In conflict", notes=notes)
    return View("conflicts", (table,), {"conflicts": [conflict_data(item) for item in apart]})


def with_conflicts(view: View, apart: Sequence[Apart]) -> View:
    """Show what is in conflict in records below them."""
    if not apart:
        return view
    below = conflicts_view(apart)
    return replace(view, blocks=(*view.blocks, *below.blocks), data={**view.data, **below.data})


def conflict_remark(apart: Apart) -> str:
    """Return a conflict in a sentence, for an answer in which one side of it is taken for now."""
    stands, against = said(apart, apart.ours), said(apart, apart.theirs)
    what = f"{apart.conflict.what} of {apart.conflict.kind} {apart.called}"
    return f"edited differently by analysts, and not settled: {what}, {stands} (taken here) or {against}"


def said(apart: Apart, value: Any) -> str:
    """Return what one side says on one line; of an answer without the field, which is named beside."""
    text = attribute_text(value)
    field = f"{apart.conflict.what} = "
    return (
        text.removeprefix(field).replace(f", {field}", ", ") if apart.conflict.part[0] == "values" else text
    )


def remedy(apart: Apart) -> str:
    """Return the command that settles a conflict as this file has it."""
    name = shlex.quote(apart.called if apart.conflict.kind == "assertion" else apart.conflict.name)
    if apart.conflict.kind != "assertion":
        name = f"{apart.conflict.kind}:{name}"
    if apart.ours is None:
        return f"claimtrack set {name} --unset {apart.conflict.what}"
    if isinstance(apart.ours, list) and len(apart.ours) > 1:
        return "claimtrack merge FILE --ours"
    sign = "!=" if isinstance(apart.ours, list) and apart.ours[0].get("negative") else "="
    raw = apart.ours[0]["raw"] if isinstance(apart.ours, list) else _written(apart.ours)
    return f"claimtrack set {name} {shlex.quote(f'{apart.conflict.what}{sign}{raw}')}"


def _written(value: Any) -> str:
    return (
        str(value.get("raw") or value.get("name") or value.get("edtf"))
        if isinstance(value, dict)
        else str(value)
    )


def conflict_data(apart: Apart) -> dict[str, Any]:
    """Return a conflict as JSON data."""
    conflict = apart.conflict
    return {
        "kind": conflict.kind,
        "name": conflict.name,
        "called": apart.called,
        "what": conflict.what,
        "ours": apart.ours,
        "theirs": apart.theirs,
        "stands": boxed(conflict.edits[0].after) if conflict.edits else None,
        "edits": [edit.id for edit in conflict.edits],
    }
