"""What became of a party's word: counts, their denominators, and the list behind each.

Schema `claimtrack/track-record/2`: party, name, events, counts (claims, denied, …), by_member (the same counts by the key
of who spoke) and lists of instances, each with event, assertion, speaker, said, text, other, party, by, question, linked, lag
(seconds) and change. Since 1, denials and concessions of the event and of single fields are counted apart (`fields_denied`,
`field_denials`, `fields_conceded`), and only what was linked is a concession or a revision.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final

from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, View, cell
from claimtrack.views.compare_data import date_data
from claimtrack.views.dates import short_date
from claimtrack.views.spans import span_text
from claimtrack.views.timeline import span_data
from claimtrack.wording import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.analysis.track_record import Instance, TrackRecord
    from claimtrack.views.blocks import Cell

SCHEMA: Final = "claimtrack/track-record/2"
_LONGEST: Final = 100
_LISTED: Final = 500  # of the statements behind a count; the data hold all of them

# Name, how it is printed, and out of what.
_COUNTS: Final = (
    ("claims", "Claims made", ""),
    ("with_evidence", "… with evidence offered in support", "claims"),
    ("denied", "… denied by another party", "claims"),
    ("conceded_by_denier", "… and later conceded by the denier", "denied"),
    ("fields_denied", "Answers on single fields denied by another party", ""),
    ("denials", "Denials made", ""),
    ("conceded_by_self", "… later conceded", "denials"),
    ("field_denials", "Denials of single fields made", ""),
    ("fields_conceded", "Single fields conceded", ""),
    ("reversed", "Positions reversed", ""),
    ("retracted", "Statements retracted", ""),
    ("revised_up", "Numbers revised up", ""),
    ("revised_down", "Numbers revised down", ""),
)
COUNTS: Final = tuple((name, whole) for name, _, whole in _COUNTS)
"""What is counted, and out of what."""

_REMARK: Final = "Counts of what this file holds, with the list behind each. No measure of truthfulness."


def track_record_view(record: TrackRecord, titles: Mapping[str, str] | None = None) -> View:
    """Show a track record.

    Args:
        record: the counts.
        titles: titles of the events, by key; the keys are printed where left out.
    """
    titles = titles or {}
    remark = f"{_REMARK} Over {counted(len(set(record.events)), 'event')}."
    blocks: list[Heading | Text | Table] = [
        Heading(f"Track record: {record.name}"),
        Text((cell(Span(remark, "warning")),)),
        _table(record),
    ]
    for name, label, _ in _COUNTS:
        blocks += _list(record, name, label, titles)
    return View("track-record", tuple(blocks), _data(record))


def _table(record: TrackRecord) -> Table:
    columns = (
        Column(cell("")),
        Column(cell("Count", tone="dim"), "right"),
        Column(cell("Out of", tone="dim"), "right"),
    )
    rows = tuple(
        (cell(label), cell(str(count(record, name)), tone="strong"), cell(_out_of(record, whole)))
        for name, label, whole in _COUNTS
    )
    return Table(columns, rows)


def _list(record: TrackRecord, name: str, label: str, titles: Mapping[str, str]) -> Iterator[Heading | Text]:
    """Yield the list behind a count; a bloc's by member."""
    instances: Sequence[Instance] = getattr(record, name)
    if not instances:
        return
    title = label.removeprefix("… ").removeprefix("and ").capitalize()
    yield Heading(f"{title}: {count(record, name)}", level=2)
    shown = instances[:_LISTED]
    several = _members(record).keys() - {record.party}
    for member, many in by_member(record, name).items():
        listed = [one for one in shown if one.speaker == member]
        if several:
            yield Heading(f"{_members(record).get(member, member)}: {many}", level=3)
        if listed:
            yield Text(tuple(_instance(one, titles) for one in listed), marker="bullet")
    if left := len(instances) - len(shown):
        yield Text((cell(Span(f"… and {left:,} more: --format json lists all", "dim")),))


def _members(record: TrackRecord) -> dict[str, str]:
    """Return the names of those who spoke for the party, by key."""
    return dict(record.members)


def by_member(record: TrackRecord, name: str) -> dict[str, int]:
    """Return a count by the key of who spoke."""
    instances: Sequence[Instance] = getattr(record, name)
    speakers = dict.fromkeys(one.speaker for one in instances)
    return {key: _distinct([one for one in instances if one.speaker == key]) for key in speakers}


def count(record: TrackRecord, name: str) -> int:
    """Count the statements concerned: a claim that two parties denied is one claim denied."""
    instances: Sequence[Instance] = getattr(record, name)
    return _distinct(instances)


def _distinct(instances: Sequence[Instance]) -> int:
    return len({(one.event, one.assertion, one.question) for one in instances})


def _out_of(record: TrackRecord, whole: str) -> str:
    return str(count(record, whole)) if whole else ""


def _instance(one: Instance, titles: Mapping[str, str]) -> Cell:
    """Write one item: the event, what was said and when, and what became of it."""
    said = shortened(one.text, _LONGEST)
    spans = [
        Span(titles.get(one.event, one.event), "strong"),
        Span(f": {one.question}, " if one.question else ": "),
        Span(f"{short_date(one.said)}, {said or one.assertion[:SHORT_ID]}"),
    ]
    details = (
        one.party,
        _change(one),
        span_text(one.lag),
        "" if one.linked else "not linked",
    )
    told = ", ".join(part for part in details if part)
    if told:
        spans.append(Span(f" ({told})", "dim"))
    return cell(tuple(spans))


def _change(one: Instance) -> str:
    """Write by how much a number moved: "by 2", "by -3 to -1", "by at least 4"."""
    if one.change is None:
        return ""
    low, high = one.change
    if low == high:
        return f"by {low:+.0f}"
    if high == inf:
        return f"by {low:+.0f} or more" if low != -inf else ""
    return f"by {low:+.0f} to {high:+.0f}" if low != -inf else f"by {high:+.0f} or less"


def _data(record: TrackRecord) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "party": record.party,
        "name": record.name,
        "events": list(dict.fromkeys(record.events)),
        "counts": {name: count(record, name) for name, _, _ in _COUNTS},
        "by_member": {name: by_member(record, name) for name, _, _ in _COUNTS},
        "lists": {name: [_instance_data(one) for one in getattr(record, name)] for name, _, _ in _COUNTS},
    }


def _instance_data(one: Instance) -> dict[str, Any]:
    return {
        "event": one.event,
        "assertion": one.assertion,
        "speaker": one.speaker,
        "said": date_data(one.said),
        "text": one.text,
        "other": one.other,
        "party": one.party,
        "by": one.by,
        "question": one.question,
        "linked": one.linked,
        "lag": span_data(one.lag),
        "change": None if one.change is None else [None if abs(end) == inf else end for end in one.change],
    }
