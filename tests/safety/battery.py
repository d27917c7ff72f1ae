"""Case files as a stranger, or a bad disk, might make them, and every command run on each of them.

    python tests/safety/battery.py [--rounds 200] [--seed 1] [--part 1/4]

The suite runs some cases with a few commands; this runs every case with every command, and then as many rounds of
random damage. It prints what breaks a promise, and ends with 1 where anything does:

- no command ends with a traceback, or with a code that is no class of error;
- nothing that a stranger named is read, written or run (an authorizer records what SQLite is asked for);
- nothing outside the case file's folder changes;
- every record that is not damaged is still shown, and the damaged ones are named;
- no command costs more than four times what it costs on the untouched casebook. What is counted are the steps of
  SQLite's machine on the file: those of the command itself and of one reading of the whole file, by which what can be
  read of a damaged one is found. This form measures the processor time beside, a start of the program included.
"""

import argparse
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from claimtrack import Casefile, errors
from claimtrack.casefile.casebook import casebook
from claimtrack.cli.app import app
from claimtrack.model import Event
from claimtrack.store import connection as connections
from claimtrack.store import guard

Spoil = Callable[[Path], None]

COMMANDS = """
list
list --format json
list assertions
list claimants
list documents
list evidence
list assessments
show palmyra-helicopter
show amaq
search killed -video
compare airliner
compare airliner --as-of 2015-12-31
compare airliner --recorded-by 2026-01-01
compare raqqa-strikes al-bukamal-strike --as-one
timeline palmyra-helicopter
corroboration airliner killed
matrix --by bloc
matrix --ach airliner
track-record russia
gaps
export
export --format csv
export --format claimreview
export --format timemap
export --format ftm
export --format xlsx -o {out}/case.xlsx
evidence verify
date yesterday --relative-to event:airliner
tag airliner another
event add Another --key another
record airliner --by Amaq Another
evidence add airliner-1 --url https://e.example/
"""
_CODES = {0, 2} | {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ClaimtrackError)}  # fmt: skip
STRANGER = "stranger"  # every name that the cases give to what they add begins so


def commands(out: Path) -> list[list[str]]:
    """Return the commands, which write into a folder."""
    import shlex

    return [shlex.split(line.format(out=out)) for line in COMMANDS.strip().splitlines()]


# --- cases --------------------------------------------------------------------------------------


def statements(*given: str) -> Spoil:
    """Run statements on the file as another program would, without any of its rules."""

    def spoil(path: Path) -> None:
        with _unruly(path) as connection:
            for sql in given:
                connection.execute(sql)

    return spoil


def cell(table: str, column: str, value: str, where: str) -> Spoil:
    """Put a value into cells, whatever their type: no trigger, no check and no type stands in the way."""

    def spoil(path: Path) -> None:
        with _unruly(path) as connection:
            kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
            triggers = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            connection.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
            connection.execute("""UPDATE sqlite_master SET sql = replace(replace(sql, ') STRICT', ')'), 'NOT NULL', '')
                WHERE type = 'table'""")
        with _unruly(path) as connection:
            connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {where}")
            for (sql,) in triggers:
                connection.execute(sql)
            for name, sql in kept:
                connection.execute(
                    "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (sql, name)
                )

    return spoil


@contextmanager
def _unruly(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file as a program that cares for none of its rules, and change it in one transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in (
            "foreign_keys = OFF",
            "ignore_check_constraints = ON",
            "writable_schema = ON",
            "synchronous = OFF",
        ):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


INVALID = "CAST(x'4578ff706c' AS TEXT)"
_BAD = {
    "invalid UTF-8": INVALID,
    "a BLOB": "x'00ff'",
    "a number": "7",
    "a real": "1.5",
    "nothing": "NULL",
    "no JSON": "'{\"raw\": '",
    "other JSON": "'[1, {\"a\": []}]'",
    "deep JSON": "replace(printf('%.*c', 5000, 'x'), 'x', '[')",
    "a long number": "'{\"raw\": \"x\", \"earliest\": ' || replace(printf('%.*c', 5000, 'x'), 'x', '9') || '}'",
    "an unknown word": "'stranger'",
}
_CELLS = {
    "event": ("key = 'airliner'", ["title", "proposition", "occurred", "occurred_earliest", "occurred_edtf", "place", "note", "recorded", "distinct_from", "key"]),
    "claimant": ("key = 'amaq'", ["name", "kind", "zone", "language", "calendar", "date_order", "reliability", "note", "part_of", "bloc", "key"]),
    "document": ("pk = 3", ["title", "url", "published", "retrieved", "sha256", "publisher", "derived_from", "key"]),
    "assertion": ("pk = 5", ["id", "label", "stance", "hedge", "text", "quote", "said", "said_earliest", "event", "claimant", "document", "language"]),
    "value": ("pk = 4", ["raw", "read", "negative", "low", "high", "edtf", "field", "assertion"]),
    "link": ("pk = 2", ["kind", "fields", "note", "source", "target"]),
    "evidence": ("pk = 1", ["title", "kind", "file", "sha256", "size", "captured", "key", "document"]),
    "evidence_bearing": ("evidence = 1", ["role"]),
    "assessment": ("pk = 1", ["grade", "credibility", "likelihood", "confidence", "rationale", "by", "at", "event", "field"]),
    "field": ("pk = 1", ["key", "type", "label"]),
    "claimant_alias": ("1", ["text"]),
}  # fmt: skip


def bad_cells() -> dict[str, Spoil]:
    """Return one case for each attribute and each thing that it cannot be."""
    return {
        f"{table}.{column}: {name}": cell(table, column, value, where)
        for table, (where, columns) in _CELLS.items()
        for column in columns
        for name, value in _BAD.items()
    }


ALTERED = {
    "a trigger": statements("CREATE TRIGGER stranger AFTER INSERT ON assertion BEGIN DELETE FROM event_tag; END"),
    "a view beside": statements("CREATE VIEW stranger AS SELECT * FROM event"),
    "a table beside": statements("CREATE TABLE stranger (event REFERENCES event (pk) ON DELETE CASCADE)"),
    "an index": statements("CREATE INDEX stranger ON assertion (text)"),
    "a dropped rule": statements("DROP TRIGGER assertion_kept"),
    "an unfinished import": statements(
        "INSERT INTO import_run (dataset, source, digest, started) VALUES ('d', 's', 'x', '2026')",
        "INSERT INTO import_step (run, kind, first, last) SELECT max(pk), 'stranger', 0, 99 FROM import_run",
        "INSERT INTO import_index VALUES ('stranger', 'CREATE TABLE stranger (x)')",
    ),
    "circles": statements(
        "DROP TRIGGER claimant_part_of_no_cycle", "UPDATE claimant SET part_of = 2 WHERE pk = 1",
        "UPDATE claimant SET part_of = 1 WHERE pk = 2",
    ),
}  # fmt: skip
"""What a stranger might make of a file beside damaging its cells; every name that is added begins with `STRANGER`."""


# --- running ------------------------------------------------------------------------------------


_TIMES = 4  # its own cost that a command may cost
_STEPS = 100  # of SQLite's machine, between two looks at how many there were


class Recorder:
    """Notes what SQLite is asked for on case files, as its authorizer and its progress handler are told.

    Args:
        allowed: steps of SQLite's machine after which a statement is broken off.

    Attributes:
        foreign: what a stranger's names were met in.
        steps: how many there were.
    """

    def __init__(self, allowed: int = 10**9) -> None:
        self.foreign: list[tuple[object, ...]] = []
        self.steps = 0
        self._allowed = allowed

    def count(self) -> int:
        """Count steps; anything but 0 breaks the statement off."""
        self.steps += _STEPS
        return int(self.steps > self._allowed)

    def __call__(self, action: int, *names: object) -> int:
        if any(isinstance(name, str) and name.startswith(STRANGER) for name in names):
            self.foreign.append((action, *names))
        return guard._authorize(action, *names)

    @contextmanager
    def watching(self) -> Iterator[None]:
        real = guard.distrust, guard.forbid

        def distrust(connection: sqlite3.Connection) -> None:
            real[0](connection)
            connection.set_authorizer(self)
            connection.set_progress_handler(self.count, _STEPS)

        connections.distrust = distrust
        connections.forbid = guard.forbid = lambda connection: connection.set_authorizer(self)
        try:
            yield
        finally:
            connections.distrust, connections.forbid, guard.forbid = real[0], real[1], real[1]


def run(path: Path, command: list[str]) -> tuple[int, str, str, str]:
    """Run a command; return its code, stdout, stderr, and the traceback it ended with, if any."""
    result = CliRunner().invoke(app, ["--file", str(path), *command])
    trace = ""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        trace = "".join(traceback.format_exception(result.exception))
    return result.exit_code, result.stdout, result.stderr, trace


class Cost(NamedTuple):
    """What a command costs: steps of SQLite's machine, and seconds of processor time."""

    steps: int
    seconds: float


def _of_a_start() -> float:
    """Return the processor time in which the program starts and ends, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "claimtrack", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Battery:
    """Runs commands on case files that were spoiled, and notes what breaks a promise.

    Args:
        folder: where the files go; nothing in it but the case file may change.
        timed: whether processor time is measured, too.

    Attributes:
        worst: by how much a command was dearer than on the untouched casebook, in steps and in time, with its name.
    """

    def __init__(self, folder: Path, *, timed: bool = False) -> None:
        self._start = _of_a_start() if timed else 0.0
        self._timed = timed
        self._own: dict[str, Cost] = {}
        self.worst: list[tuple[float, str]] = [(0.0, ""), (0.0, "")]
        self._base = folder / "base.db"
        self._spoiled = folder / "spoiled.db"
        self.path = folder / "case" / "claims.db"
        self.path.parent.mkdir()
        self._outside = folder / "outside"
        self._outside.mkdir()
        (self._outside / "marker").write_text("marker", encoding="utf-8")
        with casebook() as source, Casefile.open(self._base) as case:
            case.import_file(source)
            self._keys = {event.key for event in case.records(Event)}
            self._whole = list(case.export())

    def broken(self, spoil: Spoil, chosen: list[list[str]]) -> Iterator[str]:
        """Yield what breaks a promise when commands are run on the casebook, spoiled."""
        for command in chosen:
            self._own_cost(command)
        shutil.copy(self._base, self._spoiled)
        spoil(self._spoiled)
        damaged = self._is_damaged()
        for command in chosen:
            own, whole = self._own_cost(command), self._own_cost(["export"])
            allowed = _TIMES * (own.steps + whole.steps)
            recorder = Recorder(2 * allowed)
            (code, out, err, trace), cost = self._measured(self._spoiled, command, recorder)
            for what in (
                *self._broken(code, out, err, trace, recorder, command),
                *self._too_dear(command, own, allowed, cost),
            ):
                yield f"{' '.join(command)}: {what}"
            if command == ["export"] and damaged and code == 0:
                yield "export: what is damaged is not named"

    def _measured(
        self, source: Path, command: list[str], recorder: Recorder
    ) -> tuple[tuple[int, str, str, str], Cost]:
        for item in self.path.parent.iterdir():
            item.unlink()
        shutil.copy(source, self.path)
        begun = time.process_time()
        with recorder.watching():
            result = run(self.path, command)
        return result, Cost(recorder.steps, self._start + time.process_time() - begun)

    def _own_cost(self, command: list[str]) -> Cost:
        """Return what a command costs on the untouched casebook."""
        name = " ".join(command)
        if name not in self._own:
            run(self.path, command)  # what it loads, it loads once
            self._own[name] = self._measured(self._base, command, Recorder())[1]
        return self._own[name]

    def _too_dear(self, command: list[str], own: Cost, allowed: int, cost: Cost) -> Iterator[str]:
        name = " ".join(command)
        self.worst[0] = max(self.worst[0], (_TIMES * cost.steps / allowed, name))
        if cost.steps > allowed:
            yield f"takes {cost.steps} steps of SQLite's machine; {own.steps} on the untouched casebook"
        if self._timed:
            self.worst[1] = max(self.worst[1], (cost.seconds / own.seconds, name))
            if cost.seconds > _TIMES * own.seconds:
                yield f"takes {cost.seconds:.2f} s of processor time; {own.seconds:.2f} s on the untouched casebook"

    def _is_damaged(self) -> bool:
        """Whether what an export writes is damaged: what can be told from the rest of the file is not counted."""
        try:
            with Casefile.salvage(self._spoiled) as case:
                # Another party to be part of is no damage that can be seen; the bloc, which follows from it, is not exported.
                seen = [line for line in case.damage if not line.endswith(": bloc cannot be read")]
                return bool(seen) and list(case.export()) != self._whole
        except errors.ClaimtrackError:
            return False  # it is refused as a whole

    def _is_unlisted(self) -> bool:
        """Whether SQLite cannot say where the tables of the file begin, so that nothing in it can be told apart."""
        try:
            with _unruly(self._spoiled) as connection:
                connection.execute("SELECT * FROM sqlite_master").fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return True
        return False

    def _broken(
        self, code: int, out: str, err: str, trace: str, recorder: Recorder, command: list[str]
    ) -> Iterator[str]:
        if trace:
            yield trace
        if code not in _CODES:
            yield f"ends with {code}: {err}"
        if recorder.foreign:
            yield f"SQLite was asked for {recorder.foreign[:3]}"
        if [item.read_text(encoding="utf-8") for item in self._outside.iterdir()] != ["marker"]:
            yield "something outside was changed"
        if command == ["list", "--format", "json"] and code in (0, errors.DamagedCaseFileError.exit_code):
            lost = {key for key in self._keys if key not in out and key not in err}
            without_name = "event: a page of the file cannot" in err or "event in row" in err
            if lost - {"airliner"} and not without_name and not self._is_unlisted():
                yield f"{', '.join(sorted(lost))} are neither shown nor named"
            if code and "cannot be read" not in err and not self._is_unlisted():
                yield "what is damaged is not named"


def random_damage(chance: random.Random) -> Spoil:
    """Overwrite some bytes of a file, behind its header."""

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 10, 100))):
            start = chance.randrange(100, len(content))
            for place in range(start, min(len(content), start + chance.choice((1, 4, 64)))):
                content[place] = chance.randrange(256)
        path.write_bytes(content)

    return spoil


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200, help="of random damage, after the cases")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument(
        "--part", default="1/1", help="of the cases and rounds, such as 2/4 for the second of four"
    )
    given = parser.parse_args()
    part, parts = map(int, given.part.split("/"))
    os.environ["COLUMNS"] = "100"
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        battery = Battery(Path(folder), timed=True)
        chance = random.Random(given.seed)
        rounds = {f"random damage {n}": random_damage(chance) for n in range(given.rounds)}
        cases = [
            (name, spoil)
            for name, spoil in {**bad_cells(), **ALTERED, **rounds}.items()
            if given.only in name
        ]
        for name, spoil in cases[part - 1 :: parts]:
            for what in battery.broken(spoil, commands(Path(folder))):
                count += 1
                print(f"{name}: {what}", flush=True)
    for (times, command), what in zip(battery.worst, ("steps", "processor time"), strict=True):
        print(f"{what}: at most {times:.2f} times the command's own ({command})")
    print(
        f"{len(cases[part - 1 :: parts])} case files, {len(COMMANDS.split(chr(10))) - 2} commands: {count} promises broken"
    )
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
