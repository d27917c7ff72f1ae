"""A later release of a dataset against the last one: what is new, what says something else, what is gone.

Rows are matched by the mapping's key. A row that says something else makes a new assertion that supersedes the old
one; the old one stays. A row whose key means another event than before is refused when it is read, see `rows`.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from claimtrack.characters import fold_name
from claimtrack.intake.rules import read_alike
from claimtrack.store.columns import read_date_column
from claimtrack.store.held import with_keys

if TYPE_CHECKING:
    import sqlite3

    from claimtrack.intake.mending import Mending
    from claimtrack.intake.report import ImportReport
    from claimtrack.store.apply import Apply
    from claimtrack.store.staging import Staging

_CHUNK = 500
_SHOWN = 10  # events named in a remark
_TOLD = ("date", "place", "text", "text", "tags")  # what rows say of events besides their titles
_HELD = """json_array(title, occurred, coalesce(json_extract(place, '$.raw'), json_extract(place, '$.name')), proposition, note,
    json((SELECT json_group_array(text) FROM event_tag WHERE owner = event.pk)))"""


def compare_release(
    connection: sqlite3.Connection,
    staging: Staging,
    mending: Mending | None,
    others: set[str],
    report: ImportReport,
) -> None:
    """Compare the staged rows with what the last release of the dataset said.

    Args:
        connection: the case file.
        staging: the rows, staged.
        mending: takes rows that are as they were; None where the dataset was never imported.
        others: keys of rows in other files of the release.
        report: takes new, changed, vanished and reused keys.
    """
    twice = staging.query(
        """SELECT key, count(DISTINCT line) FROM said GROUP BY key HAVING count(DISTINCT line) > 1 LIMIT 20"""
    )
    if twice:
        keys = ", ".join(f"{key} ({count} rows)" for key, count in twice)
        report.remarks.append(
            f"keys that stand in several rows, of which the last is compared with a later release: {keys}"
        )
    before = "SELECT 1 FROM import_row WHERE dataset = ? LIMIT 1"
    if mending is None or connection.execute(before, (mending.dataset,)).fetchone() is None:
        return
    staging.query("CREATE INDEX said_by_key ON said (key, claim)")
    report.new_rows = 0
    cursor = connection.execute(
        """SELECT r.key, r.claim, a.id, r.digest, a.pk FROM import_row r JOIN assertion a ON a.pk = r.assertion
        WHERE r.dataset = ? ORDER BY r.key""",
        (mending.dataset,),
    )
    known = 0
    last_key = None
    dropped: Counter[str] = Counter()
    started = set(report.started)
    while rows := cursor.fetchmany(_CHUNK):
        for key, claim, id_, digest, pk in rows:
            now = staging.query(
                "SELECT a.id, a.event, d.digest, a.n FROM said d JOIN assertion a ON a.n = d.n WHERE d.key = ? AND d.claim = ?",
                (key, claim),
            )
            here = now or staging.query("SELECT 1 FROM said WHERE key = ? LIMIT 1", (key,))
            if key != last_key:
                last_key = key
                known += bool(here)
                if not here and not report.part and key not in others:
                    report.vanish(key)
            if mending.mended and here and not now:
                dropped[claim] += 1
            if digest and [item[2] for item in now] == [digest]:
                if now[0][0] != id_:
                    staging.is_of(now[0][3], id_)
                if mending.mended:
                    staging.add("mended", (pk, now[0][3]))
            elif now and id_ not in {item[0] for item in now} and key not in started:
                if len(now) == 1:
                    staging.add("altered", (pk, now[0][3], key))
                report.change(key)
    staged = staging.query("SELECT count(DISTINCT key) FROM said")[0][0]
    report.new_rows = staged - known
    staging.flush()
    if mending.mended:
        staging.query("CREATE INDEX said_by_line ON said (line)")
    if dropped:
        told = ", ".join(f"{claim} ({count:,})" for claim, count in dropped.items())
        report.remarks.append(
            f"claims that the mended mapping makes no longer, and whose statements stay: {told}"
        )
    otherwise = _told_otherwise(connection, staging)
    if otherwise:
        report.remarks.append(
            f"events that the rows describe otherwise than the case file, which keeps what it has: {len(otherwise):,} "
            f"({', '.join(otherwise[:_SHOWN])}{', …' if len(otherwise) > _SHOWN else ''})"
        )


def _told_otherwise(connection: sqlite3.Connection, staging: Staging) -> list[str]:
    """Return the keys of events that have another title, date, place, text or tag in the rows than in the case file."""
    otherwise: list[str] = []
    last = 0
    while rows := staging.query(
        """SELECT t.n, k.key, t.title, t.occurred, t.place, t.proposition, t.note, t.tags FROM told t JOIN event_key k ON k.n = t.n WHERE t.n > ? AND NOT EXISTS
        (SELECT 1 FROM said d JOIN mended m ON m.n = d.n WHERE d.line = t.line) ORDER BY t.n LIMIT ?""",
        (last, _CHUNK),
    ):
        last = rows[-1][0]
        held = with_keys(connection, "event", [row[1] for row in rows], _HELD)
        for _, key, title, *cells in rows:
            if key not in held:  # another terminal has given it another key since it was read
                continue
            old_title, *old = json.loads(held[key])
            same = not title or fold_name(title) == fold_name(old_title)
            if not same or any(
                now and not _same(what, now, was) for what, now, was in zip(_TOLD, cells, old, strict=True)
            ):
                otherwise.append(key)
    return otherwise


def _same(what: str, now: Any, was: Any) -> bool:
    """Whether a row says of an event what the case file has, whichever way it is written; fewer tags contradict none."""
    from claimtrack.values import read_value

    if now == was:
        return True
    if what == "date":
        return was is not None and read_alike(what, read_date_column(now), read_date_column(was))
    if what == "place":
        return was is not None and read_alike(what, read_value(now, what), read_value(was, what))
    return what == "tags" and set(json.loads(now)) <= set(was)


def settle_release(apply: Apply, dataset: str, now: str, others: set[str], report: ImportReport) -> None:
    """Link what changed to what it replaces, mark what vanished, and remember what each row says now."""
    if report.new_rows is not None:
        pairs = apply.query(
            """SELECT r.key, n.pk, o.pk, n.event = o.event AND nc.bloc = oc.bloc, (
                SELECT json_group_array(key) FROM (SELECT DISTINCT f.key FROM value v JOIN field f ON f.pk = v.field
                WHERE v.assertion = o.pk AND v.field NOT IN (SELECT field FROM value WHERE assertion = n.pk) ORDER BY f.key))
            FROM s.said d JOIN import_row r ON r.dataset = ? AND r.key = d.key AND r.claim = d.claim
            JOIN s.assertion t ON t.n = d.n JOIN assertion n ON n.id = t.id JOIN assertion o ON o.pk = r.assertion
            JOIN claimant nc ON nc.pk = n.claimant JOIN claimant oc ON oc.pk = o.claimant
            WHERE n.pk <> o.pk AND d.rowid = (SELECT max(l.rowid) FROM s.said l WHERE l.key = d.key AND l.claim = d.claim)""",
            (dataset,),
        )
        started = set(report.started)
        unlinked = [
            key
            for key, new, old, same, gone in pairs
            if key not in started and (not same or not _supersede(apply, new, old, gone))
        ]
        if unlinked:
            report.remarks.append(
                "changed rows whose new assertion could not be linked to the old one (another claimant or event, or said "
                f"before): {', '.join(unlinked[:20])}"
            )
        if report.vanished:
            _mark_vanished(apply, dataset, now, others)
    apply.remember(dataset)


def _supersede(apply: Apply, new: int, old: int, gone: str) -> bool:
    """Link a changed row to what it replaces; answers that it no longer gives are named, for those are dropped too."""
    linked = apply.link("supersedes", new, old)
    return linked and (gone == "[]" or apply.link("supersedes", new, old, gone))


def _mark_vanished(apply: Apply, dataset: str, now: str, others: set[str]) -> None:
    """Mark what the release came without, a few keys in each step."""
    last = ""
    while keys := apply.query(
        """SELECT DISTINCT key FROM import_row r WHERE dataset = ? AND key > ? AND NOT EXISTS
        (SELECT 1 FROM s.said d WHERE d.key = r.key) ORDER BY key LIMIT ?""",
        (dataset, last, _CHUNK),
    ):
        last = keys[-1][0]
        apply.change(
            """UPDATE import_row SET vanished = ? WHERE dataset = ? AND vanished = ''
            AND key IN (SELECT value FROM json_each(?))""",
            (now, dataset, json.dumps([key for (key,) in keys if key not in others])),
        )
