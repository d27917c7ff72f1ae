"""The log as a table, newest first, and as JSON data.

Schema `claimtrack/log/1`: `entries`, each with

    number    its place in the chain, from 1
    id        its hash; `parent`: that of the entry before
    at        when, UTC
    by        the analyst; empty for unnamed
    command   name of the command
    program   version of claimtrack
    changes   each with kind, name, and the attributes that differ, `before` and `after` (only the one or the other where
              a record was made or removed)
    rows      of many records made at once: kind, first and last row, digests
    begins    whether the log of a file begins here
    import    number of the import
    merges    of a merge: `head` of the other log, and how many `entries` it has
    settles   conflicts that were settled as the record stood: kind, name, attribute or field
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Cell, Column, Span, Table, View, cell
from claimtrack.wording import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.model.chain import Entry
    from claimtrack.views.blocks import Tone

UNNAMED = "unnamed"
_LONGEST = 120  # characters of a text in the table; JSON has the whole
_BESIDE = ("value", "correction", "edit", "merged_entry")  # tables whose rows go with others
_MOST_LINES = 40  # of one entry in the table
_ID_LENGTH = 32
_TITLES = ("title", "name", "label", "text", "quote", "rationale", "sought", "definition")


class Log(NamedTuple):
    """A part of the log.

    Attributes:
        entries: newest first.
        more: there are older ones.
        labels: what assertions are called, by id.
    """

    entries: Sequence[Entry]
    more: bool = False
    labels: Mapping[str, str] = {}


def log_view(log: Log) -> View:
    """Show a part of the log."""
    columns = tuple(Column(cell(name)) for name in ("#", "When", "Who", "Command", "What"))
    rows = tuple(_row(entry, log.labels) for entry in log.entries)
    notes = [] if rows else ["nothing here"]
    notes += ["older entries are not shown; --limit 0 shows all"] if log.more else []
    table = Table(columns, rows, notes=tuple(cell(note, tone="dim") for note in notes))
    return View("log", (table,), {"entries": [entry_data(entry) for entry in log.entries]})


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON data."""
    told = {
        name: getattr(entry, name) for name in ("number", "id", "parent", "at", "by", "command", "program")
    }
    return {**told, **entry.content}


def _row(entry: Entry, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    when = entry.at.replace("T", " ").removesuffix("Z")
    lines = tuple(_lines(entry, labels)) or ((Span("nothing", "dim"),),)
    if len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES
        lines = (*lines[:_MOST_LINES], (Span(f"and {more:,} lines more; --format json has them all", "dim"),))
    return (
        cell(str(entry.number)),
        cell(when),
        cell(entry.by or Span(UNNAMED, "dim")),
        cell(entry.command),
        Cell(lines),
    )


def _lines(entry: Entry, labels: Mapping[str, str]) -> Iterator[tuple[Span, ...]]:
    if entry.content.get("begins"):
        yield (Span("the log begins here"),)
    if "import" in entry.content:
        yield (Span(f"import {entry.content['import']}"),)
    if merges := entry.content.get("merges"):
        whole = (
            f", whose log has {counted(merges['entries'], 'entry', 'entries')}"
            if merges.get("entries")
            else ""
        )
        yield (Span(f"merged with another file{whole}"),)
    if undoes := entry.content.get("undoes"):
        numbers = ", ".join(map(str, undoes))
        yield (Span(f"takes back {'entry' if len(undoes) == 1 else 'entries'} {numbers}"),)
    for kind, name, what in entry.content.get("settles", ()):
        yield (Span(f"settled {kind} {record_called(kind, name, labels)}: {what}"),)
    changes = entry.content.get("changes", ())
    void = {(item["after"]["kind"], item["after"]["name"]) for item in changes if _makes_void(item)}
    for change in changes:
        if (change["kind"], change["name"]) not in void:
            yield from change_lines(change, labels)
    counts: dict[str, int] = {}
    for rows in entry.content.get("rows", ()):
        if rows["kind"] not in _BESIDE:
            counts[rows["kind"]] = counts.get(rows["kind"], 0) + rows["last"] - rows["first"] + 1
    for kind, number in counts.items():
        yield (Span("+ "), Span(counted(number, kind)))


def change_lines(change: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[Span, ...]]:
    """Yield a change as lines: what it is of, and below it what differs."""
    before, after = change.get("before"), change.get("after")
    mark = "+" if before is None else "−" if after is None else "~"
    tone: Tone = "strong" if before is None else "struck" if after is None else "plain"
    if change["kind"] == "void" and after and "content" in after:
        yield from _void_lines(after, labels)
        return
    called = record_called(change["kind"], change["name"], labels)
    title = _title({**(before or {}), **(after or {})}, called, labels)
    told = [Span(f"{mark} {change['kind']} "), Span(called, tone)]
    yield (*told, Span(f"  {title}")) if title and not (before and after) else tuple(told)
    if before is not None and after is not None:
        for name in sorted({*before, *after}):
            old, new = differing_texts(before.get(name), after.get(name))
            yield (Span(f"    {name}: ", "dim"), Span(old), Span(" → ", "dim"), Span(new))


def _makes_void(change: Mapping[str, Any]) -> bool:
    return change["kind"] == "void" and "before" not in change


def _void_lines(void: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[Span, ...]]:
    record = void["content"]["record"]
    called = record.get("label") or record_called(void["kind"], void["name"], labels)
    title = _title(record, called, labels)
    yield (Span(f"void {void['kind']} "), Span(f"{called}  {title}" if title else called, "struck"))
    if void.get("because"):
        yield (Span("    because: ", "dim"), Span(void["because"]))


def record_called(kind: str, name: str, labels: Mapping[str, str]) -> str:
    """Return what a record is called in the log."""
    if name in labels:
        return labels[name]
    return name[:SHORT_ID] if len(name) == _ID_LENGTH and kind not in ("event", "claimant") else name


def _title(content: Mapping[str, Any], called: str, labels: Mapping[str, str]) -> str:
    if "source" in content and "target" in content:
        ends = [record_called("assertion", content[end], labels) for end in ("source", "target")]
        return f"{ends[0]} {content.get('kind', '')} {ends[1]}"
    title = next((content[name] for name in _TITLES if content.get(name) and content[name] != called), "")
    return shortened(str(title), _LONGEST)


def attribute_text(content: Any) -> str:
    """Return the content of an attribute on one line, as it was written."""
    match content:
        case None | "" | []:
            return "—"
        case dict():
            written = content.get("raw") or content.get("name") or content.get("edtf") or str(content)
            return shortened(str(written), _LONGEST)
        case list():
            return shortened(", ".join(map(_item_text, content)), _LONGEST)
    return shortened(str(content), _LONGEST)


def differing_texts(before: Any, after: Any) -> tuple[str, str]:
    """Return two contents of an attribute as they were written; where that is the same, with what each comes to."""
    old, new = attribute_text(before), attribute_text(after)
    if old != new:
        return old, new
    return _read_text(before, old), _read_text(after, new)


def _read_text(content: Any, written: str) -> str:
    """Return a content as written with what it was read as, and what it counts from."""
    match content:
        case {"reason": reason}:
            return f"{written} (not read: {reason})"
        case {"edtf": edtf}:
            return f"{written} ({edtf})"
        case {"relative_to": anchor}:
            return f"{written} (counted from {anchor})"
        case list():
            return (
                ", ".join(
                    _read_text(item.get("read"), _item_text(item))
                    for item in content
                    if isinstance(item, dict)
                )
                or written
            )
    return written


def _item_text(item: Any) -> str:
    match item:
        case {"field": field, "raw": raw}:
            return f"{field} {'≠' if item.get('negative') else '='} {raw}"
        case {"assertion": assertion, "role": role}:
            return f"{role} {assertion[:SHORT_ID]}"
    return str(item)
