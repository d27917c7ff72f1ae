"""Gaps in a file, each with the command that would mend it.

Schema `claimtrack/gaps/1`: counts by kind; left_out by kind, how many of them are not listed; events_not_paired, how
many events were not held against others to see whether they may be one; gaps with kind, record, reference, event,
message, mend.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from claimtrack.analysis.gaps import GapSurvey, count_kinds
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, View, cell
from claimtrack.views.sheets import gaps_sheet
from claimtrack.wording import counted

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
        "counts": {kind.value: many for kind, many in counts.items()},
        "left_out": {kind.value: many for kind, many in left_out.items()},
        "events_not_paired": survey.unpaired,
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
    remarks = _unpaired(survey.unpaired)
    sheet = partial(gaps_sheet, gaps)
    if not gaps:
        return View("gaps", (Text((cell("No gaps found."),)), *remarks), data, sheet)
    headings = (("Gap", "kind"), ("What is wrong", "message"), ("To mend it", "mend"))
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


def _unpaired(events: int) -> tuple[Text, ...]:
    if not events:
        return ()
    told = (
        f"Whether {events:,} events may be one with another was not looked at: too many lie near each other in "
        "time. Name events, or a tag, to look at fewer."
    )
    return (Text((cell(Span(told, "warning")),)),)
