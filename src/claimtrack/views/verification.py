"""What `verify` found.

Schema `claimtrack/verify/1`:

    entries     how many entries the log has
    head        hash of the last one
    records     how many records were compared with the log
    files       how many stored files were hashed again; of a pack, all that its manifest names
    held        how many records a pack holds whose ids are dealt out anew, so that nothing tells what they were; else -1
    anchored    number of the entry that an anchor names; 0 where none was given, or it names none
    breaches    each with place and what
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.views.blocks import Column, KeyValues, Table, View, cell
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.views.blocks import Block

_SHOWN = 50  # breaches in the table; JSON has them all


class Verified(NamedTuple):
    """What was looked at, and what is wrong with it.

    Attributes:
        entries: how many entries the log has.
        head: hash of the last one.
        records: how many records were compared with the log.
        files: how many stored files were hashed again; of a pack, all that its manifest names.
        breaches: place and fault of each.
        anchored: number of the entry that an anchor names; 0 for none.
        held: how many records a pack holds that cannot be compared one by one; -1 where they can.
    """

    entries: int
    head: str
    records: int
    files: int
    breaches: Sequence[tuple[str, str]]
    anchored: int = 0
    held: int = -1


def verification_view(verified: Verified, by: str = "log") -> View:
    """Show what was found, the first breach first.

    Args:
        verified: what was found.
        by: what it was held against: the log, or the manifest of a pack.
    """
    facts = (
        [("Log", cell(f"{verified.entries:,} entries, the last {verified.head}"))] if verified.head else []
    )
    compared = f"{verified.records:,} compared with the {by}"
    if verified.held >= 0:
        compared = f"{verified.held:,} in the pack, compared as one file by its hash: a public pack has ids of its own"
    facts += [
        ("Records", cell(compared)),
        ("Stored files" if by == "log" else "Files", cell(f"{verified.files:,} hashed again")),
    ]
    if verified.anchored:
        told = f"names entry {verified.anchored}: it and all before it are as they were then"
        facts.append(("Anchor", cell(told)))
    if not verified.breaches:
        facts.append(("Found", cell(f"= all is as the {by} says", tone="agree")))
    blocks: list[Block] = [KeyValues(tuple(facts))]
    if verified.breaches:
        rows = tuple(
            (cell(place), cell(f"≠ {what}", tone="conflict")) for place, what in verified.breaches[:_SHOWN]
        )
        more = len(verified.breaches) - len(rows)
        notes = (cell(f"{counted(more, 'more', 'more')}", tone="dim"),) if more else ()
        blocks.append(Table((Column(cell("Where")), Column(cell("What"))), rows, notes=notes))
    data = verified._asdict()
    data["breaches"] = [{"place": place, "what": what} for place, what in verified.breaches]
    return View("verify", tuple(blocks), data)
