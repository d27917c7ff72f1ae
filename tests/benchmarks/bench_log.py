"""What the log withstands and costs: programs killed at any moment, many writing at once, bytes changed past it.

    python tests/benchmarks/bench_log.py [--kills 200] [--records 1000] [--flips 1000]

- kills: a program that records, corrects, makes void, undoes, imports, merges and packs is killed with SIGKILL at a random
  moment, and the file verified; counted are entries that were told as kept and are lost, files that do not verify, and packs
  that are half written.
- records: eight processes record so many statements each through the Python API, beside eight of bare sqlite3 that do the same
  durable transactions (`synchronous = FULL`, WAL); the ratio of records a second.
- flips: one character of one text of a logged record, or one byte of a kept file, is changed past the log, so many times.
"""

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from claimtrack import Casefile
from claimtrack.casefile.packs import is_pack

PROCESSES = 8

CHANGES = """
import random, sys
from contextlib import suppress
from pathlib import Path
from claimtrack import Casefile
from claimtrack.errors import InvalidRecordError
path, seed = sys.argv[1], int(sys.argv[2])
folder = Path(path).parent
chosen = random.Random(seed)
rows = [{"event": f"r{seed}-{n % 7}", "claimant": "Ministry", "text": f"Said {seed} {n}"} for n in range(60)]
with Casefile.open(path, analyst="bench") as case:
    for n in range(10_000):
        match chosen.randrange(8):
            case 0 | 1:
                case.record("fire", claimant="Ministry", text=f"Said {seed}-{n}", values={"killed": str(n)}, label=f"l{seed}-{n}")
            case 2:
                case.change(case.event("fire"), note=f"{seed}-{n}")
            case 3:
                said = case.record("fire", claimant="Office", text=f"Void {seed}-{n}")
                case.void(f"assertion:{said.id}", "a mistake")
            case 4:
                with suppress(InvalidRecordError):  # the last entry may have nothing to take back
                    case.undo()
            case 5:
                case.import_rows(rows, preset="generic")
            case 6:
                with Casefile.open(folder / f"other-{seed}.db", analyst="other") as other:
                    if n % 2:
                        other.merge_file(path)
                    key = other.new_key("event", f"Fire {seed}")
                    other.record(other.add_event(f"Fire {seed}", key=key), claimant="Other", text=f"Other {seed}-{n}")
                case.merge_file(folder / f"other-{seed}.db")
            case 7:
                case.pack(folder / "case.zip")
        print(case.head().id, flush=True)
"""
RECORDS = """
import sys
from claimtrack import Casefile
with Casefile.open(sys.argv[1], create=False, analyst="bench") as case:
    for n in range(int(sys.argv[3])):
        case.record("fire", claimant="Ministry", text=f"Said {sys.argv[2]} {n}", values={"killed": str(n)})
"""
BARE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
connection.execute("PRAGMA synchronous = FULL")
for n in range(int(sys.argv[3])):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO said (text, killed) VALUES (?, ?)", (f"Said {sys.argv[2]} {n}", str(n)))
    connection.execute("COMMIT")
"""


def new_case(folder: Path) -> Path:
    path = folder / "case.db"
    with Casefile.open(path, analyst="bench") as case:
        case.add_event("A fire", key="fire", occurred="8 July 2016")
        case.record("fire", claimant="Ministry", text="Nobody died", values={"killed": "0"}, label="first")
    return path


def breaches(path: Path) -> list:
    with Casefile.open(path, create=False) as case:
        return list(case.verify().result.breaches)


def kills(folder: Path, rounds: int) -> None:
    path = new_case(folder)
    lost = unsound = inside = half = 0
    for number in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", CHANGES, str(path), str(number)], stdout=subprocess.PIPE, text=True
        )
        first = process.stdout.readline().strip()
        time.sleep(random.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        told = [first, *process.stdout.read().split()]
        process.wait()
        log = path.with_name("case.db-wal")
        inside += log.exists() and log.stat().st_size > 0
        unsound += bool(breaches(path))
        half += sum(not is_pack(item) for item in folder.glob("case.zip"))
        with Casefile.open(path, create=False) as case:
            kept = {entry.id for entry in case.log().result}
        lost += sum(head not in kept for head in told if len(head) == 64)
        if number % 50 == 49:
            for item in (*folder.glob("case.db*"), *folder.glob("other-*")):
                item.unlink()
            path = new_case(folder)
    print(
        f"kills: {rounds} rounds, {inside} with something in the write-ahead log: {lost} entries lost, {unsound} files unsound, "
        f"{half} packs half written"
    )


def at_once(code: str, path: Path, records: int) -> float:
    began = time.monotonic()
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(number), str(records)])
        for number in range(PROCESSES)
    ]
    failed = sum(process.wait() != 0 for process in running)
    if failed:
        print(f"{failed} processes failed")
    return PROCESSES * records / (time.monotonic() - began)


def throughput(folder: Path, records: int) -> None:
    bare = folder / "bare.db"
    with closing(sqlite3.connect(bare)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE said (pk INTEGER PRIMARY KEY, text TEXT, killed TEXT)")
        connection.commit()
    path = new_case(folder)
    floor, ours = at_once(BARE, bare, records), at_once(RECORDS, path, records)
    with closing(sqlite3.connect(path)) as connection:
        held = connection.execute("SELECT count(*) FROM assertion").fetchone()[0] - 1
    print(
        f"records: {PROCESSES} × {records}: {held:,} present, {ours:,.0f} a second, bare sqlite3 {floor:,.0f}: "
        f"{ours / floor:.2f} ×, verify finds {len(breaches(path))}"
    )


TEXTS = {
    "event": ("title", "key", "recorded", "note"), "claimant": ("name", "key"), "value": ("raw", "read"),
    "assertion": ("id", "text", "label", "recorded", "hedge", "stance"), "link": ("recorded", "kind"), "evidence": ("title", "sha256"),
    "assessment": ("by", "grade"), "entry": ("at", "by", "id", "parent", "command", "content", "program"), "correction": ("before", "recorded"),
}  # fmt: skip


def flips(folder: Path, rounds: int) -> None:
    chosen = random.Random(16)
    path = new_case(folder)
    photo = folder / "photo.jpg"
    photo.write_bytes(chosen.randbytes(2000))
    from claimtrack.intake.evidence import fingerprint

    with Casefile.open(path, analyst="bench") as case:
        case.import_rows(
            [{"event": f"e{n}", "claimant": "Ministry", "text": f"Said {n}"} for n in range(150)],
            preset="generic",
        )
        case.reply("denies", "first", claimant="Observatory", text="Three died", values={"killed": "3"})
        case.change(case.event("fire"), note="seen")
        case.assess("fire", grade="fair", by="bench")
        found = fingerprint(photo)
        case.add_evidence("A photo", assertion="first", file=str(photo), sha256=found.sha256, size=found.size)
    with closing(sqlite3.connect(path)) as other:
        cells = [
            (table, column, *row)
            for table, columns in TEXTS.items()
            for column in columns
            for row in other.execute(f"SELECT pk, {column} FROM {table} WHERE {column} <> ''")
        ]
    seen = 0
    for number in range(rounds):
        if number % 10 == 9:
            content = bytearray(photo.read_bytes())
            at = chosen.randrange(len(content))
            content[at] ^= 1 << chosen.randrange(8)
            photo.write_bytes(content)
            seen += bool(breaches(path))
            _restore(photo, found.sha256, content, at)
            continue
        table, column, pk, text = chosen.choice(cells)
        at = chosen.randrange(len(text))
        other_text = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        try:
            _write(path, table, column, pk, other_text)
        except sqlite3.IntegrityError:  # the rules of the file refuse it, whoever tries
            seen += 1
            continue
        seen += bool(breaches(path))
        _write(path, table, column, pk, text)
    print(f"flips: {seen} of {rounds} seen; with all put back verify finds {len(breaches(path))}")


def _restore(photo: Path, digest: str, content: bytearray, at: int) -> None:
    """Put back the byte of a file that was changed: the one with which its hash is right again."""
    from claimtrack.intake.evidence import fingerprint

    for byte in range(256):
        content[at] = byte
        photo.write_bytes(content)
        if fingerprint(photo).sha256 == digest:
            return


def _write(path: Path, table: str, column: str, pk: int, text: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        triggers = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        other.execute("BEGIN")
        for name, _ in triggers:
            other.execute(f"DROP TRIGGER {name}")
        other.execute(f"UPDATE {table} SET {column} = ? WHERE pk = ?", (text, pk))
        for _, sql in triggers:
            other.execute(sql)
        other.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=1000)
    chosen = parser.parse_args()
    for measure, count in ((kills, chosen.kills), (throughput, chosen.records), (flips, chosen.flips)):
        if count:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), count)


if __name__ == "__main__":
    main()
