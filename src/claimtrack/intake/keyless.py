"""Rows that nothing identifies, imported again.

They are known by all that stands in them: a mended mapping corrects what it made of them. One that comes corrected itself is
told, and not silently a second statement.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.store.held import digests_of, said_by_imports

if TYPE_CHECKING:
    import sqlite3

    from claimtrack.intake.mending import Mending
    from claimtrack.intake.report import ImportReport
    from claimtrack.store.held import HeldAssertions, Statement
    from claimtrack.store.staging import Staging

_SHOWN = 10  # rows named in a remark
_MOST = 100_000  # statements of before that are looked at: a file that has next to nothing in common with them is another
_CHUNK = 500
_NEW = """SELECT a.id, e.key, c.key, d.said_edtf, a.stance{} FROM assertion a
    JOIN (SELECT n, key FROM event UNION ALL SELECT n, key FROM event_key) e ON e.n = a.event
    JOIN (SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key) c ON c.n = a.claimant
    LEFT JOIN day d ON d.n = a.said"""


def match_rows(
    connection: sqlite3.Connection, staging: Staging, held: HeldAssertions, mending: Mending
) -> None:
    """Find what earlier imports made of the very rows that are read otherwise now, or dated otherwise.

    Args:
        connection: the case file.
        staging: the rows, staged; takes what is the same.
        held: takes the assertions that come again, read otherwise.
        mending: takes what is to be corrected, where the mapping is another.
    """
    staging.flush()
    staging.query("CREATE INDEX assertion_digest ON assertion (digest)")
    staging.query("CREATE INDEX said_by_line ON said (line)")
    made = digests_of(connection, mending.dataset)
    while before := list(islice(made, _CHUNK)):
        rows = staging.query(
            "SELECT digest, n, id FROM assertion WHERE digest IN (SELECT value FROM json_each(?)) ORDER BY n DESC",
            (json.dumps([digest for digest, _, _ in before]),),
        )
        now = {digest: (n, id_) for digest, n, id_ in rows}
        for digest, row, id_ in before:
            if digest not in now:
                continue
            if now[digest][1] != id_:
                for other, n, _ in rows:
                    if other == digest:
                        staging.is_of(n, id_)
            held.mark([row])
            if mending.mended:
                staging.add("mended", (row, now[digest][0]))
    staging.flush()


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
            + _listed([f"{old.claimant} on {old.event}" for old in gone])
        )
    if told:
        report.remarks.append(
            f"statements that rows without an id made before, and that come otherwise now: {_listed(told)}; both stand, as two statements: "
            'a key in the mapping, key = "{id}", makes the later one supersede'
        )


def _listed(names: list[str]) -> str:
    """Say how many there are, and which are the first."""
    more = ", …" if len(names) > _SHOWN else ""
    return f"{len(names):,} ({', '.join(names[:_SHOWN])}{more})"
