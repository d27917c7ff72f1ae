"""A later release of a dataset against the last one: what is new, what says something else, what is gone.

Rows are matched by the mapping's key. A row that says something else makes a new assertion that supersedes the old
one; the old one stays. A row whose key means another event than before is refused when it is read, see `rows`.

A mended mapping corrects what it made of rows that are as they were: they are known by all that stands in them, whichever
key they have, had or lack. A row without a key that comes corrected is told, and not silently a second statement.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.errors import MappingError
from claimtrack.intake.rules import read_alike
from claimtrack.store.columns import read_date_column
from claimtrack.store.held import digests_of, row_digests_of, said_by_imports, speaker_of, with_keys
from claimtrack.store.reader import Reader
from claimtrack.wording import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.importers.mapping.language import Mapping
    from claimtrack.intake.mending import Mending
    from claimtrack.intake.report import ImportReport
    from claimtrack.store.apply import Apply
    from claimtrack.store.held import HeldAssertions, Statement
    from claimtrack.store.staging import Staging

_CHUNK = 500
_SHOWN = 10  # events or rows named in a remark
_TOLD = ("date", "place", "text", "text", "tags")  # what rows say of events besides their titles
_HELD = """json_array(title, occurred, coalesce(json_extract(place, '$.raw'), json_extract(place, '$.name')), proposition, note,
    json((SELECT json_group_array(text) FROM event_tag WHERE owner = event.pk)))"""
_MOST = 100_000  # statements of before that are looked at: a file that has next to nothing in common with them is another
_NEW = """SELECT a.id, e.key, c.key, d.said_edtf, a.stance{} FROM assertion a
    JOIN (SELECT n, key FROM event UNION ALL SELECT n, key FROM event_key) e ON e.n = a.event
    JOIN (SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key) c ON c.n = a.claimant
    LEFT JOIN day d ON d.n = a.said"""


_SAID = "SELECT a.id, a.event, d.digest, a.n FROM said d JOIN assertion a ON a.n = d.n WHERE d.{} = ? AND d.claim = ?"
_KEYED, _ALIKE = _SAID.format("key"), _SAID.format("digest")
_BY_DIGEST = (
    """SELECT digest, '', n, id FROM assertion WHERE digest IN (SELECT value FROM json_each(?)) ORDER BY n"""
)
_BY_ROW = """SELECT d.digest, d.claim, a.n, a.id FROM said d JOIN assertion a ON a.n = d.n
    WHERE d.digest IN (SELECT value FROM json_each(?)) ORDER BY a.n"""
_SPEAKERS = """SELECT a.n, c.key FROM assertion a
    JOIN (SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key) c ON c.n = a.claimant"""
_KEYED_OTHERWISE = """DELETE FROM import_row WHERE dataset = ? AND assertion IN (SELECT old FROM s.mended)
    AND key NOT IN (SELECT key FROM s.said)"""
"""A mended mapping may take its keys from elsewhere: what a row was called before is forgotten."""


# --- rows with a key ---------------------------------------------------------------------------


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
    if mending.mended:
        staging.query("CREATE INDEX said_by_digest ON said (digest)")
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
            now = staging.query(_ALIKE, (digest, claim)) if mending.mended and digest else []
            now = now or staging.query(_KEYED, (key, claim))
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
    if dropped:
        told = ", ".join(f"{claim} ({count:,})" for claim, count in dropped.items())
        report.remarks.append(
            f"claims that the mended mapping makes no longer, and whose statements stay: {told}"
        )
    otherwise = _told_otherwise(connection, staging)
    if otherwise:
        report.remarks.append(
            "events that the rows describe otherwise than the case file, which keeps what it has: "
            + _listed(otherwise)
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
            WHERE n.pk <> o.pk AND d.n NOT IN (SELECT n FROM s.mended) AND o.pk NOT IN (SELECT old FROM s.mended) AND d.rowid = (SELECT max(l.rowid) FROM s.said l WHERE l.key = d.key AND l.claim = d.claim)""",
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
        apply.change(_KEYED_OTHERWISE, (dataset,))
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


# --- rows known by what stands in them ---------------------------------------------------------


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
            for name, claim, n, id_ in staging.query(find, (digests,)):
                now.setdefault((name, claim), []).append((n, id_))
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
