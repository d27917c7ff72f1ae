"""A release of a dataset against the one before: what is new, what says something else, what is gone.

Rows are matched by the mapping's key, and what each of their claims says. What says something else makes a new assertion that
supersedes the old one; the old one stays. Releases are ordered by when they were published, where that is told: what an older
one says that comes later is superseded by what the newer ones say. A row whose key means another event than before is refused
when it is read, see `row_keys`.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from claimtrack.characters import fold_name
from claimtrack.intake.rules import read_alike
from claimtrack.store.columns import read_date_column
from claimtrack.store.held_records import newest_release, with_keys
from claimtrack.wording import listed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from claimtrack.intake.mending import Mending
    from claimtrack.intake.report import ImportReport
    from claimtrack.store.apply import Apply
    from claimtrack.store.staging import Staging

_CHUNK = 500
_TOLD = ("date", "place", "text", "text", "tags")  # what rows say of events besides their titles
_HELD = """json_array(title, occurred, coalesce(json_extract(place, '$.raw'), json_extract(place, '$.name')), proposition, note,
    json((SELECT json_group_array(text) FROM event_tag WHERE owner = event.pk)))"""
_BEFORE = """SELECT r.key, r.claim, iif(r.part = '' AND r.claim IN (SELECT value FROM json_each(:split)), c.key, r.part), a.id,
    r.digest, a.pk, r.vanished FROM import_row r JOIN assertion a ON a.pk = r.assertion JOIN claimant c ON c.pk = a.claimant
    WHERE r.dataset = :dataset ORDER BY r.key"""
_PARTED = """UPDATE OR REPLACE import_row SET part = (SELECT c.key FROM assertion a JOIN claimant c ON c.pk = a.claimant
    WHERE a.pk = import_row.assertion) WHERE dataset = ? AND part = '' AND claim IN (SELECT value FROM json_each(?))"""
"""What was written down before it was known whose words a part is, of a claim that is split."""
_SAID = """SELECT a.id, d.digest, a.n FROM said d JOIN assertion a ON a.n = d.n WHERE d.{} = ? AND d.claim = ? AND d.part = ?"""
_KEYED, _ALIKE = _SAID.format("key"), _SAID.format("digest")
_SPEAKING = "SELECT DISTINCT key FROM said WHERE n IN (SELECT n FROM assertion)"
"""Rows of which anything is taken: what is void stays out."""
_KEYED_OTHERWISE = """DELETE FROM import_row WHERE dataset = ? AND assertion IN (SELECT old FROM s.mended)
    AND key NOT IN (SELECT key FROM s.said)"""
"""A mended mapping may take its keys from elsewhere: what a row was called before is forgotten."""
_CHANGED = """SELECT d.n, d.key, n.pk, o.pk, n.event = o.event AND nc.bloc = oc.bloc
    FROM s.said d JOIN import_row r ON r.dataset = ? AND r.key = d.key AND r.claim = d.claim AND r.part = d.part
    JOIN s.assertion t ON t.n = d.n JOIN assertion n ON n.id = t.id JOIN assertion o ON o.pk = r.assertion
    JOIN claimant nc ON nc.pk = n.claimant JOIN claimant oc ON oc.pk = o.claimant
    WHERE n.pk <> o.pk AND d.n NOT IN (SELECT n FROM s.mended) AND o.pk NOT IN (SELECT old FROM s.mended)
    AND d.rowid = (SELECT max(l.rowid) FROM s.said l WHERE l.key = d.key AND l.claim = d.claim AND l.part = d.part)
    AND NOT EXISTS (SELECT 1 FROM s.said l JOIN s.assertion x ON x.n = l.n
        WHERE l.key = d.key AND l.claim = d.claim AND l.part = d.part AND x.id = o.id)"""
_UNSAID = "DELETE FROM s.said WHERE n IN (SELECT value FROM json_each(?))"
"""What stands for a row stays what is remembered of it, for a later release to be compared with."""
_DROPPED = """SELECT json_group_array(key) FROM (SELECT DISTINCT f.key FROM value v JOIN field f ON f.pk = v.field
    WHERE v.assertion = :old AND v.field NOT IN (SELECT field FROM value WHERE assertion = :new) ORDER BY f.key)"""
_CHAIN = """WITH RECURSIVE older (pk, age) AS (SELECT :pk, 0
    UNION SELECT l.target, age + 1 FROM older JOIN link l ON l.source = older.pk AND l.kind = 'supersedes')
    SELECT o.pk, coalesce((SELECT r.published FROM import_made i JOIN import_run r ON r.pk = i.run
        WHERE i.kind = 'assertion' AND r.dataset = :dataset AND o.pk BETWEEN i.first AND i.last), '')
    FROM older o GROUP BY o.pk ORDER BY max(age)"""
_SAME_EVENT = """SELECT r.key, e.key FROM import_row r JOIN assertion a ON a.pk = r.assertion JOIN event e ON e.pk = a.event
    WHERE r.dataset = ? AND r.key IN (SELECT value FROM json_each(?))"""
_EVENTS = """SELECT DISTINCT d.key, e.key FROM said d JOIN assertion a ON a.n = d.n
    JOIN (SELECT n, key FROM event UNION ALL SELECT n, key FROM event_key) e ON e.n = a.event WHERE d.rowid > ? AND d.rowid <= ?"""


class LastRelease:
    """What the last release of a dataset said, with which the rows of another one are compared.

    Args:
        connection: the case file.
        mending: says which dataset it is, and takes rows that are as they were.
        split: claims of the mapping that are split: their parts are known by whose words they are.
        others: keys of rows in all files of the release that are known, those of this one among them.
        met: keys of rows that an earlier file of the release had: they are compared there.
        published: when the release was published, in EDTF; empty where that is not told.
        report: takes new, changed, vanished and reused keys.

    Attributes:
        older: whether the release is older than another one that has come in.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        mending: Mending,
        split: Collection[str],
        others: Collection[str],
        met: Collection[str],
        published: str,
        report: ImportReport,
    ) -> None:
        self._connection = connection
        self._mending = mending
        self._dataset = mending.dataset
        self._split = json.dumps(sorted(split))
        self._others = others
        self._met = met
        self._published = published
        self._report = report
        newest = newest_release(connection, mending.dataset) if published else ""
        self.older = newest > published
        report.newest = newest if self.older else ""

    # --- reading ------------------------------------------------------------------------------

    def compare(self, staging: Staging, *, named: bool) -> None:
        """Compare the staged rows with what the last release said.

        Args:
            staging: the rows, staged.
            named: the mapping names its dataset, so that another table cannot be meant.
        """
        before = "SELECT 1 FROM import_row WHERE dataset = ? LIMIT 1"
        if self._connection.execute(before, (self._dataset,)).fetchone() is None:
            return
        staging.query("CREATE INDEX said_by_key ON said (key, claim)")
        if self._mending.mended:
            staging.query("CREATE INDEX said_by_digest ON said (digest)")
        if self._mending.mended and not named and self._is_another(staging):
            self._report.remarks.append(
                f"no row of this came in before as the dataset {self._dataset!r}, after which the mapping goes: it is taken for "
                'another table, and nothing counts as gone; dataset = "…" at the top of the mapping tells them apart'
            )
            return
        self._compare_rows(staging)
        if otherwise := _told_otherwise(self._connection, staging):
            self._report.remarks.append(
                "events that the rows describe otherwise than the case file, which keeps what it has: "
                + listed(otherwise)
            )

    def _compare_rows(self, staging: Staging) -> None:
        report, mended = self._report, self._mending.mended
        known = set(self._met)
        last_key = None
        dropped: Counter[str] = Counter()
        for key, claim, part, id_, digest, pk, gone in self._before():
            if key in self._met:
                continue
            now = staging.query(_ALIKE, (digest, claim, part)) if mended and digest else []
            now = now or staging.query(_KEYED, (key, claim, part))
            here = now or staging.query("SELECT 1 FROM said WHERE key = ? LIMIT 1", (key,))
            if here and not gone:
                known.add(key)
            if key != last_key:
                last_key = key
                if not here and not gone and not self.older and not report.part and key not in self._others:
                    report.vanish(key)
            if mended and here and not now:
                dropped[claim] += 1
            self._compare_row(staging, key, id_, digest, pk, now)
        report.new_rows = sum(1 for (key,) in staging.query(_SPEAKING) if key not in known)
        staging.flush()
        if dropped:
            told = ", ".join(f"{claim} ({count:,})" for claim, count in dropped.items())
            report.remarks.append(
                f"claims that the mended mapping makes no longer, and whose statements stay: {told}"
            )

    def _before(self) -> Iterator[tuple[str, str, str, str, str, int, str]]:
        """Yield what each row said: its key, the claim and whose part, the assertion, the digest, and since when it is gone."""
        cursor = self._connection.execute(_BEFORE, {"dataset": self._dataset, "split": self._split})
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows

    def _compare_row(
        self, staging: Staging, key: str, id_: str, digest: str, pk: int, now: list[tuple[str, str, int]]
    ) -> None:
        """Compare what a claim of a row said with what it says now; several where rows have one key."""
        mended = self._mending.mended
        if digest and [item[1] for item in now] == [digest]:
            if now[0][0] != id_ and (mended or not self.older):
                staging.is_of(now[0][2], id_)
            if mended:
                staging.add("mended", (pk, now[0][2]))
        elif now and id_ not in {item[0] for item in now} and key not in self._report.started:
            if len(now) == 1 and not self.older:
                staging.add("altered", (pk, now[0][2], key))
            self._report.change(key)

    def _is_another(self, staging: Staging) -> bool:
        """Whether no row came in before: none is as it was, and none has a key that meant the same event."""
        sql = """SELECT 1 FROM said WHERE digest IN (SELECT value FROM json_each(?)) LIMIT 1"""
        digests = {digest for *_, digest, _, _ in self._before() if digest}
        if self._met or staging.query(sql, (json.dumps(sorted(digests)),)):
            return False
        last = staging.query("SELECT coalesce(max(rowid), 0) FROM said")[0][0]
        for after in range(0, last, _CHUNK):
            now = staging.query(_EVENTS, (after, after + _CHUNK))
            keys = json.dumps(sorted({key for key, _ in now}))
            if not set(now).isdisjoint(
                self._connection.execute(_SAME_EVENT, (self._dataset, keys)).fetchall()
            ):
                return False
        return True

    # --- writing ------------------------------------------------------------------------------

    def settle(self, apply: Apply, now: str) -> None:
        """Link what changed to what it replaces, mark what vanished, and remember what each row says now."""
        if self._split != "[]":
            apply.change(_PARTED, (self._dataset, self._split))
        if self._report.new_rows is not None:
            apply.change(_KEYED_OTHERWISE, (self._dataset,))
            if self._report.vanished:
                self._mark_vanished(apply, now)
            self._link(apply)
        apply.remember(self._dataset, now if self.older else "")

    def _link(self, apply: Apply) -> None:
        place = self._place if self.older else _supersede
        started = set(self._report.started)
        unlinked: list[str] = []
        gone_back: dict[int, str] = {}
        for number, key, new, old, same in apply.query(_CHANGED, (self._dataset,)):
            if key in started or key in self._met or (same and place(apply, new, old)):
                continue
            if new in self._chain(apply, old):
                gone_back[number] = key
            else:
                unlinked.append(key)
        if unlinked:
            self._report.remarks.append(
                "changed rows whose new assertion could not be linked to the old one (another claimant or event, or said "
                f"before): {', '.join(unlinked[:20])}"
            )
        if gone_back:
            dated = "" if self._published else "; --published DATE tells this release from the earlier one"
            self._report.remarks.append(
                "rows that say again, word for word, what an earlier release said, so that what came between still stands: "
                f"{', '.join([*gone_back.values()][:20])}{dated}"
            )
            apply.change(_UNSAID, (json.dumps([*gone_back]),))

    def _chain(self, apply: Apply, pk: int) -> dict[int, str]:
        """Return what an assertion superseded, itself first, and when the release that said each was published."""
        return dict(apply.query(_CHAIN, {"pk": pk, "dataset": self._dataset}))

    def _place(self, apply: Apply, new: int, old: int) -> bool:
        """Link what an older release said to what superseded it, and to what it superseded itself."""
        chain = self._chain(apply, old).items()
        later = [pk for pk, published in chain if published > self._published]
        earlier = [pk for pk, published in chain if "" < published < self._published]
        after = later[-1] if later else old
        if earlier and after != earlier[0]:
            _supersede(apply, new, earlier[0])
        return _supersede(apply, after, new)

    def _mark_vanished(self, apply: Apply, now: str) -> None:
        """Mark what the release came without, a few keys in each step."""
        last = ""
        while keys := apply.query(
            """SELECT DISTINCT key FROM import_row r WHERE dataset = ? AND key > ? AND NOT EXISTS
            (SELECT 1 FROM s.said d WHERE d.key = r.key) ORDER BY key LIMIT ?""",
            (self._dataset, last, _CHUNK),
        ):
            last = keys[-1][0]
            apply.change(
                """UPDATE import_row SET vanished = ? WHERE dataset = ? AND vanished = ''
                AND key IN (SELECT value FROM json_each(?))""",
                (now, self._dataset, json.dumps([key for (key,) in keys if key not in self._others])),
            )


def tell_repeated_keys(staging: Staging, met: Collection[str], report: ImportReport) -> None:
    """Tell which keys stand in several rows of the release.

    Args:
        staging: the rows of a file, staged.
        met: keys of rows in earlier files of the release.
        report: takes the remark.
    """
    twice = staging.query(
        """SELECT key, count(DISTINCT line) FROM said GROUP BY key HAVING count(DISTINCT line) > 1 LIMIT 20"""
    )
    keys = [f"{key} ({count} rows)" for key, count in twice]
    if met:
        every = (key for (key,) in staging.query("SELECT DISTINCT key FROM said ORDER BY key"))
        keys += [f"{key} (in several files)" for key in every if key in met][:20]
    if keys:
        report.remarks.append(
            f"keys that stand in several rows, of which the last is compared with a later release: {', '.join(keys)}"
        )


def _supersede(apply: Apply, new: int, old: int) -> bool:
    """Link a changed row to what it replaces; answers that it no longer gives are named, for those are dropped too."""
    ((gone,),) = apply.query(_DROPPED, {"old": old, "new": new})
    linked = apply.link("supersedes", new, old)
    return linked and (gone == "[]" or apply.link("supersedes", new, old, gone))


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
