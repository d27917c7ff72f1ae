"""Putting what an import has staged into the case file.

Who and what is spoken of goes first, then what is said, then what points at that. See `steps` for how this is cut into
short transactions, and taken back where it is cut short.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

from claimtrack.store.columns import row_plan
from claimtrack.store.index_pause import make_again, put_aside
from claimtrack.store.keyed_records import Keyed, quoted
from claimtrack.store.row_corrections import Rereading
from claimtrack.store.staging import BUCKET, BUCKETS
from claimtrack.store.steps import Steps
from claimtrack.store.unchanged_rows import Unchanged
from claimtrack.store.voiding import revive_present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from claimtrack.store.held_records import HeldAssertions
    from claimtrack.store.staging import Sizes


class Apply:
    """Applies the staged rows of one import.

    Args:
        connection: the case file, with nothing else going on.
        path: the case file.
        now: the time that new records are stamped with.
        sizes: how much is staged.
        advance: called with the number of rows done since the last call.

    Attributes:
        made: records made, by kind.
        held: records of the import that the file held already, by kind.
        repeated: records that the import has more than once, by kind.
        refused: links that break their meaning: where each stands in the input, and why.
        met: takes which assertions of the import the file held; None where nobody asks.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        now: str,
        sizes: Sizes,
        advance: Callable[[int], object],
    ) -> None:
        self._connection = connection
        self._steps = Steps(connection, path, now)
        self._keyed = Keyed(self._steps, advance)
        self._sizes = sizes
        self._advance = advance
        self.made = self._steps.made
        self.held: Counter[str] = Counter()
        self.repeated: Counter[str] = Counter()
        self.refused: list[tuple[str, str]] = []
        self.met: HeldAssertions | None = None
        self._digests = False

    @property
    def connection(self) -> sqlite3.Connection:
        """The case file, with the side database attached as `s`."""
        return self._connection

    def run(
        self, dataset: str, source: str, digest: str, mapping: str, published: str
    ) -> AbstractContextManager[None]:
        """Hold an import open; undo it where the block fails. See `Steps.run`."""
        return self._steps.run(dataset, source, digest, mapping, published)

    def at_once(self) -> AbstractContextManager[None]:
        """Apply everything in one transaction. See `Steps.at_once`."""
        return self._steps.at_once()

    def apply_keyed(self) -> list[str]:
        """Make what has keys; give the keys of events that nothing describes, and that are made by them alone."""
        self._keyed.apply_fields()
        self._keyed.apply("claimant")
        # A file that is read again names a million documents, and has nothing new that was read there.
        referred = self._sizes.buckets.total() or self.query("SELECT 1 FROM s.evidence LIMIT 1")
        self._keyed.apply("document", referred=bool(referred))
        self._keyed.apply("event")
        return self._keyed.name_the_rest()

    def apply_assertions(self) -> None:
        """Make the assertions with their values, and the indexes of what has grown many times over."""
        connection = self._connection
        self._digests = "digest" in self._staged_columns()
        total, insert = self._sizes.buckets.total(), self._assertions()
        order = "min(n) & :mask" if total <= self._steps.size else "id"
        connection.execute("CREATE TEMP TABLE fresh (seq INTEGER PRIMARY KEY, n INTEGER, id TEXT, answers)")
        try:
            for low, high, read in self._buckets(total):
                self._assert(insert, low, high, read, order)
        finally:
            connection.execute("DROP TABLE fresh")
        make_again(connection, self._steps.step)

    def _staged_columns(self) -> set[str]:
        return {row[1] for row in self._connection.execute("PRAGMA s.table_info(assertion)")}

    def _columns(self) -> dict[str, str]:
        """Write what the columns of assertions are filled with: days stand in a table of their own."""
        staged = self._staged_columns()
        return {
            column: f"d.{column}"
            if column in _DAY
            else self._keyed.column("assertion", column, "t")
            if column in staged
            else ":now"
            if column == "recorded"
            else "''"
            for column in row_plan("assertion").columns
        }

    def _assertions(self) -> str:
        """Write the statement that makes assertions."""
        read = self._columns()
        return f"""INSERT INTO main.assertion (pk, {", ".join(read)})
            SELECT :base + f.seq, {", ".join(read.values())}
            FROM temp.fresh f JOIN s.assertion t ON t.n = f.n LEFT JOIN s.day d ON d.n = t.said ORDER BY f.seq"""

    def _buckets(self, total: int) -> Iterator[tuple[int, int, int]]:
        """Yield ranges of numbers that hold about a step's worth each: several small buckets, or a part of a large one."""
        size = self._steps.size
        if total <= size:
            yield 0, BUCKETS << BUCKET, total
            return
        start, held = 0, 0
        for bucket in range(BUCKETS):
            low, count = bucket << BUCKET, self._sizes.buckets[bucket]
            if held and held + count > size:
                yield start, low, held
                start, held = low, 0
            held += count
            while held > size:
                cut = self._connection.execute(
                    "SELECT n FROM s.assertion WHERE n >= ? ORDER BY n LIMIT 1 OFFSET ?", (start, size)
                ).fetchone()[0]
                yield start, cut, size
                start, held = cut, held - size
        yield start, BUCKETS << BUCKET, held

    def _assert(self, insert: str, low: int, high: int, read: int, order: str) -> None:
        connection = self._connection
        connection.execute("DELETE FROM temp.fresh")
        found = connection.execute(_FRESH.format(order), {"low": low, "high": high, "mask": _MASK}).rowcount
        self.repeated["assertion"] += read - found
        with self._steps.trusted_step():
            there = [pk for (pk,) in connection.execute(_THERE)]
            gone = connection.execute(_HELD).rowcount if there else 0
            self.held["assertion"] += gone
            if self.met is not None:
                self.met.mark(there)
            if gone and gone < found:
                self._close_gaps()
            if gone < found:
                base = self._steps.next_row("assertion") - 1
                self._steps.insert("assertion", insert)
                connection.execute(_VALUES, {"base": base})
                if self._digests:
                    connection.execute(_DIGESTS, {"base": base})
        self._advance(read)

    def _close_gaps(self) -> None:
        """Number what is left one after another again."""
        self._connection.execute(
            "CREATE TEMP TABLE again AS SELECT n, id, answers FROM temp.fresh ORDER BY seq"
        )
        self._connection.execute("DELETE FROM temp.fresh")
        self._connection.execute(
            "INSERT INTO temp.fresh (n, id, answers) SELECT n, id, answers FROM temp.again ORDER BY rowid"
        )
        self._connection.execute("DROP TABLE temp.again")

    def put_indexes_aside(self) -> None:
        """Put aside the indexes of tables that this import makes several times as long."""
        documents, assertions = self._sizes.documents, self._sizes.buckets.total()
        coming = {"document": documents, "assertion": assertions, "value": assertions}
        put_aside(self._connection, self._steps.step, coming)

    # --- what points at assertions ------------------------------------------------------------

    def apply_links(self, *, as_taken_out: bool = True) -> tuple[int, int]:
        """Make the links within rows and between them; those that break their meaning are put down in `refused`.

        Args:
            as_taken_out: links that somebody has taken out of the case file stay out.

        Returns:
            How many of those between rows lead nowhere, and how many stay out because somebody has taken them out.
        """
        connection = self._connection
        lost = 0
        with self._steps.aside():
            connection.execute(f"CREATE TABLE s.pair (n INTEGER PRIMARY KEY, {_LINK})")
            connection.execute(f"INSERT INTO s.pair ({_LINK}) SELECT {_LINK} FROM s.link ORDER BY n")
            if connection.execute("SELECT 1 FROM s.reply LIMIT 1").fetchone():
                connection.execute("CREATE INDEX s.said_key ON said (key, claim)")
                connection.execute(_REPLIES)
                lost = connection.execute("DELETE FROM s.pair WHERE target IS NULL").rowcount
            # Denials first: a concession rests on one that may come in with it.
            connection.execute(
                "CREATE TABLE s.ordered AS SELECT * FROM s.pair ORDER BY kind NOT IN ('denies', 'disputes'), n"
            )
            if connection.execute("SELECT 1 FROM s.pair WHERE kind = 'concedes' LIMIT 1").fetchone():
                connection.execute(_CONCEDED)
                connection.execute(f"DELETE FROM s.ordered WHERE {_OF_A_DENIAL}")
            taken_out = connection.execute(_TAKEN_OUT).rowcount if as_taken_out else 0
        total = connection.execute("SELECT coalesce(max(rowid), 0) FROM s.ordered").fetchone()[0]
        for after, portion in self._portions(total):
            self._link(portion)
            self._advance(min(self._steps.size, total - after))
        return lost, taken_out

    def revive(self) -> None:
        """Note that what was void is there again: an import that was taken back had made it, and this one has it."""
        revive_present(self._connection, self._steps.now)

    def _link(self, portion: dict[str, int]) -> None:
        """Make some links; one by one where together they cannot be made, so that each that is refused is known."""
        try:
            with self._steps.step():
                self._steps.insert("link", _LINKS, portion)
        except sqlite3.IntegrityError:
            for after in range(portion["after"], portion["until"]):
                try:
                    with self._steps.step():
                        self._steps.insert("link", _LINKS, {"after": after, "until": after + 1})
                except sqlite3.IntegrityError as error:
                    sql = "SELECT place FROM s.ordered WHERE rowid = ?"
                    (place,) = self._connection.execute(sql, (after + 1,)).fetchone()
                    self.refused.append((place, str(error).partition(": ")[2]))

    def apply_corrections(self) -> None:
        """Make the corrections that come in with records, as they are."""
        columns = ", ".join(quoted(row_plan("correction").columns))
        with self._steps.step():
            self._connection.execute(
                f"INSERT INTO main.correction ({columns}) SELECT {columns} FROM s.correction ORDER BY n"
            )

    def apply_others(self) -> None:
        """Make the evidence, with what it bears on, and the assessments."""
        for kind, name in (("evidence", "key"), ("assessment", "id")):
            columns = row_plan(kind).columns
            read = ", ".join(self._keyed.column(kind, column, "t") for column in columns)
            last, rows, names = self._connection.execute(
                f"SELECT coalesce(max(n), 0), count(*), count(DISTINCT {name}) FROM s.{kind}"
            ).fetchone()
            sql = f"""INSERT INTO main.{kind} ({", ".join(quoted(columns))}) SELECT {read} FROM s.{kind} t
                WHERE t.n > :after AND t.n <= :until
                AND t.n = (SELECT min(o.n) FROM s.{kind} o WHERE o.{name} = t.{name})
                AND NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.{name} = t.{name}) ORDER BY t.n"""
            if last:
                self._connection.execute(f"CREATE INDEX s.{kind}_name ON {kind} ({name})")
            for _after, portion in self._portions(last):
                with self._steps.step():
                    self._steps.insert(kind, sql, portion)
                    if kind == "evidence":
                        self._connection.execute(_BEARINGS, portion)
            self.repeated[kind] += rows - names
            self.held[kind] += names - self.made[kind]

    def _portions(self, total: int) -> list[tuple[int, dict[str, int]]]:
        """Return where the steps of so many rows begin, and the arguments that name each step's rows."""
        size = self._steps.size
        return [(after, {"after": after, "until": after + size}) for after in range(0, total, size)]

    # --- what is written otherwise ------------------------------------------------------------

    def take_as_unchanged(self, dataset: str, published: str) -> set[str]:
        """Take what rows say as they said it for what it was; return the keys of rows that say nothing else. See `unchanged_rows`."""
        if not self._connection.execute("SELECT 1 FROM s.altered LIMIT 1").fetchone():
            return set()
        with self._steps.aside():
            return Unchanged(self._connection, self._columns(), dataset, published).take(self._steps.now)

    # --- what is read otherwise ---------------------------------------------------------------

    def at_the_end(self, action: Callable[[], object]) -> None:
        """Have something done in the transaction that ends the import: all of it with the import, or nothing."""
        self._steps.last.append(action)

    def note_held(self, held: HeldAssertions) -> None:
        """Write down what the import gave that the file held already."""
        self._steps.note_held(held.ranges())

    def corrections(self) -> int:
        """Return the number of the last correction in the file."""
        return self._steps.next_row("correction") - 1

    def note_corrections(self, before: int) -> None:
        """Write down that the corrections since one are of this import, and of nobody's hand."""
        if (last := self.corrections()) > before:
            self._steps.note("correction", before + 1, last)

    def rereading(self, dataset: str) -> Rereading:
        """Return what corrects the rows of a dataset that are as they were, and are read otherwise."""
        return Rereading(self._connection, dataset, self._columns())

    # --- which row said what ------------------------------------------------------------------

    def remember(self, dataset: str, gone: str = "") -> None:
        """Write down what each row of the dataset says now, for comparing a later release.

        Args:
            dataset: its name.
            gone: the release is older than another one, which says what rows say now: since when those are gone that are
                only in it; empty where it is the newest.
        """
        last = self._connection.execute("SELECT coalesce(max(rowid), 0) FROM s.said").fetchone()[0]
        for _after, portion in self._portions(last):
            with self._steps.step():
                self._connection.execute(
                    _OLDER_ROWS if gone else _ROWS, {**portion, "dataset": dataset, "gone": gone}
                )

    def query(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Ask the case file, with the side database attached as `s`."""
        return self._connection.execute(sql, arguments).fetchall()

    def change(self, sql: str, arguments: Any = ()) -> None:
        """Change something small, in a step of its own."""
        with self._steps.step():
            self._connection.execute(sql, arguments)

    def link(self, kind: str, source: int, target: int, fields: str = "[]") -> bool:
        """Link two assertions by their row numbers; false where the rules of the store forbid it.

        Args:
            kind: the kind of link.
            source: the assertion that links.
            target: the assertion linked to.
            fields: keys of the fields the link is limited to, as a JSON array.
        """
        sql = """INSERT INTO link (kind, source, target, fields, note, recorded)
            SELECT :kind, :source, :target, :fields, '', :now WHERE NOT EXISTS (SELECT 1 FROM link
            WHERE kind = :kind AND source = :source AND target = :target AND fields = :fields)"""
        given = {"kind": kind, "source": source, "target": target, "fields": fields}
        try:
            with self._steps.step():
                self._steps.insert("link", sql, given)
        except sqlite3.IntegrityError:
            return False
        return True


_LINK = "kind, source, target, fields, note, recorded, place"
_REPLIES = f"""INSERT INTO s.pair ({_LINK}) SELECT r.kind, r.source,
    (SELECT d.n FROM s.said d WHERE d.key = r.key AND d.claim = r.claim), '[]', '', '', r.place FROM s.reply r"""
# A party that concedes its own denial concedes what it denied, on the same fields; a link with the stamp of a case file is
# as that file has it.
_OF_A_DENIAL = """kind = 'concedes' AND recorded = '' AND EXISTS (SELECT 1 FROM s.pair q
    JOIN s.assertion a ON a.n = ordered.source JOIN s.assertion b ON b.n = q.source
    WHERE q.source = ordered.target AND q.kind IN ('denies', 'disputes') AND a.claimant = b.claimant)"""
_CONCEDED = f"""INSERT INTO s.ordered ({_LINK}) SELECT 'concedes', p.source, q.target, iif(p.fields = '[]', q.fields, p.fields),
    p.note, p.recorded, p.place FROM s.pair p JOIN s.pair q ON q.source = p.target AND q.kind IN ('denies', 'disputes')
    JOIN s.assertion a ON a.n = p.source JOIN s.assertion b ON b.n = q.source AND b.claimant = a.claimant
    WHERE p.kind = 'concedes' AND p.recorded = ''"""
# As in an import of notes: a link that a person took out is not made again by an old file.
_TAKEN_OUT = """DELETE FROM s.ordered AS p WHERE EXISTS (SELECT 1 FROM s.assertion a JOIN s.assertion b
    JOIN main.correction c ON c.kind = 'link' AND c.name = a.id WHERE a.n = p.source AND b.n = p.target
    AND json_extract(c.before, '$.kind') = p.kind AND json_extract(c.before, '$.target') = b.id
    AND NOT EXISTS (SELECT 1 FROM import_made i WHERE i.kind = 'correction' AND c.pk BETWEEN i.first AND i.last)
    AND NOT EXISTS (SELECT 1 FROM main.link l JOIN main.assertion x ON x.pk = l.source JOIN main.assertion y ON y.pk = l.target
        WHERE x.id = a.id AND y.id = b.id AND l.kind = p.kind))"""
_LINKS = """INSERT INTO main.link (kind, source, target, fields, note, recorded)
    SELECT DISTINCT p.kind, a.pk, b.pk, p.fields, p.note, coalesce(nullif(p.recorded, ''), :now) FROM s.ordered p
    JOIN s.assertion s1 ON s1.n = p.source JOIN main.assertion a ON a.id = s1.id
    JOIN s.assertion s2 ON s2.n = p.target JOIN main.assertion b ON b.id = s2.id
    WHERE p.rowid > :after AND p.rowid <= :until AND NOT EXISTS (SELECT 1 FROM main.link l
        WHERE l.source = a.pk AND l.target = b.pk AND l.kind = p.kind AND l.fields = p.fields) ORDER BY p.rowid"""
_BEARINGS = """INSERT OR IGNORE INTO main.evidence_bearing (evidence, assertion, role)
    SELECT m.pk, a.pk, b.role FROM s.bearing b JOIN s.evidence e ON e.n = b.evidence
    JOIN main.evidence m ON m.key = e.key JOIN s.assertion o ON o.n = b.assertion JOIN main.assertion a ON a.id = o.id
    WHERE b.evidence > :after AND b.evidence <= :until"""
_FROM_SAID = """FROM s.said d JOIN s.assertion o ON o.n = d.n
    JOIN main.assertion a ON a.id = o.id WHERE d.rowid > :after AND d.rowid <= :until"""
_OLDER_ROWS = f"""INSERT INTO main.import_row (dataset, key, claim, part, assertion, digest, vanished)
    SELECT :dataset, d.key, d.claim, d.part, a.pk, d.digest, :gone {_FROM_SAID}
    ON CONFLICT (dataset, key, claim, part) DO NOTHING"""
_ROWS = f"""INSERT INTO main.import_row (dataset, key, claim, part, assertion, digest)
    SELECT :dataset, d.key, d.claim, d.part, a.pk, d.digest {_FROM_SAID}
    ON CONFLICT (dataset, key, claim, part) DO UPDATE SET assertion = excluded.assertion, vanished = '',
        digest = excluded.digest
    WHERE assertion <> excluded.assertion OR vanished <> '' OR digest <> excluded.digest"""
_MASK = (1 << BUCKET) - 1
_DAY = ("said", "said_edtf", "said_earliest", "said_latest")
_VALUES = """INSERT INTO main.value (assertion, field, negative, raw, read, low, high, edtf, hedge)
    SELECT :base + f.seq, k.pk, v.negative, v.raw, v.read, v.low, v.high, v.edtf, v.hedge
    FROM temp.fresh f JOIN s.answer v ON v.answers = f.answers JOIN s.pk_field k ON k.n = v.field
    ORDER BY f.seq, v.position"""
_DIGESTS = """INSERT INTO main.import_digest SELECT :base + f.seq, t.digest FROM temp.fresh f
    JOIN s.assertion t ON t.n = f.n ORDER BY f.seq"""
_FRESH = """INSERT INTO temp.fresh (n, id, answers) SELECT min(n), id, answers FROM s.assertion
    WHERE n >= :low AND n < :high GROUP BY id ORDER BY {}"""
_THERE = "SELECT a.pk FROM temp.fresh f JOIN main.assertion a ON a.id = f.id"
_HELD = """DELETE FROM temp.fresh WHERE EXISTS (SELECT 1 FROM main.assertion a WHERE a.id = fresh.id)"""
