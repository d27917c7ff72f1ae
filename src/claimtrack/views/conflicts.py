"""What was edited differently in two files, as a table, and as JSON data.

Schema `claimtrack/conflicts/1`: `conflicts`, each with

    kind       kind of the record; `name`: its key or id; `called`: what people call it
    what       the attribute, or the field that an assertion answers
    ours       what this file said, in the native form, null for nothing; only where two files were held side by side
    theirs     what the other said; likewise
    stands     what the record says until the conflict is settled: the edit made last
    against    all else that its edits say
    edits      ids of the edits that stand against each other
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Column, Table, View, cell
from claimtrack.views.log import attribute_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.model.edits import Apart


def conflicts_view(apart: Sequence[Apart]) -> View:
    """Show what is in conflict, with the command that settles it; both sides stay in the file whatever is chosen."""
    groups = [[item for item in apart if item.differs], [item for item in apart if not item.differs]]
    tables = [_table(items) for items in groups if items] or [
        Table((Column(cell("Record")),), (), notes=(cell("nothing is in conflict", tone="dim"),))
    ]
    return View("conflicts", tuple(tables), {"conflicts": [conflict_data(item) for item in apart]})


def _table(apart: Sequence[Apart]) -> Table:
    """Return a table of conflicts on which two files are known to differ, or of such as merely stand open."""
    sides = ("Ours", "Theirs", "For now") if apart[0].differs else ("For now", "Against it")
    names = ("Record", "What", *sides, "Settle it with")
    rows = tuple(
        tuple(
            cell(text)
            for text in (
                f"{item.conflict.kind} {item.called}",
                item.conflict.what,
                *_says(item),
                remedy(item),
            )
        )
        for item in apart
    )
    return Table(tuple(Column(cell(name)) for name in names), rows, title="In conflict")


def _says(apart: Apart) -> tuple[str, ...]:
    stands = said(apart, apart.conflict.says[0])
    if apart.differs:
        return said(apart, apart.ours), said(apart, apart.theirs), stands
    return stands, _against(apart)


def _against(apart: Apart) -> str:
    return " or ".join(said(apart, value) for value in apart.conflict.says[1:])


def with_conflicts(view: View, apart: Sequence[Apart]) -> View:
    """Show what is in conflict in records below them."""
    if not apart:
        return view
    below = conflicts_view(apart)
    return replace(view, blocks=(*view.blocks, *below.blocks), data={**view.data, **below.data})


def conflict_remark(apart: Apart) -> str:
    """Return a conflict in a sentence, for an answer in which one side of it is taken for now."""
    stands, against = said(apart, apart.conflict.says[0]), _against(apart)
    what = f"{apart.conflict.what} of {apart.conflict.kind} {apart.called}"
    return f"edited differently by analysts, and not settled: {what}, {stands} (taken here) or {against}"


def said(apart: Apart, value: Any) -> str:
    """Return what one side says on one line; of an answer without the field, which is named beside, of a list its item."""
    attribute, item = apart.conflict.part
    if value is True:
        return item
    if attribute == "bears_on" and value:
        return f"{value} {item[:SHORT_ID]}"
    text = attribute_text(value)
    field = f"{apart.conflict.what} = "
    return (
        text.removeprefix(field).replace(f", {field}", ", ") if apart.conflict.part[0] == "values" else text
    )


def remedy(apart: Apart) -> str:
    """Return the command that settles a conflict as this file has it."""
    value = apart.ours if apart.sided else apart.conflict.says[0]
    called = apart.reference or apart.called
    name = shlex.quote(called if apart.conflict.kind == "assertion" else apart.conflict.name)
    if apart.conflict.kind != "assertion":
        name = f"{apart.conflict.kind}:{name}"
    if value is None:
        return f"claimtrack set {name} --unset {apart.conflict.what}"
    if isinstance(value, list) and len(value) > 1:
        return "claimtrack merge --ask"
    sign = "!=" if isinstance(value, list) and value[0].get("negative") else "="
    raw = value[0]["raw"] if isinstance(value, list) else _written(value)
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
    stands, *against = conflict.says or (None,)
    return {
        "kind": conflict.kind,
        "name": conflict.name,
        "called": apart.called,
        "what": conflict.what,
        **({"ours": apart.ours, "theirs": apart.theirs} if apart.sided else {}),
        "stands": stands,
        "against": against,
        "edits": [edit.id for edit in conflict.edits],
    }
