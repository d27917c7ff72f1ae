"""Gaps in a file, each with the command that would mend it.

Schema `claimtrack/gaps/1`: counts by kind; gaps with kind, record, reference, event, message, mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.gaps import count_kinds
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, View, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.gaps import Gap

SCHEMA: Final = "claimtrack/gaps/1"


def gaps_view(gaps: Sequence[Gap]) -> View:
    """Show gaps, kind by kind."""
    counts = count_kinds(gaps)
    data = {
        "schema": SCHEMA,
        "counts": {kind.value: many for kind, many in counts.items()},
        "gaps": [
            {
                "kind": gap.kind.value,
                "record": gap.record,
                "reference": gap.reference,
                "event": gap.event,
                "message": gap.message,
                "mend": gap.mend,
            }
            for gap in gaps
        ],
    }
    if not gaps:
        return View("gaps", (Text((cell("No gaps found."),)),), data)
    columns = tuple(Column(cell(name, tone="dim")) for name in ("Gap", "What is wrong", "To mend it"))
    rows: list[tuple[Span, Span, Span]] = []
    sections: list[int] = []
    for kind in counts:
        if rows:
            sections.append(len(rows))
        of_kind = [gap for gap in gaps if gap.kind is kind]
        rows += [
            (Span(kind.value if number == 0 else "", "warning"), Span(gap.message), Span(gap.mend, "dim"))
            for number, gap in enumerate(of_kind)
        ]
    table = Table(columns, tuple(tuple(cell(span) for span in row) for row in rows), sections=tuple(sections))
    told = ", ".join(f"{many} {kind.value}" for kind, many in counts.items())
    heading = Heading(f"{len(gaps)} gap{'' if len(gaps) == 1 else 's'}")
    return View("gaps", (heading, Text((cell(told),)), table), data)
