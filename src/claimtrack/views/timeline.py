"""The timeline as people read it, and as data.

Schema `claimtrack/timeline/1`: events; entries with event, assertion, claimant, stance, hedge, said, text, quote,
translation, document, locator, since (seconds from the event: shortest, longest) and replies (kind, target, lag, linked, fields).
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.grouping import claimant_name
from claimtrack.views.blocks import Cell, Heading, Sheet, Span, Text, Timeline, TimelineEntry, View, cell
from claimtrack.views.compare_data import date_data, event_data
from claimtrack.views.dates import date_legend, short_date
from claimtrack.views.labels import question_label
from claimtrack.views.sheets import dated
from claimtrack.views.spans import span_text
from claimtrack.views.values import listed, past_word
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from claimtrack.analysis.timeline import Entry, History, Reply
    from claimtrack.analysis.timeline import Span as Length
    from claimtrack.dates import DateValue
    from claimtrack.model import Event

SCHEMA: Final = "claimtrack/timeline/1"
_LONGEST: Final = 200


def timeline_view(history: History) -> View:
    """Show every statement in said-order, each with how long after what it answers it came."""
    writer = _Writer(history)
    entries = tuple(
        [writer.happened(dossier.event) for dossier in history.dossiers if dossier.event.occurred]
        + [writer.entry(entry) for entry in history.entries]
    )
    titles = [dossier.event.title for dossier in history.dossiers]
    blocks: list[Any] = [Heading(title) for title in titles] if len(titles) == 1 else [Heading("Timeline")]
    if len(titles) > 1:
        blocks.append(Text(tuple(cell(title) for title in titles), marker="bullet"))
    blocks.append(Timeline(entries))
    dates = [entry.assertion.said for entry in history.entries]
    dates += [dossier.event.occurred for dossier in history.dossiers]
    if legend := [Span(line, "dim") for line in date_legend(dates)]:
        blocks.append(Text((cell(*legend),)))
    return View("timeline", tuple(blocks), _data(history), partial(_sheet, history))


def _sheet(history: History) -> Sheet:
    """Return the statements in said-order: a row for each; `since` in seconds, from the event to the statement."""
    columns = "event assertion label said said_raw claimant stance hedge text quote document locator"
    rows = []
    for entry in history.entries:
        said = entry.assertion
        since = (span_data(entry.since) or {"shortest": None, "longest": None}).values()
        rows.append(
            (entry.event.key, said.id, said.label, *dated(said.said), said.claimant, said.stance, said.hedge,
             said.text, said.quote, said.document, said.locator, *since)
        )  # fmt: skip
    return Sheet((*columns.split(), "since_shortest", "since_longest"), tuple(rows))


class _Writer:
    def __init__(self, history: History) -> None:
        self.several = len(history.dossiers) > 1
        self.fields = {key: field for dossier in history.dossiers for key, field in dossier.fields.items()}
        self.claimants = {
            key: claimant for dossier in history.dossiers for key, claimant in dossier.claimants.items()
        }

    def happened(self, event: Event) -> TimelineEntry:
        """Mark the working date of the event itself."""
        start, end = _days(event.occurred)
        what = Span(event.title if self.several else "working date of the event", "dim")
        return TimelineEntry(
            when=short_date(event.occurred), start=start, end=end, who="It happened", what=cell(what)
        )

    def entry(self, entry: Entry) -> TimelineEntry:
        date = entry.when.date if entry.when.known else entry.assertion.said
        start, end = _days(date)
        bounded = entry.when.known == "document"
        return TimelineEntry(
            when=f"by {short_date(date)}" if bounded else short_date(date),
            start=None if bounded else start,
            end=end,
            who=claimant_name(entry.assertion.claimant, self.claimants),
            what=self._what(entry),
            lag=self._lags(entry),
        )

    def _what(self, entry: Entry) -> Cell:
        assertion = entry.assertion
        hedge = "" if assertion.hedge == "stated" else f" ({load_vocabulary('hedge')[assertion.hedge].label})"
        about = f" [{entry.event.title}]" if self.several else ""
        words = shortened(assertion.text or assertion.quote, _LONGEST)
        translated = (
            f" (in translation: {shortened(assertion.translation, _LONGEST)})"
            if assertion.translation
            else ""
        )
        read_at = f" ({assertion.locator})" if assertion.locator else ""
        return cell(
            (
                Span(f"{past_word(assertion.stance)}{hedge}{about}", "dim"),
                Span(f": {words}" if words else "", language="" if assertion.text else assertion.language),
                Span(translated),
                Span(read_at, "dim"),
            )
        )

    def _lags(self, entry: Entry) -> str:
        return "; ".join(self._reply(reply) for reply in entry.replies)

    def _reply(self, reply: Reply) -> str:
        """Write what a statement does to an earlier one: "denied Amaq 14 h later"."""
        verb = str(load_vocabulary("link")[reply.kind].extra["past"])
        scope = f" on {listed(map(self._label, reply.fields))}" if reply.fields else ""
        later = span_text(reply.lag)
        whom = claimant_name(reply.target.claimant, self.claimants)
        if reply.kind == "concedes":
            what = "answer" if any(value.field in reply.fields for value in reply.target.values) else "denial"
            since = f"the {what} of {short_date(reply.target.said)}" if reply.target.said else f"its {what}"
            told = f"{verb}{scope}"
            return f"{told} {later.removesuffix(' later')} after {since}" if later.endswith("later") else told
        return f"{verb} {whom}{scope} {later}".rstrip()

    def _label(self, key: str) -> str:
        field = self.fields.get(key)
        return question_label(key, field.label if field else "").lower()


def _days(date: DateValue | None) -> tuple[float | None, float | None]:
    """Return the bounds of a date as day ordinals."""
    if date is None or not date:
        return None, None
    start, end = date.earliest_any, date.latest_any
    return (None if start is None else start.ordinal), (None if end is None else end.ordinal)


def _data(history: History) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "events": [event_data(dossier.event) for dossier in history.dossiers],
        "entries": [
            {
                "event": entry.event.key,
                "assertion": entry.assertion.id,
                "claimant": entry.assertion.claimant,
                "stance": entry.assertion.stance,
                "hedge": entry.assertion.hedge,
                "said": date_data(entry.assertion.said),
                "text": entry.assertion.text,
                "quote": entry.assertion.quote,
                "translation": entry.assertion.translation,
                "document": entry.assertion.document,
                "locator": entry.assertion.locator,
                "since": span_data(entry.since),
                "replies": [
                    {
                        "kind": reply.kind,
                        "target": reply.target.id,
                        "lag": span_data(reply.lag),
                        "linked": reply.linked,
                        "fields": list(reply.fields),
                    }
                    for reply in entry.replies
                ],
            }
            for entry in history.entries
        ],
    }


def span_data(span: Length | None) -> dict[str, float | None] | None:
    """Write a length of time in seconds; None for an open end."""
    if span is None:
        return None
    ends = {"shortest": span.shortest, "longest": span.longest}
    return {name: None if abs(end) == inf else end for name, end in ends.items()}
