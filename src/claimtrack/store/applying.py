"""Putting what an import has staged into the case file, in short steps, and taking it back where that is cut short.

Each step is a transaction of its own, so that another terminal's records go in between, and writes down in
`import_step` which rows it made. When the last step is done these lines go, and with them the way back: the import
is part of the file. Until then it is undone by the steps, last first: when it fails, when it is interrupted, and
after a crash by the next program that opens the file.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import shapes
from claimtrack.store.aside import make_again, put_aside
from claimtrack.store.columns import SIDE_TABLES, row_plan
from claimtrack.store.connection import storage_errors, transaction
from claimtrack.store.staging import BUCKET, BUCKETS, remove, staging_path
from claimtrack.store.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STEP = 10_000
"""Rows of a table that one transaction makes at most."""

_PAUSE = 0.002  # seconds between transactions, in which another terminal gets its turn
# Pages of write-ahead log before it is copied back; the usual 1,000 copy a page a hundred times.
_CHECKPOINT = 16_000
_CACHE = 64_000  # KiB; the indexes of a million assertions are written all over
_SIDE_CACHE = 24_000  # KiB; which row of the case file each staged number has become is looked up all over
_MASK = (1 << BUCKET) - 1


class Applying:
    """Applies the staged rows of one import.

    Args:
        connection: the case file, with nothing else going on.
        path: the case file.
        now: the time that new records are stamped with.
        advance: called with the number of rows done since the last call.

    Attributes:
        made: records made, by kind.
        held: records of the import that the file held already, by kind.
        repeated: records that the import has more than once, by kind.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, now: str, advance: Callable[[int], object]
    ) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._advance = advance
        self._run = 0
        self.made: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.repeated: Counter[str] = Counter()

    @contextmanager
    def run(self, dataset: str, source: str, digest: str) -> Iterator[None]:
        """Hold an import open; undo it where the block fails.

        Args:
            dataset: under which name its releases are compared.
            source: name of the file.
            digest: of its bytes and of the mapping.
        """
        connection = self._connection
        with storage_errors(self._path), _bulk_settings(connection):
            connection.execute("ATTACH ? AS s", (str(staging_path(self._path)),))
            try:
                connection.executescript(
                    f"""PRAGMA s.locking_mode = EXCLUSIVE; PRAGMA s.journal_mode = OFF; PRAGMA s.synchronous = OFF;
                    PRAGMA s.cache_size = -{_SIDE_CACHE};"""
                )
                self._begin(dataset, source, digest)
                try:
                    yield
                    self._end()
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    undo(connection, self._run)
                    raise
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.execute("DETACH s")
                remove(self._path)

    def _begin(self, dataset: str, source: str, digest: str) -> None:
        with self._step():
            # Holding the lock of the side database is what says that this import lives.
            self._connection.execute("CREATE TABLE IF NOT EXISTS s.lock (held)")
            cursor = self._connection.execute(
                "INSERT INTO import_run (dataset, source, digest, started) VALUES (?, ?, ?, ?)",
                (dataset, source, digest, self._now),
            )
            self._run = cursor.lastrowid or 0

    def _end(self) -> None:
        with self._step():
            self._connection.execute("DELETE FROM import_step WHERE run = ?", (self._run,))
            self._connection.execute(
                "UPDATE import_run SET finished = ? WHERE pk = ?", (self._now, self._run)
            )

    @contextmanager
    def _step(self) -> Iterator[None]:
        """Run a block as one short transaction, and leave a moment after it."""
        with transaction(self._connection):
            yield
        time.sleep(_PAUSE)

    def _insert(self, kind: str, sql: str, arguments: dict[str, Any]) -> int:
        """Insert rows that get the next numbers of their table, and write down which."""
        first = self._next(kind)
        self._connection.execute(sql, {**arguments, "now": self._now, "base": first - 1})
        last = self._next(kind) - 1
        if last >= first:
            self._connection.execute(
                "INSERT INTO import_step (run, kind, first, last) VALUES (?, ?, ?, ?)",
                (self._run, kind, first, last),
            )
        self.made[kind] += last - first + 1
        return last - first + 1

    def _next(self, table: str) -> int:
        found = self._connection.execute(f"SELECT coalesce(max(pk), 0) + 1 FROM main.{table}").fetchone()
        return int(found[0])

    # --- indexes ------------------------------------------------------------------------------

    def put_indexes_aside(self) -> None:
        """Put aside the indexes of tables that this import makes several times as long."""
        staged = {"document": "document", "assertion": "assertion", "value": "assertion"}
        coming = {
            table: self.query(f"SELECT count(*) FROM s.{source}")[0][0] for table, source in staged.items()
        }
        put_aside(self._connection, self._step, coming)

    def make_indexes(self) -> None:
        """Make them again."""
        make_again(self._connection, self._step)

    # --- records with keys --------------------------------------------------------------------

    def apply_keyed(self, kind: str) -> None:
        """Make the records of a kind that has keys; what the file holds already stays as it is."""
        columns = row_plan(kind).columns
        names = ", ".join(_quoted(columns))
        read = ", ".join(_column(kind, column) for column in columns)
        connection = self._connection
        connection.execute("BEGIN")
        connection.execute(f"CREATE TABLE s.fresh_{kind} (seq INTEGER PRIMARY KEY, n INTEGER)")
        order = "key" if kind == "document" else "min(n)"
        connection.execute(
            f"INSERT INTO s.fresh_{kind} (n) SELECT min(n) FROM s.{kind} GROUP BY key ORDER BY {order}"
        )
        connection.execute("COMMIT")
        total = connection.execute(f"SELECT count(*) FROM s.fresh_{kind}").fetchone()[0]
        # A parent goes in before what is part of it, so those with parents go one generation at a time.
        ready = " AND t.part_of IS NULL" if kind == "claimant" else ""
        sql = f"""INSERT INTO main.{kind} ({names}) SELECT {read} FROM s.fresh_{kind} f JOIN s.{kind} t ON t.n = f.n
            WHERE f.seq > :after AND f.seq <= :until{ready}
            AND NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.key = t.key) ORDER BY f.seq"""
        for after in range(0, total, STEP):
            with self._step():
                self._insert(kind, sql, {"after": after, "until": after + STEP})
            self._advance(min(STEP, total - after))
        if kind == "claimant":
            self._children(names, read)
        self._number(kind)
        if kind in ("claimant", "event"):
            self._texts(kind)

    def _children(self, names: str, read: str) -> None:
        sql = f"""INSERT INTO main.claimant ({names}) SELECT {read} FROM s.fresh_claimant f JOIN s.claimant t ON t.n = f.n
            WHERE t.part_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.claimant m WHERE m.key = t.key)
            AND EXISTS (SELECT 1 FROM s.pk_claimant k WHERE k.n = t.part_of) ORDER BY f.seq"""
        while True:
            self._number("claimant")
            with self._step():
                if not self._insert("claimant", sql, {}):
                    return

    def _number(self, kind: str) -> None:
        """Look up which row of the case file each staged key has become."""
        connection = self._connection
        connection.execute("BEGIN")
        connection.execute(f"DELETE FROM s.pk_{kind}")
        connection.execute(
            f"""INSERT OR IGNORE INTO s.pk_{kind} SELECT k.n, m.pk FROM s.{kind} k JOIN main.{kind} m ON m.key = k.key
            UNION ALL SELECT k.n, m.pk FROM s.{kind}_key k JOIN main.{kind} m ON m.key = k.key"""
        )
        connection.execute("COMMIT")

    def _texts(self, kind: str) -> None:
        """Add the aliases or tags of the records that this import made."""
        attribute = "aliases" if kind == "claimant" else "tags"
        table = SIDE_TABLES[attribute]
        if not self._connection.execute(f"SELECT 1 FROM s.{table} LIMIT 1").fetchone():
            return
        made = "EXISTS (SELECT 1 FROM import_step i WHERE i.run = :run AND i.kind = :kind AND k.pk BETWEEN i.first AND i.last)"
        with self._step():
            self._connection.execute(
                f"""INSERT OR IGNORE INTO main.{table} (owner, position, text)
                SELECT k.pk, t.position, t.text FROM s.{table} t JOIN s.pk_{kind} k ON k.n = t.owner WHERE {made}""",
                {"run": self._run, "kind": kind},
            )

    def lost(self, kind: str) -> list[str]:
        """Give keys that are referred to, and that neither the import nor the file has a record for."""
        rows = self._connection.execute(
            f"SELECT DISTINCT k.key FROM s.{kind}_key k WHERE k.n NOT IN (SELECT n FROM s.pk_{kind}) LIMIT 10"
        )
        return [row[0] for row in rows]

    # --- assertions ---------------------------------------------------------------------------

    def apply_assertions(self) -> None:
        """Make the assertions with their values; one that the file holds already is counted and left alone."""
        total = self._connection.execute("SELECT count(*) FROM s.assertion").fetchone()[0]
        self._connection.execute("CREATE TEMP TABLE fresh (seq INTEGER PRIMARY KEY, n INTEGER, id TEXT)")
        try:
            for low, high in self._portions(total):
                self._portion(low, high, "min(n) & :mask" if total <= STEP else "id")
        finally:
            self._connection.execute("DROP TABLE fresh")

    def _portions(self, total: int) -> Iterator[tuple[int, int]]:
        """Give ranges of numbers that hold about a step's worth each: several small buckets, or a part of a large one."""
        if total <= STEP:
            yield 0, BUCKETS << BUCKET
            return
        start, held = 0, 0
        for bucket in range(BUCKETS):
            low, end = bucket << BUCKET, (bucket + 1) << BUCKET
            count = self._connection.execute(
                "SELECT count(*) FROM s.assertion WHERE n >= ? AND n < ?", (low, end)
            ).fetchone()[0]
            if held and held + count > STEP:
                yield start, low
                start, held = low, 0
            held += count
            while held > STEP:
                cut = self._connection.execute(
                    "SELECT n FROM s.assertion WHERE n >= ? ORDER BY n LIMIT 1 OFFSET ?", (start, STEP)
                ).fetchone()[0]
                yield start, cut
                start, held = cut, held - STEP
        yield start, BUCKETS << BUCKET

    def _portion(self, low: int, high: int, order: str) -> None:
        connection = self._connection
        connection.execute("DELETE FROM temp.fresh")
        found = connection.execute(
            f"""INSERT INTO temp.fresh (n, id) SELECT min(n), id FROM s.assertion WHERE n >= :low AND n < :high
            GROUP BY id ORDER BY {order}""",
            {"low": low, "high": high, "mask": _MASK},
        ).rowcount
        read = connection.execute(
            "SELECT count(*) FROM s.assertion WHERE n >= ? AND n < ?", (low, high)
        ).fetchone()[0]
        self.repeated["assertion"] += read - found
        with self._step():
            gone = connection.execute(
                "DELETE FROM temp.fresh WHERE EXISTS (SELECT 1 FROM main.assertion a WHERE a.id = fresh.id)"
            ).rowcount
            self.held["assertion"] += gone
            if gone and gone < found:
                connection.execute("CREATE TEMP TABLE again AS SELECT n, id FROM temp.fresh ORDER BY seq")
                connection.execute("DELETE FROM temp.fresh")
                connection.execute(
                    "INSERT INTO temp.fresh (n, id) SELECT n, id FROM temp.again ORDER BY rowid"
                )
                connection.execute("DROP TABLE temp.again")
            if gone < found:
                base = self._next("assertion") - 1
                self._insert("assertion", _ASSERTIONS, {})
                connection.execute(_VALUES, {"base": base})
        self._advance(read)

    # --- what points at assertions ------------------------------------------------------------

    def apply_fields(self) -> None:
        """Make the fields that the import answers and the file does not hold yet."""
        with self._step():
            names = ", ".join(row_plan("field").columns)
            read = ", ".join(_column("field", column) for column in row_plan("field").columns)
            self._insert(
                "field",
                f"""INSERT INTO main.field ({names}) SELECT {read} FROM s.field t
                WHERE NOT EXISTS (SELECT 1 FROM main.field m WHERE m.key = t.key) ORDER BY t.n""",
                {},
            )
        self._number("field")

    def apply_links(self) -> int:
        """Make the links within rows and between them; give how many of those between rows lead nowhere.

        Raises:
            sqlite3.IntegrityError: a link breaks its meaning.
        """
        connection = self._connection
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE s.pair (n INTEGER PRIMARY KEY, kind, source, target)")
        connection.execute(
            "INSERT INTO s.pair (kind, source, target) SELECT kind, source, target FROM s.link ORDER BY n"
        )
        lost = 0
        if connection.execute("SELECT 1 FROM s.reply LIMIT 1").fetchone():
            connection.execute("CREATE INDEX s.said_key ON said (key, claim)")
            connection.execute(
                """INSERT INTO s.pair (kind, source, target)
                SELECT r.kind, r.source, (SELECT d.n FROM s.said d WHERE d.key = r.key AND d.claim = r.claim) FROM s.reply r"""
            )
            lost = connection.execute("DELETE FROM s.pair WHERE target IS NULL").rowcount
        # Denials first: a concession rests on one that may come in with it.
        connection.execute(
            "CREATE TABLE s.ordered AS SELECT * FROM s.pair ORDER BY kind NOT IN ('denies', 'disputes'), n"
        )
        connection.execute("COMMIT")
        total = connection.execute("SELECT count(*) FROM s.ordered").fetchone()[0]
        for after in range(0, total, STEP):
            with self._step():
                self._insert("link", _LINKS, {"after": after, "until": after + STEP})
            self._advance(min(STEP, total - after))
        return lost

    def apply_others(self) -> None:
        """Make the evidence, with what it bears on, and the assessments."""
        for kind, name in (("evidence", "key"), ("assessment", "id")):
            columns = row_plan(kind).columns
            read = ", ".join(_column(kind, column) for column in columns)
            last, rows, names = self._connection.execute(
                f"SELECT coalesce(max(n), 0), count(*), count(DISTINCT {name}) FROM s.{kind}"
            ).fetchone()
            sql = f"""INSERT INTO main.{kind} ({", ".join(_quoted(columns))}) SELECT {read} FROM s.{kind} t
                WHERE t.n > :after AND t.n <= :until
                AND t.n = (SELECT min(o.n) FROM s.{kind} o WHERE o.{name} = t.{name})
                AND NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.{name} = t.{name}) ORDER BY t.n"""
            if last:
                self._connection.execute(f"CREATE INDEX s.{kind}_name ON {kind} ({name})")
            for after in range(0, last, STEP):
                with self._step():
                    self._insert(kind, sql, {"after": after, "until": after + STEP})
                    if kind == "evidence":
                        self._connection.execute(_BEARINGS, {"after": after, "until": after + STEP})
            self.repeated[kind] += rows - names
            self.held[kind] += names - self.made[kind]

    # --- which row said what ------------------------------------------------------------------

    def remember(self, dataset: str) -> None:
        """Write down what each row of the dataset says now, for comparing a later release."""
        last = self._connection.execute("SELECT coalesce(max(rowid), 0) FROM s.said").fetchone()[0]
        for after in range(0, last, STEP):
            with self._step():
                self._connection.execute(_ROWS, {"after": after, "until": after + STEP, "dataset": dataset})

    def query(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Ask the case file, with the side database attached as `s`."""
        return self._connection.execute(sql, arguments).fetchall()

    def change(self, sql: str, arguments: Any = ()) -> None:
        """Change something small, in a step of its own."""
        with self._step():
            self._connection.execute(sql, arguments)

    def link(self, kind: str, source: int, target: int) -> bool:
        """Link two assertions by their row numbers; false where the rules of the store forbid it."""
        sql = """INSERT INTO link (kind, source, target, fields, note, recorded)
            SELECT :kind, :source, :target, '[]', '', :now WHERE NOT EXISTS (SELECT 1 FROM link
            WHERE kind = :kind AND source = :source AND target = :target AND fields = '[]')"""
        try:
            with self._step():
                self._insert("link", sql, {"kind": kind, "source": source, "target": target})
        except sqlite3.IntegrityError:
            return False
        return True


def _quoted(columns: tuple[str, ...]) -> list[str]:
    return [f'"{column}"' for column in columns]


def _column(kind: str, column: str) -> str:
    """Write what a column of the case file is filled with from the staged row `t`."""
    if column == "recorded":
        return ":now"
    shape = shapes(RECORD_TYPES[kind]).get(column)
    if shape is None or shape.kind != "ref":
        return f't."{column}"'
    if shape.of == "assertion":
        return f"(SELECT a.pk FROM s.assertion o JOIN main.assertion a ON a.id = o.id WHERE o.n = t.{column})"
    return f"(SELECT k.pk FROM s.pk_{shape.of} k WHERE k.n = t.{column})"


_OWN = [column for column in row_plan("assertion").columns if column != "recorded"]
_DAY = {column: f"d.{column}" for column in ("said", "said_edtf", "said_earliest", "said_latest")}
_ASSERTIONS = f"""INSERT INTO main.assertion (pk, {", ".join(_OWN)}, recorded)
    SELECT :base + f.seq, {", ".join(_DAY.get(column) or _column("assertion", column) for column in _OWN)}, :now
    FROM temp.fresh f JOIN s.assertion t ON t.n = f.n LEFT JOIN s.day d ON d.n = t.said ORDER BY f.seq"""
_VALUES = """INSERT INTO main.value (assertion, field, negative, raw, read, low, high, edtf)
    SELECT :base + f.seq, k.pk, v.negative, v.raw, v.read, v.low, v.high, v.edtf
    FROM temp.fresh f JOIN s.assertion t ON t.n = f.n JOIN s.answer v ON v.answers = t.answers
    JOIN s.pk_field k ON k.n = v.field ORDER BY f.seq, v.position"""
_LINKS = """INSERT INTO main.link (kind, source, target, fields, note, recorded)
    SELECT DISTINCT p.kind, a.pk, b.pk, '[]', '', :now FROM s.ordered p
    JOIN s.assertion s1 ON s1.n = p.source JOIN main.assertion a ON a.id = s1.id
    JOIN s.assertion s2 ON s2.n = p.target JOIN main.assertion b ON b.id = s2.id
    WHERE p.rowid > :after AND p.rowid <= :until AND NOT EXISTS (SELECT 1 FROM main.link l
        WHERE l.source = a.pk AND l.target = b.pk AND l.kind = p.kind AND l.fields = '[]') ORDER BY p.rowid"""
_BEARINGS = """INSERT OR IGNORE INTO main.evidence_bearing (evidence, assertion, role)
    SELECT m.pk, a.pk, b.role FROM s.bearing b JOIN s.evidence e ON e.n = b.evidence
    JOIN main.evidence m ON m.key = e.key JOIN s.assertion o ON o.n = b.assertion JOIN main.assertion a ON a.id = o.id
    WHERE b.evidence > :after AND b.evidence <= :until"""
_ROWS = """INSERT INTO main.import_row (dataset, key, claim, assertion)
    SELECT :dataset, d.key, d.claim, a.pk FROM s.said d JOIN s.assertion o ON o.n = d.n
    JOIN main.assertion a ON a.id = o.id WHERE d.rowid > :after AND d.rowid <= :until
    ON CONFLICT (dataset, key, claim) DO UPDATE SET assertion = excluded.assertion, vanished = ''
    WHERE assertion <> excluded.assertion OR vanished <> ''"""


@contextmanager
def _bulk_settings(connection: sqlite3.Connection) -> Iterator[None]:
    """Use the settings of a bulk load: a power cut may lose the last steps, and with them the whole import."""
    kept = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "cache_size", "wal_autocheckpoint")
    ]
    connection.executescript(
        f"PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{_CACHE}; PRAGMA wal_autocheckpoint = {_CHECKPOINT};"
    )
    try:
        yield
    finally:
        for name, value in zip(("synchronous", "cache_size", "wal_autocheckpoint"), kept, strict=True):
            connection.execute(f"PRAGMA {name} = {value}")
