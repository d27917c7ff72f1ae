"""The side database of an import: everything it will make, checked and in the order it goes in.

It stands beside the case file as `<case file>.importing`, and holds a lock for as long as its import lives: by that
another program tells an import that is being applied from one that was cut short. Nothing in it is worth keeping
after a crash, so it is written without a journal.

Rows refer to each other by numbers of their own (`n`). What a case file may hold already (events, claimants,
documents) stands in `<kind>` where it is to be made, and otherwise in `<kind>_key` by its key alone. Documents of which
there is only the address come by the million, and have a table of their own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from claimtrack.errors import StorageError
from claimtrack.model import Event
from claimtrack.newfiles import make_new
from claimtrack.store.background import BackgroundWriter
from claimtrack.store.columns import SIDE_TABLES, date_cells, name_column, row_plan, to_row
from claimtrack.store.file_at_rest import check_beside, refuse_if_read_only
from claimtrack.store.guard import distrust_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claimtrack.dates import DateValue
    from claimtrack.model import Field
    from claimtrack.store.background import Insert

KEYED = ("claimant", "document", "event")
"""Kinds that are got or made by their key."""
_PLANNED = ("field", "claimant", "document", "event", "assertion", "evidence", "assessment")
_STAGED = (*_PLANNED, "correction")

BUCKET = 40
"""Bits of an assertion's number that count it; above them stand the first bits of its id.

So the assertions of a large import lie, and go in, nearly in the order of their ids: an index of a million ids that
is written in any other order is written a page for a row."""
BUCKETS = 128

_OFFERED = ("link", "reply", "evidence", "bearing", "assessment")
_CACHE = 16_000  # KiB
_BATCH = 10_000  # rows gathered before they are written
_REMEMBERED = 200_000  # sets of values

# Events come by the hundred thousand with nothing but a title: these are rows of three cells.
_SHORT = {"titled": ("event", ("n", "key", "title"))}
_EMPTY = {"event": to_row(Event(key="k", title="t"), lambda _kind, _name: 0)}
"""What stands in the other cells of such a row."""

# What every staged assertion has, and then the texts that the mapping gives. Its date is the number of a day: the same days come again and again.
_SPOKEN = ("n", "id", "event", "claimant", "stance", "said", "document", "answers", "hedge")

_TABLES = """
CREATE TABLE answer (answers INTEGER, position INTEGER, field INTEGER, negative, raw, read, low, high, edtf, hedge,
    PRIMARY KEY (answers, position)) WITHOUT ROWID;
CREATE TABLE address (n INTEGER PRIMARY KEY, key, url);
CREATE TABLE day (n INTEGER PRIMARY KEY, said, said_edtf, said_earliest, said_latest);
CREATE TABLE link (n INTEGER PRIMARY KEY, kind, source INTEGER, target INTEGER, fields, note, recorded, place);
CREATE TABLE reply (n INTEGER PRIMARY KEY, kind, source INTEGER, key, claim, place);
CREATE TABLE bearing (evidence INTEGER, assertion INTEGER, role);
CREATE TABLE told (n INTEGER PRIMARY KEY, title, occurred, place, proposition, note, tags, line INTEGER);
CREATE TABLE said (key, claim, part, n INTEGER, line INTEGER, digest);
CREATE TABLE mended (old INTEGER PRIMARY KEY ON CONFLICT IGNORE, n INTEGER);
CREATE TABLE altered (old INTEGER PRIMARY KEY, n INTEGER, key);
"""


class Sizes(NamedTuple):
    """How much is staged.

    Attributes:
        rows: all that is to be made, if none of it is there already.
        documents: documents that are to be made.
        buckets: assertions, by bucket.
    """

    rows: int
    documents: int
    buckets: Counter[int]


# The links within rows, and those of them that the case file has. Between rows they are found as they are made.
_LINKS = """SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM file.link k JOIN file.assertion a ON a.pk = k.source
    JOIN file.assertion b ON b.pk = k.target WHERE a.id = l.source AND b.id = l.target AND k.kind = l.kind)), 0)
    FROM (SELECT DISTINCT l.kind, a.id AS source, b.id AS target FROM main.link l JOIN main.assertion a ON a.n = l.source
    JOIN main.assertion b ON b.n = l.target) l"""


_UNSPOKEN = """DELETE FROM event WHERE key NOT IN (SELECT k.key FROM (SELECT n, key FROM event UNION SELECT n, key FROM event_key) k
    WHERE k.n IN (SELECT event FROM assertion UNION SELECT event FROM assessment))"""


_BUCKET_OF = {f"{byte:02x}": (byte >> 1) << BUCKET for byte in range(256)}


def staged_number(id_: str, count: int) -> int:
    """Return the number of a staged assertion: the first bits of its id, and how many there are with it."""
    return _BUCKET_OF[id_[:2]] + count


def staging_path(case_path: Path) -> Path:
    """Return the path of the side database of a case file."""
    return case_path.with_name(case_path.name + ".importing")


class Staging:
    """The side database of one import, being filled.

    Args:
        case_path: the case file.

    Raises:
        StorageError: another import into this file is running, or the folder cannot be written.
    """

    def __init__(self, case_path: Path) -> None:
        self.path = staging_path(case_path)
        if is_alive(case_path):
            raise StorageError(
                f"another import into {case_path} is running", "wait until it has finished, then import again"
            )
        refuse_if_read_only(case_path)
        remove(case_path)
        try:
            make_new(self.path)
        except OSError as error:
            raise StorageError(
                f"{self.path} cannot be written: {error.strerror}", "check the folder"
            ) from None
        try:
            self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            self._connection.executescript(
                f"""PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA main.locking_mode = EXCLUSIVE;
                PRAGMA cache_size = -{_CACHE}; BEGIN EXCLUSIVE; {_TABLES} {"".join(_table(kind) for kind in _STAGED if kind != "assertion")}
                {"".join(map(_key_tables, (*KEYED, "field")))}
                {"".join(f"CREATE TABLE {table} (owner, position, text);" for table in SIDE_TABLES.values())}"""
            )
        except sqlite3.Error as error:
            raise StorageError(f"{self.path} cannot be written: {error}", "check the folder") from None
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._inserts: dict[str, Insert] = {}
        self._writer = BackgroundWriter(self._connection)
        self._buckets: Counter[int] = Counter()
        self._finished = False
        self._days = self._last_set = 0
        self._fields: dict[str, int] = {}
        self._sets: dict[str, int] = {}

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Add a row; it is written when `settle` or `flush` is called."""
        self.rows(table).append(row)

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Return the list of rows that wait to be written; what is put into it is written with the others.

        Args:
            table: a table, or `titled` for an event of which there is only the title.
        """
        found = self._waiting.get(table)
        if found is None:
            into, given = _SHORT.get(table, (table, ()))
            columns: tuple[str, ...] = given or tuple(
                item[0] for item in self._ask(f"SELECT * FROM {table} LIMIT 0").description
            )
            self._inserts[table] = self._writer.insert(into, _quoted(columns))
            found = self._waiting[table] = []
        return found

    def assertions(self, words: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Begin the table of assertions, which have these texts; give the list of those that wait to be written."""
        columns = (*_SPOKEN, *words)
        self._ask(f"CREATE TABLE assertion (n INTEGER PRIMARY KEY, {', '.join(_quoted(columns[1:]))})")
        self._inserts["assertion"] = self._writer.insert("assertion", _quoted(columns))
        return self._waiting.setdefault("assertion", [])

    def defines(self, kind: str, key: str) -> bool:
        """Whether an event or a document is staged, or will be made by being named."""
        self.flush()
        tables = (kind, f"{kind}_key")
        return any(self.query(f"SELECT 1 FROM {table} WHERE key = ? LIMIT 1", (key,)) for table in tables)

    def day(self, value: DateValue) -> int:
        """Stage a date of assertions; return its number. Whoever meets it again remembers that."""
        self._days += 1
        self.add("day", (self._days, *date_cells(value)))
        return self._days

    def field(self, field: Field) -> int:
        """Stage a field where it is met first; return its number."""
        number = self._fields.get(field.key)
        if number is None:
            number = self._fields[field.key] = len(self._fields) + 1
            self.add("field_key", (number, field.key))
            self.add("field", (number, *to_row(field, lambda _kind, _name: 0)))
        return number

    def answers(self, rows: list[tuple[Any, ...]]) -> int:
        """Stage a set of values, where it was not met lately; return its number.

        Args:
            rows: of each value the number of its field, and what `writer.value_cells` gives.
        """
        name = repr(rows)
        number = self._sets.get(name)
        if number is None:
            if len(self._sets) >= _REMEMBERED:
                self._sets.clear()
            self._last_set += 1
            number = self._sets[name] = self._last_set
            self.rows("answer").extend((number, position, *row) for position, row in enumerate(rows))
        return number

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Take back what a block has added of what goes with claims, where it fails."""
        before = [(rows, len(rows)) for rows in map(self.rows, _OFFERED)]
        try:
            yield
        except BaseException:
            for rows, count in before:
                del rows[count:]
            raise

    def settle(self) -> None:
        """Begin to write what waits, where that is much."""
        if sum(map(len, self._waiting.values())) >= _BATCH:
            self._write(whole=True)

    def flush(self) -> None:
        """Write what waits.

        Raises:
            StorageError: the disk refuses.
        """
        self._write(whole=False)
        with self._disk_errors():
            self._writer.wait()

    def _write(self, *, whole: bool) -> None:
        """Hand over what waits, or as much of it as makes whole statements."""
        taken = []
        for table, rows in self._waiting.items():
            insert = self._inserts[table]
            count = len(rows) - (len(rows) % insert.together if whole else 0)
            if not count:
                continue
            taken.append((insert, rows[:count]))
            del rows[:count]
            if table == "assertion":
                taken[-1][1].sort()  # by number: each bucket grows at its end
                self._buckets.update([row[0] >> BUCKET for row in taken[-1][1]])
        with self._disk_errors():
            self._writer.write(taken)

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StorageError(f"{self.path} cannot be written: {error}", "make room on the disk") from None

    def query(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Ask the side database."""
        return self._ask(sql, arguments).fetchall()

    def _ask(self, sql: str, arguments: Any = ()) -> sqlite3.Cursor:
        with self._disk_errors():
            self._writer.wait()
        return self._connection.execute(sql, arguments)

    def is_of(self, n: int, id_: str) -> None:
        """Take a staged assertion for one that the case file holds, by its id: it is the same, read otherwise."""
        self._ask("UPDATE assertion SET id = ? WHERE n = ?", (id_, n))

    def forget_unspoken(self) -> None:
        """Leave out events of which nobody speaks: those of rows that were rejected after all."""
        self.flush()
        self.query(_UNSPOKEN)

    def recount(self) -> None:
        """Count the assertions anew, where some were left out."""
        sql = "SELECT n >> ?, count(*) FROM assertion GROUP BY 1"
        self._buckets = Counter(dict(self.query(sql, (BUCKET,))))

    def sizes(self) -> Sizes:
        """Count what is staged."""
        self.flush()
        documents = self._count("document", "address")
        others = self._count("claimant", "event", "link", "reply")
        return Sizes(documents + others + self._buckets.total(), documents, self._buckets)

    def _count(self, *tables: str) -> int:
        return sum(self.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables)

    def would_make(self, case_path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Count what the staged rows would make in the case file, what it holds, and what is there more than once."""
        made: Counter[str] = Counter()
        held: Counter[str] = Counter()
        repeated: Counter[str] = Counter()
        self._commit()
        distrust_schema(self._connection)
        self._connection.execute("ATTACH ? AS file", (str(case_path),))
        for table in (*_PLANNED, "address"):
            kind = "document" if table == "address" else table
            name = name_column(kind)
            rows, there = self._connection.execute(
                f"""SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM file.{kind} f WHERE f.{name} = s.{name})), 0)
                FROM (SELECT DISTINCT {name} FROM main.{table}) s"""
            ).fetchone()
            every = self._connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]
            made[kind] += rows - there
            held[kind] += there
            repeated[kind] += every - rows if kind in ("assertion", "assessment") else 0
        links, there = self._connection.execute(_LINKS).fetchone()
        made["link"], held["link"] = links - there, there
        self._connection.execute("DETACH file")
        return made, held, repeated

    def finish(self) -> None:
        """Let go of the file, so that it can be attached to the case file; whoever applies it removes it."""
        self.flush()
        self._commit()
        self._writer.close()
        self._connection.close()
        self._finished = True

    def _commit(self) -> None:
        with self._disk_errors():
            self._connection.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()
        self._connection.close()
        if not self._finished:
            self.path.unlink(missing_ok=True)


def _key_tables(kind: str) -> str:
    """Keys by number; and, filled when they are applied, the rows of the case file that they have become."""
    return (
        f"CREATE TABLE {kind}_key (n INTEGER PRIMARY KEY, key);"
        f"CREATE TABLE pk_{kind} (n INTEGER PRIMARY KEY, pk INTEGER);"
    )


def _table(kind: str) -> str:
    names = row_plan(kind).columns
    empty = _EMPTY.get(kind, (None,) * len(names))
    columns = [
        f'"{name}"' if cell is None else f"\"{name}\" DEFAULT '{cell}'"
        for name, cell in zip(names, empty, strict=True)
    ]
    return f"CREATE TABLE {kind} (n INTEGER PRIMARY KEY, {', '.join(columns)});"


def _quoted(columns: Iterable[str]) -> list[str]:
    return [f'"{column}"' for column in columns]


def is_alive(case_path: Path) -> bool:
    """Whether an import into a case file is running: it holds the lock of its side database."""
    path = staging_path(case_path)
    if path.is_symlink() or not path.is_file():
        return False
    try:
        check_beside(path)
    except StorageError:  # an import of this program leaves nothing of the kind
        return False
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    except sqlite3.DatabaseError:
        return False
    return False


def remove(case_path: Path) -> None:
    """Remove the side database of an import that is over.

    Raises:
        StorageError: it cannot be removed.
    """
    for suffix in ("", "-journal"):
        path = staging_path(case_path)
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{path}{suffix} cannot be removed: {error.strerror}", "remove it") from None
