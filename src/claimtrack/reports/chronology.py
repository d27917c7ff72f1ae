"""Statements in said-order as a timeline, written in the language of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.grouping import claimant_name
from claimtrack.views.blocks import Timeline, TimelineEntry, cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.analysis.timeline import Entry, History
    from claimtrack.dates import DateValue
    from claimtrack.model import Claimant, Event
    from claimtrack.reports.words import Words


def chronology(history: History, words: Words) -> Timeline:
    """Return the statements of a history as a timeline, the working dates of its events first.

    Args:
        history: the statements in said-order.
        words: the language.
    """
    several = len(history.dossiers) > 1
    claimants = {key: one for dossier in history.dossiers for key, one in dossier.claimants.items()}
    events = [dossier.event for dossier in history.dossiers if dossier.event.occurred]
    happened = [_happened(event, words, named=several) for event in events]
    return Timeline((*happened, *(_said(entry, claimants, words) for entry in history.entries)))


def _happened(event: Event, words: Words, *, named: bool) -> TimelineEntry:
    start, end = _days(event.occurred)
    what = event.title if named else words["it_happened"]
    return TimelineEntry(words.date(event.occurred), start, end, what, cell(""))


def _said(entry: Entry, claimants: Mapping[str, Claimant], words: Words) -> TimelineEntry:
    """Write one statement; where only its document tells when it was said, that is the latest day."""
    bounded = entry.when.known == "document"
    date = entry.when.date if entry.when.known else entry.assertion.said
    start, end = _days(date)
    return TimelineEntry(
        when=words.written("by", date=words.date(date)) if bounded else words.date(entry.assertion.said),
        start=None if bounded else start,
        end=end,
        who=claimant_name(entry.assertion.claimant, claimants),
        what=cell(words.term("stance", entry.assertion.stance)),
    )


def _days(date: DateValue | None) -> tuple[float | None, float | None]:
    """Return the bounds of a date as day ordinals; None where open or unknown."""
    if date is None or not date:
        return None, None
    start, end = date.earliest_any, date.latest_any
    return (None if start is None else start.ordinal), (None if end is None else end.ordinal)
