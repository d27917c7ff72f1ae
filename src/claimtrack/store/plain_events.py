"""Telling plain events from those that have to be checked: by SQLite, for most of a large file are plain.

Whatever a check of `analysis.gap_checks` could find in an event makes it no plain one. Where it is not certain that
nothing is found, it is none either: the checks decide.
"""

from __future__ import annotations

import json
from itertools import compress, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claimtrack.analysis.copies import may_be_copies
from claimtrack.analysis.gap_checks import parts_of_fields
from claimtrack.analysis.plain_events import PlainEvent
from claimtrack.analysis.same_event import REPORTERS
from claimtrack.analysis.stances import HAPPENED
from claimtrack.store.dossiers import SPEAKERS_KEPT, gather_dossiers, gather_speakers
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Claimant, Event
    from claimtrack.model.dossier import Dossier

_TOGETHER: Final = 500  # events


def _dated(column: str) -> str:
    """Write the condition that a date was read, and has a year."""
    return f"ifnull(instr({column}_edtf, 'XXXX-') = 0, 0)"


def _no_earlier(later: str, end: str, earlier: str, start: str) -> str:
    """Write the condition that no moment of one date lies wholly before another date, as far as days tell.

    Days compare as texts from the year 0 to 9999; where one has a time, its zone may be days away.
    """
    one, other = f"{later}_{end}", f"{earlier}_{start}"
    timed = f"instr(ifnull({later}_edtf, ''), 'T') + instr(ifnull({earlier}_edtf, ''), 'T')"
    return f"""({one} IS NULL OR {other} IS NULL OR ifnull(length({one}) = 10 AND length({other}) = 10
        AND {one} >= iif({timed}, date({other}, '+3 days'), {other}), 0))"""


def _over_whole() -> str:
    """Write the condition that an answer to a part may be more than the one to its whole in the same statement."""
    field = "(SELECT pk FROM field WHERE key = '{}')"
    return " OR ".join(
        f"v.field = {field.format(part)} AND EXISTS (SELECT 1 FROM value w WHERE w.assertion = v.assertion"
        f" AND w.field = {field.format(whole)} AND v.low > w.high)"
        for part, whole in parts_of_fields().items()
    )


_REPORTERS = ", ".join(f"'{kind}'" for kind in sorted(REPORTERS))
# A statement of which nothing is amiss: with a document and a date that fit, read through and through, tied to nothing.
_SOUND = f"""a.document IS NOT NULL AND d.derived_from IS NULL AND d.sha256 = ''
    AND iif(a.said IS NULL, {_dated("d.published")} AND d.published_latest IS NOT NULL AND {{of_table}}, {_dated("a.said")})
    AND {_no_earlier("a.said", "latest", "e.occurred", "earliest")}
    AND {_no_earlier("d.published", "latest", "a.said", "earliest")}
    AND {_no_earlier("d.retrieved", "latest", "d.published", "earliest")}
    AND NOT EXISTS (SELECT 1 FROM value v WHERE v.assertion = a.pk AND (instr(v.read, '"unreadable":') OR
        v.field = (SELECT pk FROM field WHERE key = '{HAPPENED}')
        AND NOT (a.stance = 'affirms' AND NOT v.negative AND instr(v.read, '"yes":true')) OR {_over_whole()}))
    AND NOT ({{tied}}) AND {{together}}"""
_TOGETHER_STILL = "a.id NOT IN (SELECT value FROM json_each(:apart))"
_WAITS = f"a.stance = 'affirms' AND c.kind NOT IN ({_REPORTERS}) AND NOT {{of_table}}"
_OF_TABLE = {"import_row": "EXISTS (SELECT 1 FROM import_row WHERE assertion = a.pk)"}
_TIED = {
    "link": "EXISTS (SELECT 1 FROM link WHERE source = a.pk) OR EXISTS (SELECT 1 FROM link WHERE target = a.pk)",
    "evidence_bearing": "EXISTS (SELECT 1 FROM evidence_bearing WHERE assertion = a.pk)",
}
_SILENT = f"""SELECT e.key FROM json_each(:events) j CROSS JOIN event e ON e.key = j.value
    WHERE (e.occurred IS NULL OR {_dated("e.occurred")}) AND e.key NOT IN (SELECT value FROM json_each(:apart))
        AND NOT EXISTS (SELECT 1 FROM assessment WHERE event = e.pk) AND NOT EXISTS (SELECT 1 FROM inquiry WHERE event = e.pk)"""
# Event by event, as the outer loop gives them.
_STATEMENTS = f"""SELECT e.key, c.key, iif(a.stance = 'comments', NULL, ifnull(c.bloc, c.pk)), a.stance, {_WAITS}, {_SOUND},
        d.key, d.title, d.url <> '' AND d.archive_url = '', iif(a.quote = '', a.text, a.quote)
    FROM json_each(:events) j CROSS JOIN event e ON e.key = j.value CROSS JOIN assertion a ON a.event = e.pk
    CROSS JOIN claimant c ON c.pk = a.claimant LEFT JOIN document d ON d.pk = a.document"""


def gather_for_gaps(
    connection: sqlite3.Connection, events: Iterable[Event], apart: Collection[str] = ()
) -> Iterator[Dossier | PlainEvent]:
    """Gather what the gaps of some events are found in: of a plain event what it lacks, of any other its dossier.

    Args:
        connection: an open case file.
        events: the events; what is gathered comes in the same order.
        apart: keys and ids of what two analysts edited differently.
    """
    sieve, todo = _Sieve(connection, apart), iter(events)
    while together := list(islice(todo, _TOGETHER)):
        yield from sieve.gather(together)


class _Sieve:
    """Tells plain events from others."""

    def __init__(self, connection: sqlite3.Connection, apart: Collection[str]) -> None:
        self._connection, self._reader = connection, Reader(connection)
        self._apart = json.dumps(list(apart))
        self._speakers: dict[str, Claimant] = {}
        # What is looked up in an empty table, row by row, adds up.
        self._statements = _STATEMENTS.format(
            of_table=self._any(_OF_TABLE), tied=self._any(_TIED), together=_TOGETHER_STILL if apart else 1
        )

    def _any(self, conditions: Mapping[str, str]) -> str:
        """Write that any of some conditions holds, each by the table without whose rows it cannot."""
        return " OR ".join(text for table, text in conditions.items() if self._reader.holds(table)) or "0"

    def gather(self, events: Sequence[Event]) -> Iterator[Dossier | PlainEvent]:
        """Yield of each event what it lacks where it is plain, else its dossier."""
        if len(self._speakers) > SPEAKERS_KEPT:
            self._speakers = {}
        plain = self._plain({event.key: event for event in events})
        others = [event for event in events if event.key not in plain]
        dossiers = gather_dossiers(self._reader, others)
        yield from (plain[event.key] if event.key in plain else next(dossiers) for event in events)

    def _plain(self, events: Mapping[str, Event]) -> dict[str, PlainEvent]:
        """Return the plain ones of some events, by key."""
        keys = [key for (key,) in self._rows(_SILENT, events)]
        found = {key: PlainEvent(events[key], frozenset(), self._speakers, ()) for key in keys}
        for key, rows in groupby(self._rows(self._statements, keys), itemgetter(0)):
            statements = _Statements._make(zip(*rows, strict=True))
            if statements.fit():
                found[key] = PlainEvent(
                    events[key], frozenset(statements.claimants), self._speakers, statements.unarchived()
                )
            else:
                del found[key]
        gather_speakers(self._reader, {key for one in found.values() for key in one.speaking}, self._speakers)
        return found

    def _rows(self, sql: str, events: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        return self._connection.execute(sql, {"events": json.dumps(list(events)), "apart": self._apart})


class _Statements(NamedTuple):
    """The statements on one event, column by column.

    Attributes:
        events, claimants: their keys.
        taking: who takes a stance: the number of its bloc, or None.
        stances: as recorded.
        waiting: whether it is a claim that waits for an answer.
        sound: whether nothing is amiss in it or in its document.
        documents, titles: keys and titles of their documents.
        lacking: whether the document is not archived.
        texts: the quotations, or what was recorded.
    """

    events: tuple[str, ...]
    claimants: tuple[str, ...]
    taking: tuple[int | None, ...]
    stances: tuple[str, ...]
    waiting: tuple[int, ...]
    sound: tuple[int, ...]
    documents: tuple[str, ...]
    titles: tuple[str, ...]
    lacking: tuple[int, ...]
    texts: tuple[str, ...]

    def fit(self) -> bool:
        """Whether no check finds anything in them, nor in how they stand to one another."""
        if not all(self.sound) or ("denies" in self.stances and "affirms" not in self.stances):
            return False
        if any(self.waiting) and len({*self.taking} - {None}) == 1:
            return False
        origins = len({*self.documents})
        return len(self.texts) == 1 or (origins > 1 and not may_be_copies(self.texts))

    def unarchived(self) -> tuple[tuple[str, str], ...]:
        """Return key and title of the documents that are not archived, by key."""
        documents = compress(zip(self.documents, self.titles, strict=True), self.lacking)
        return tuple(sorted({*documents}))
