"""Every block that is a table at heart as a table, for the forms that know no other layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.views.blocks import Column, Heading, KeyValues, Table, Timeline, cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.blocks import Block


def as_tables(blocks: Sequence[Block], *, facts: bool = True) -> Iterator[tuple[str, Table]]:
    """Return the tables among the blocks, each with its name: the headings above it and its title.

    A timeline is a table, and so, if asked for, are labelled facts. Paragraphs are left out.
    """
    path: list[Heading] = []
    for block in blocks:
        match block:
            case Heading():
                path = [*(above for above in path if above.level < block.level), block]
            case Table():
                yield _name(path, block.title), block
            case Timeline():
                yield _name(path, block.title), timeline_table(block)
            case KeyValues() if facts:
                yield _name(path, block.title), facts_table(block)


def _name(path: Sequence[Heading], title: str) -> str:
    return " / ".join(part for part in (*(heading.text for heading in path), title) if part)


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
