"""Making records void: what was entered by mistake goes out of every answer, and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import RecordLockedError
from claimtrack.model import Assertion, Correction, Field, Link, Void
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.records import SHORT_ID
from claimtrack.store.changes import Changer
from claimtrack.store.columns import name_column
from claimtrack.store.links import conceding
from claimtrack.store.reader import Reader
from claimtrack.store.related_dates import counting_from
from claimtrack.store.voiding import set_aside
from claimtrack.wording import counted, with_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from claimtrack.casefile.case import Casefile
    from claimtrack.model import Record

_LONGEST = 60  # characters of a name
_SHOWN = 8  # records named that stand on one

UNHANG = "give each a date of its own first, with claimtrack set"
"""The way out where dates are counted from a record."""


def dates_of(hanging: Sequence[tuple[str, str]]) -> str:
    """Say whose dates are counted from a record."""
    names = ", ".join(
        f"{kind} {name[:SHORT_ID] if kind == 'assertion' else name}" for kind, name in hanging[:_SHOWN]
    )
    more = ", …" if len(hanging) > _SHOWN else ""
    return f"{counted(len(hanging), 'date')} {'is' if len(hanging) == 1 else 'are'} counted from it ({names}{more})"


def make_void(
    connection: sqlite3.Connection, record: Record, because: str, now: str, *, cascade: bool = False
) -> list[Void]:
    """Make a record void, and with `cascade` all that stands on it. Call inside a unit of work.

    Args:
        connection: an open case file.
        record: the record.
        because: why.
        now: the time, UTC, ISO 8601.
        cascade: make void, too, what points at it; a date that is counted from it is unread from now on.

    Returns:
        What is void now, what stood on others first.

    Raises:
        RecordLockedError: something points at it or is counted from it, and is named.
    """
    if isinstance(record, Correction | Void):
        raise RecordLockedError(
            f"{with_article(kind_of(record))} is never void", "it is a record of what was done"
        )
    others = list(pointing(connection, record))
    if others and not cascade:
        names = ", ".join(called(item) for item in others[:_SHOWN])
        more = ", …" if len(others) > _SHOWN else ""
        raise RecordLockedError(
            f"{counted(len(others), 'record')} {'stands' if len(others) == 1 else 'stand'} on {called(record)}: "
            f"{names}{more}",
            "make them void first, or with it: --cascade",
        )
    hanging = counting_from(connection, kind_of(record), key_of(record))
    if hanging and not cascade:
        raise RecordLockedError(f"{dates_of(hanging)}", f"{UNHANG}; or let it be unread, with --cascade")
    made: list[Void] = []
    for item in others:
        if (
            isinstance(item, Link) or Reader(connection).get(type(item), key_of(item)) is not None
        ):  # it may have gone with another
            made += make_void(connection, item, because, now, cascade=True)
    return [*made, set_aside(connection, record, because, now)]


def left_unread(case: Casefile, voids: Sequence[Void]) -> list[str]:
    """Return what is to be told of dates that are counted from what is void, a line for each void that has any."""
    connection = case._connection  # noqa: SLF001 - one with the case file
    gone = {(void.kind, void.name) for void in voids}
    found = (
        [item for item in counting_from(connection, void.kind, void.name) if item not in gone]
        for void in voids
    )
    return [
        f"{void.kind} {void.name}: {dates_of(hanging)}, and unread while it is void"
        for void, hanging in zip(voids, found, strict=True)
        if hanging
    ]


def pointing(connection: sqlite3.Connection, record: Record) -> Iterator[Record]:
    """Yield the records that make no sense without one; what only hangs on an assertion goes with it."""
    if isinstance(record, Assertion):
        yield from conceding(connection, record.event, record.id)
        return
    if not hasattr(record, "key"):
        return
    reader = Reader(connection)
    if isinstance(record, Field):
        where = (
            "WHERE t.pk IN (SELECT v.assertion FROM value v JOIN field f ON f.pk = v.field WHERE f.key = ?)"
        )
        yield from reader.select(Assertion, where, (record.key,))
    for cls, column in Changer(connection).references(kind_of(record)):
        where = (
            f"WHERE t.{column} = (SELECT pk FROM {kind_of(record)} WHERE {name_column(kind_of(record))} = ?)"
        )
        yield from reader.select(cls, where, (record.key,))


def called(record: Record) -> str:
    """Return the kind of a record with what it is called; a link by its ends."""
    if isinstance(record, Link):
        return f"link {record.source[:SHORT_ID]} {record.kind} {record.target[:SHORT_ID]}"
    name = getattr(record, "short_name", "") or key_of(record)
    short = SHORT_ID if getattr(record, "id", "") == name else _LONGEST
    return f"{kind_of(record)} {name[:short]}"
