"""Gaps in a file, each with the command that would mend it.

Schema `claimtrack/gaps/1`: gaps with kind, record, reference, event, message, mend; counts by kind; left_out by kind, how
many of them are not listed; events_not_paired, how many events were not held against others to see whether they may be one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.gaps import GapSurvey, count_kinds
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, View, cell
from claimtrack.views.sheets import gaps_sheet
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.analysis.gaps import Gap, GapKind

SCHEMA: Final = "claimtrack/gaps/1"


def gaps_view(survey: GapSurvey) -> View:
    """Show gaps, kind by kind, and say what is not shown or was not looked at."""
    gaps, counts = survey.gaps, survey.counts
    listed = count_kinds(gaps)
    left_out = {
        kind: many - listed.get(kind, 0) for kind, many in counts.items() if many > listed.get(kind, 0)
    }
    data = {
        "schema": SCHEMA,
        "gaps": [gap_data(gap) for gap in gaps],
        **counts_data(counts, left_out, survey.unpaired),
    }
    remarks = _unpaired(survey.unpaired)
    sheet = partial(gaps_sheet, gaps)
    if not gaps:
        return View("gaps", (Text((cell("No gaps found."),)), *remarks), data, sheet)
    headings = (("Gap", "kind"), ("What is wrong", "message"), ("To see or mend it", "mend"))
    columns = tuple(Column(cell(heading, tone="dim"), name=name) for heading, name in headings)
    rows: list[tuple[Span, Span, Span]] = []
    sections: list[int] = []
    for kind in counts:
        if rows:
            sections.append(len(rows))
        of_kind = [gap for gap in gaps if gap.kind is kind]
        rows += [
            # Each row says its kind, as a spreadsheet sorts them.
            (Span(kind.value, "dim" if number else "warning"), Span(gap.message), Span(gap.mend, "dim"))
            for number, gap in enumerate(of_kind)
        ]
        if kind in left_out:
            more = f"… and {left_out[kind]:,} more like these"
            rows.append(
                (
                    Span(kind.value, "dim"),
                    Span(more, "dim"),
                    Span("--limit 0 lists all", "dim"),
                )
            )
    table = Table(columns, tuple(tuple(cell(span) for span in row) for row in rows), sections=tuple(sections))
    told = ", ".join(f"{many} {kind.value}" for kind, many in counts.items())
    heading = Heading(counted(sum(counts.values()), "gap"))
    return View("gaps", (heading, Text((cell(told),)), table, *remarks), data, sheet)


def gap_data(gap: Gap) -> dict[str, str]:
    """Return a gap as plain data."""
    return {
        "kind": gap.kind.value,
        "record": gap.record,
        "reference": gap.reference,
        "event": gap.event,
        "message": gap.message,
        "mend": gap.mend,
    }


def counts_data(
    counts: Mapping[GapKind, int], left_out: Mapping[GapKind, int], unpaired: int
) -> dict[str, object]:
    """Return what is told beside the gaps as plain data: how many there are, listed or not."""
    return {
        "counts": {kind.value: many for kind, many in counts.items()},
        "left_out": {kind.value: many for kind, many in left_out.items()},
        "events_not_paired": unpaired,
    }


def _unpaired(events: int) -> tuple[Text, ...]:
    if not events:
        return ()
    told = (
        f"Whether {events:,} events may be one with another was not looked at: too many lie near each other in "
        "time. Name events, or a tag, to look at fewer."
    )
    return (Text((cell(Span(told, "warning")),)),)
