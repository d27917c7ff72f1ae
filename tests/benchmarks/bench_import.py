"""What importing a large generic CSV costs, as ratios to a bare `executemany` of the same file in the same run.

    python tests/benchmarks/bench_import.py [--rows 1000000] [--events 200000] [--csv rows.csv]

Every program runs in a process of its own, one after another (the bare one before and after the import), and its peak memory is that of the process. `--csv`
keeps the generated file for the next run. Where `sqlite-utils` is on the path, its insert of the file into one bare
table is printed beside.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from generate import write_csv

BARE = """
import csv, sqlite3, sys
connection = sqlite3.connect(sys.argv[2])
connection.execute("CREATE TABLE bare (a, b, c, d, e, f, g, h)")
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    rows = csv.reader(stream)
    next(rows)
    connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
connection.commit()
"""
RECORD = """
import sys, time
from claimtrack import Casefile
began = time.monotonic()
with Casefile.open(sys.argv[1], create=False) as case:
    case.record(sys.argv[2], claimant="Another terminal", text="Said at " + str(time.time()))
print(time.monotonic() - began)
"""


def run(*command: str) -> tuple[float, float, float]:
    """Run a command to its end; give wall seconds, processor seconds and peak memory in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(name: str, measured: tuple[float, ...], floor: tuple[float, ...]) -> None:
    wall, processor, memory = measured
    print(
        f"{name:<46} {wall:7.1f} s {processor:7.1f} s cpu  {wall / floor[0]:5.1f} ×  {processor / floor[1]:5.1f} × cpu  {memory:5.0f} MiB",
        flush=True,
    )


def waits_of_another_terminal(command: list[str], case: Path, event: str) -> list[float]:
    """Import, and meanwhile record from other processes; give how long each record took."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    waits = []
    while process.poll() is None:
        done = subprocess.run(
            [sys.executable, "-c", RECORD, str(case), event], capture_output=True, text=True, check=False
        )
        waits.append(float(done.stdout) if done.returncode == 0 else float("inf"))
        time.sleep(0.3)
    return waits


def measure(folder: Path, source: Path) -> None:
    claimtrack = [sys.executable, "-m", "claimtrack", "--file"]
    case = folder / "case.db"
    bare = [sys.executable, "-c", BARE, str(source), str(folder / "bare.db")]
    floors = [run(*bare)]
    imported = run(*claimtrack, str(case), "import", str(source), "--preset", "generic")
    (folder / "bare.db").unlink()
    floors.append(run(*bare))
    # A machine is seldom equally fast for minutes: the floor is what lies on both sides of the import.
    floor = tuple(map(mean, zip(*floors, strict=True)))
    for measured in floors:
        show("bare executemany", measured, floor)
    show("claimtrack import", imported, floor)
    again = [*claimtrack, str(case), "import", str(source), "--preset", "generic"]
    show("the same file again", run(*again), floor)
    show("the same file again, read all the same", run(*again, "--again"), floor)
    if tool := shutil.which("sqlite-utils"):
        show(
            "sqlite-utils insert --csv, one bare table",
            run(tool, "insert", str(folder / "tool.db"), "t", str(source), "--csv"),
            floor,
        )
    other = folder / "other.db"
    run(*claimtrack, str(other), "init")
    run(*claimtrack, str(other), "event", "add", "A quiet day", "--key", "quiet")
    waits = waits_of_another_terminal(
        [*claimtrack, str(other), "import", str(source), "--preset", "generic"], other, "quiet"
    )
    slow = sum(wait > 1 for wait in waits)
    print(
        f"another terminal meanwhile: {len(waits)} records, the slowest {max(waits):.2f} s, {slow} over a second"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--csv", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = given.csv or Path(folder) / "rows.csv"
        if not source.exists():
            write_csv(source, given.rows, given.events)
        measure(Path(folder), source)
    print(f"peak of the benchmark itself {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
