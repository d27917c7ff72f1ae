"""The page of a party: what became of what it said, in the language of the report."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from claimtrack.views.blocks import Cell, Column, Heading, Span, Table, Text, cell
from claimtrack.views.track_record import COUNTS, by_member, count
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.analysis.track_record import Instance, TrackRecord
    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Block

_LONGEST = 160
_LISTED = 500  # of the statements behind a count


def party_page(record: TrackRecord, titles: Mapping[str, str], words: Words) -> Iterator[Block]:
    """Return the blocks of the page of a party.

    Args:
        record: what became of what it said.
        titles: titles of the events, by key.
        words: the language.
    """
    yield Heading(words.written("track_record", party=record.name))
    note = words.written("record_note", number=words.number(len(set(record.events))))
    yield Text((cell(Span(note, "warning")),))
    yield _counts(record, words)
    for name, _ in COUNTS:
        yield from _list(record, name, titles, words)


def _counts(record: TrackRecord, words: Words) -> Table:
    columns = (
        Column(cell("")),
        Column(cell(words["counted"], tone="dim"), "right"),
        Column(cell(words["out_of"], tone="dim"), "right"),
    )
    rows = tuple(
        (
            cell(words.term("track_record", name)),
            cell(words.number(count(record, name)), tone="strong"),
            cell(words.number(count(record, whole)) if whole else ""),
        )
        for name, whole in COUNTS
    )
    return Table(columns, rows)


def _list(record: TrackRecord, name: str, titles: Mapping[str, str], words: Words) -> Iterator[Block]:
    """Return the list behind a count, by who spoke where several speak for the party."""
    instances = getattr(record, name)[:_LISTED]
    if not instances:
        return
    label = words.term("track_record", name).removeprefix("… ")
    yield Heading(f"{label[:1].upper()}{label[1:]}: {words.number(count(record, name))}", level=2)
    members = dict(record.members)
    for member, many in by_member(record, name).items():
        if members.keys() - {record.party}:
            yield Heading(f"{members.get(member, member)}: {words.number(many)}", level=3)
        listed = tuple(_instance(one, titles, words) for one in instances if one.speaker == member)
        if listed:
            yield Text(listed, marker="bullet")


def _instance(one: Instance, titles: Mapping[str, str], words: Words) -> Cell:
    """Write one item: the event, when it was said and what, and what became of it."""
    spans = [Span(titles.get(one.event, one.event), "strong"), Span(": ")]
    spans += [Span(words.question(one.question), "given"), Span(words["comma"])] if one.question else []
    spans += [Span(words.date(one.said), "given"), Span(words["comma"])]
    spans.append(Span(shortened(one.text, _LONGEST) or words["not_recorded"], "given"))
    told = [one.party, _change(one, words), "" if one.linked else words["not_linked"]]
    if any(told):
        spans += [Span(" "), Span(f"({words['comma'].join(filter(None, told))})", "dim")]
    return cell(tuple(spans))


def _change(one: Instance, words: Words) -> str:
    """Write by how much a number moved: by +2, by -3 to -1, by +4 or more."""
    if one.change is None:
        return ""
    low, high = one.change
    if low == high:
        text = f"{low:+.0f}"
    elif high == inf:
        text = words.written("or_more", change=f"{low:+.0f}") if low != -inf else ""
    elif low == -inf:
        text = words.written("or_less", change=f"{high:+.0f}")
    else:
        text = words.written("from_to", low=f"{low:+.0f}", high=f"{high:+.0f}")
    return words.written("moved_by", change=words.dates.in_digits(text)) if text else ""
