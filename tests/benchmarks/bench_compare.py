"""What comparing costs on a case file of a million assertions, as ratios to floors measured in the same run.

    python tests/benchmarks/bench_compare.py case.db [--runs 7] [--only compare|matrix]

The file is one that `generate.py case` wrote; a copy of it is asked, never the file itself. `compare` of one of
its events is held against `compare` of an event of the casebook with as many statements or more, `matrix` over
everything against one GROUP BY self-join that counts the same pairs in the sqlite3 shell (or, where there is
none, in the stdlib's module). Processor time is given beside the clock, for machines that do other work, too.
`--only matrix` reads the million assertions three times over; allow it five minutes.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

# Materialised in the order of events, so that SQLite joins it by event alone: the quickest plan found; a plain
# join of the four tables takes several times as long.
SELF_JOIN = """
WITH answer AS MATERIALIZED (
    SELECT a.event, a.claimant, a.stance, v.field, v.low, v.high
    FROM assertion a JOIN value v ON v.assertion = a.pk ORDER BY 1, 2)
SELECT count(*), sum(met) FROM (
    SELECT a.claimant, b.claimant, count(*) met, sum(a.low = b.low AND a.high = b.high),
        sum(a.low <= b.high AND b.low <= a.high), sum(a.stance = b.stance)
    FROM answer a JOIN answer b ON b.event = a.event AND b.claimant > a.claimant AND b.field = a.field
    GROUP BY 1, 2);
"""
CACHE = "PRAGMA cache_size = -200000"
IN_PYTHON = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute(sys.argv[3])
print(connection.execute(sys.argv[2]).fetchall())
"""
CASEBOOK = Path(__file__).parents[2] / "fixtures" / "casebook.jsonl"
LIMIT = 600  # seconds, for any one command


class Cost(NamedTuple):
    """What one process cost."""

    clock: float
    processor: float
    peak_mb: float


def claimtrack(path: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "claimtrack", "--file", str(path), *arguments]


def cost(command: list[str], given: str = "") -> Cost:
    """Run a command and tell what it cost."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        process.stdin.write(given)
        process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def self_join(path: Path) -> Cost:
    if shell := shutil.which("sqlite3"):
        return cost([shell, "-readonly", "-cmd", CACHE, str(path)], SELF_JOIN)
    return cost([sys.executable, "-c", IN_PYTHON, str(path), SELF_JOIN, CACHE])


def an_event(path: Path, statements: int) -> str:
    """Find an event with so many statements or a little more."""
    import sqlite3

    sql = """SELECT e.key FROM event e JOIN assertion a ON a.event = e.pk WHERE e.pk > 1000
        GROUP BY e.pk HAVING count(*) >= ? ORDER BY count(*), e.pk LIMIT 1"""
    return sqlite3.connect(path).execute(sql, (statements,)).fetchone()[0]


def bench_compare(big: Path, small: Path, runs: int) -> None:
    event = "palmyra-helicopter"
    import sqlite3

    sql = "SELECT count(*) FROM assertion WHERE event = (SELECT pk FROM event WHERE key = ?)"
    statements = sqlite3.connect(small).execute(sql, (event,)).fetchone()[0]
    commands = {
        f"fixtures: {event} ({statements})": claimtrack(small, "compare", event),
        "a million: as many": claimtrack(big, "compare", an_event(big, statements)),
    }
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(runs + 1):  # the first warms the caches and is not counted
        for name, command in commands.items():
            spent = cost(command)
            if run:
                found[name].append(spent)
    floor: list[float] = []
    for name, costs in found.items():
        medians = [statistics.median(part) for part in zip(*costs, strict=True)]
        floor = floor or medians
        ratios = f"{medians[0] / floor[0]:6.2f} x clock {medians[1] / floor[1]:6.2f} x processor"
        print(f"compare, {name:40}{medians[0]:8.3f} s {medians[2]:6.0f} MB{ratios}")


def bench_matrix(big: Path) -> None:
    floors = [self_join(big)]
    spent = cost(claimtrack(big, "matrix"))
    floors.append(self_join(big))  # before and after, for machines whose speed drifts
    clock, processor = (statistics.mean(part) for part in list(zip(*floors, strict=True))[:2])
    print(f"self-join in SQLite {clock:8.1f} s {processor:8.1f} s of processor")
    print(
        f"matrix              {spent.clock:8.1f} s {spent.processor:8.1f} s of processor {spent.peak_mb:6.0f} MB"
    )
    print(f"matrix / self-join  {spent.clock / clock:8.2f}   {spent.processor / processor:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("case", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=("compare", "matrix"))
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    with tempfile.TemporaryDirectory() as folder:
        big, small = Path(folder) / "big.db", Path(folder) / "small.db"
        shutil.copyfile(given.case, big)
        cost(claimtrack(big, "list", "--limit", "1"))  # opening it once brings it to the newest schema
        cost(claimtrack(small, "import", str(CASEBOOK)))
        if given.only != "matrix":
            bench_compare(big, small, given.runs)
        if given.only != "compare":
            bench_matrix(big)


if __name__ == "__main__":
    main()
