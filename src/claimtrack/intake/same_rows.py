"""Rows known by all that stands in them: what earlier imports made of the same ones, or of some that come corrected now.

A mended mapping corrects what it made of rows that are as they were, whichever key they have, had or lack. A row without a key
that comes corrected is told, and not silently a second statement.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.errors import MappingError
from claimtrack.store.held_records import digests_of, row_digests_of, said_by_imports, speaker_of, with_keys
from claimtrack.store.reader import Reader
from claimtrack.wording import counted, listed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.importers.mapping.language import Mapping
    from claimtrack.intake.mending import Mending
    from claimtrack.intake.report import ImportReport
    from claimtrack.store.held_records import HeldAssertions, Statement
    from claimtrack.store.staging import Staging

_CHUNK = 500
_MOST = 100_000  # statements of before that are looked at: a file that has next to nothing in common with them is another
_NEW = """SELECT a.id, e.key, c.key, d.said_edtf, a.stance{} FROM assertion a
    JOIN (SELECT n, key FROM event UNION ALL SELECT n, key FROM event_key) e ON e.n = a.event
    JOIN (SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key) c ON c.n = a.claimant
    LEFT JOIN day d ON d.n = a.said"""
_BY_DIGEST = """SELECT digest, '', '', n, id FROM assertion WHERE digest IN (SELECT value FROM json_each(?)) ORDER BY n"""
_BY_ROW = """SELECT d.digest, d.claim, d.part, a.n, a.id FROM said d JOIN assertion a ON a.n = d.n
    WHERE d.digest IN (SELECT value FROM json_each(?)) ORDER BY a.n"""
_SPEAKERS = """SELECT a.n, c.key FROM assertion a
    JOIN (SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key) c ON c.n = a.claimant"""


def match_rows(
    connection: sqlite3.Connection, staging: Staging, held: HeldAssertions, mending: Mending
) -> None:
    """Find what earlier imports made of the very rows that are read otherwise now, or dated otherwise.

    A mended mapping may have got a key, lost it or taken another one: rows are known by what stands in them all the same.

    Args:
        connection: the case file.
        staging: the rows, staged; takes what is the same.
        held: takes the assertions that come again, read otherwise.
        mending: takes what is to be corrected, where the mapping is another.
    """
    for again in _same_rows(connection, staging, mending.dataset):
        for n, now in again.staged:
            if now != again.id:
                staging.is_of(n, again.id)
        held.mark([again.row])
        if mending.mended:
            staging.add("mended", (again.row, again.staged[0][0]))
    staging.flush()
    staging.query("CREATE INDEX said_by_line ON said (line)")


class _Again(NamedTuple):
    """What an earlier import made of a row that comes again.

    Attributes:
        row: of the table of assertions.
        id: of the assertion.
        staged: number and id of what is made of the row now, first to last; rows alike make the same.
    """

    row: int
    id: str
    staged: list[tuple[int, str]]


def _same_rows(connection: sqlite3.Connection, staging: Staging, dataset: str) -> Iterator[_Again]:
    """Yield what earlier imports of a dataset made of the rows that are staged, whichever way they had keys."""
    staging.flush()
    staging.query("CREATE INDEX IF NOT EXISTS assertion_digest ON assertion (digest)")
    staging.query("CREATE INDEX IF NOT EXISTS said_by_digest ON said (digest)")
    for made, find in ((digests_of, _BY_DIGEST), (row_digests_of, _BY_ROW)):
        every = made(connection, dataset)
        while before := list(islice(every, _CHUNK)):
            now: dict[Any, list[tuple[int, str]]] = {}
            digests = json.dumps([digest for (digest, *_), _, _ in before])
            for *name, n, id_ in staging.query(find, (digests,)):
                now.setdefault(tuple(name), []).append((n, id_))
            for name, row, id_ in before:
                staged = now.get(name, [])
                if len({other for _, other in staged}) == 1:
                    yield _Again(row, id_, staged)


def tell_twins(
    connection: sqlite3.Connection,
    staging: Staging,
    mapping: Mapping,
    before: str,
    source: str,
    report: ImportReport,
) -> None:
    """Tell that rows came in before as another dataset; what would stand twice goes in only where that is named.

    Args:
        connection: the case file.
        staging: the rows, staged.
        mapping: what the columns mean.
        before: the dataset as which a file of the same name came in.
        source: name of the input.
        report: takes the remark.

    Raises:
        MappingError: statements of the same parties would stand twice, and the mapping does not say that it is another dataset.
    """
    speakers = dict(staging.query(_SPEAKERS))
    again = twice = 0
    for item in _same_rows(connection, staging, before):
        again += 1
        n, id_ = item.staged[0]
        twice += id_ != item.id and speakers[n] == speaker_of(connection, item.row)
    if twice and not mapping.names_dataset:
        raise MappingError(
            f"{counted(twice, 'statement')} would stand twice: {source} came in before as the dataset {before!r}, which made "
            "them of the same rows; nothing was taken",
            f"to mend them, write dataset = {before!r} at the top of the mapping; to keep both, dataset = {mapping.dataset!r}",
        )
    if again:
        report.remarks.append(
            f"{source} came in before as the dataset {before!r}, and makes statements of its own as another one: a "
            f"mapping that is to mend what it made says dataset = {before!r}"
        )


def same_files(connection: sqlite3.Connection, staging: Staging) -> list[str]:
    """Return the pairs of items of evidence that have one file, of which the rows make the one."""
    staging.flush()
    rows = staging.query("SELECT DISTINCT key, sha256 FROM evidence WHERE sha256 <> '' ORDER BY n")
    there = with_keys(connection, "evidence", [key for key, _ in rows], "1")
    new = [(key, sha256) for key, sha256 in rows if key not in there]
    first = {sha256: key for key, sha256 in reversed(new)}
    first |= Reader(connection).items_of_files(first)
    return [f"{key} = {first[sha256]}" for key, sha256 in new if first[sha256] != key]


class _New(NamedTuple):
    """A staged assertion, as far as it tells whether it is one of before, corrected."""

    id: str
    event: str
    claimant: str
    said: str | None
    stance: str
    text: str = ""

    def corrects(self, old: Statement) -> bool:
        """Whether it is what somebody said of an event before, with another word, figure or date."""
        if (self.event, self.claimant) != (old.event, old.claimant):
            return False
        return self.said == old.said or (self.text != "" and self.text == old.text)


def tell_corrected(
    connection: sqlite3.Connection,
    staging: Staging,
    held: HeldAssertions,
    mending: Mending,
    source: str,
    report: ImportReport,
) -> None:
    """Tell which rows are likely rows of before that come corrected; both stay, as two statements.

    They are rows of the same file, or of one most of whose rows come again, where a row of before is there no more and
    another one has its claimant and event, and its date or its words. Of a mended mapping, what else is made no longer
    is told, too.

    Args:
        connection: the case file.
        staging: the rows, staged.
        held: which assertions of the case file came again.
        mending: says which dataset it is, and whether its mapping is another.
        source: name of the input.
        report: takes the remark.
    """
    before = said_by_imports(connection, mending.dataset, source, held, _MOST)
    gone = [old for old in before if not held.has(old.row)]
    if not gone:
        return
    by_party: dict[tuple[str, str], list[Statement]] = {}
    for old in gone:
        by_party.setdefault((old.event, old.claimant), []).append(old)
    staging.flush()
    has_text = any(row[1] == "text" for row in staging.query("PRAGMA table_info(assertion)"))
    new = (_New(*row) for row in staging.query(_NEW.format(", a.text" if has_text else "")))
    there = [
        item
        for item in new
        if any(item.corrects(old) for old in by_party.get((item.event, item.claimant), ()))
    ]
    again = held.among_all([item.id for item in there])
    told = list(dict.fromkeys(f"{item.claimant} on {item.event}" for item in there if item.id not in again))
    if mending.mended and not told:
        report.remarks.append(
            "statements that rows without an id made before, and that none makes now, stay: "
            + listed([f"{old.claimant} on {old.event}" for old in gone])
        )
    if told:
        report.remarks.append(
            f"statements that rows without an id made before, and that come otherwise now: {listed(told)}; both stand, as two statements: "
            'a key in the mapping, key = "{id}", makes the later one supersede'
        )
