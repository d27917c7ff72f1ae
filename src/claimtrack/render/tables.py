"""Every block that is a table at heart as a table, for the forms that know no other layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.views.blocks import Column, Heading, KeyValues, Table, Text, Timeline, cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.blocks import Block


def as_tables(blocks: Sequence[Block]) -> Iterator[tuple[str, Table]]:
    """Give the tables among the blocks, each with its name: its title, else the nearest heading above it.

    Labelled facts are a table of two columns and a timeline is one of four. Paragraphs are left out.
    """
    heading = ""
    for block in blocks:
        match block:
            case Heading():
                heading = block.text
            case Table():
                yield block.title or heading, block
            case KeyValues():
                yield block.title or heading, facts_table(block)
            case Timeline():
                yield block.title or heading, timeline_table(block)
            case Text():
                pass


def facts_table(facts: KeyValues) -> Table:
    """Labels and values in two columns."""
    rows = tuple((cell(label, tone="strong"), value) for label, value in facts.items)
    return Table((Column(cell("field")), Column(cell("value"))), rows, title=facts.title)


def timeline_table(timeline: Timeline) -> Table:
    """A timeline in words: when, who, what, lag."""
    headings = ("when", "who", "what", "after")
    entries = timeline.entries
    used = headings if any(entry.lag for entry in entries) else headings[:-1]
    rows = tuple(
        (cell(e.when), cell(e.who, tone="strong"), e.what, cell(e.lag))[: len(used)] for e in entries
    )
    return Table(tuple(Column(cell(heading)) for heading in used), rows, title=timeline.title)
