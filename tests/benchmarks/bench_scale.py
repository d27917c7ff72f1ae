"""What everything over a whole file costs: ours, the floor, the peer, from one run, as one table.

    python tests/benchmarks/bench_scale.py [--rows 10000 100000 1000000] [--json scale.json] [--svg growth.svg]
    python tests/benchmarks/bench_scale.py --quick

Each task runs in a process of its own on a case file imported from the same generic CSV, and costs processor time (user
and system) and memory; clock is beside it in the JSON. The floor is what SQLite or Python alone need for the bare task,
the peer another program that does it. `--svg` draws processor time a row as the number of rows grows. `--quick` runs all
of it on a few rows: it shows that it runs, and its figures mean nothing.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from generate import write_csv

from claimtrack.render.svg import write as draw
from claimtrack.views.drawing import Dot, Drawing, Rule, Words

QUICK = 200
PYTHON = (sys.executable, "-c")
INSERT = """import csv, sqlite3, sys
connection = sqlite3.connect(sys.argv[2])
connection.execute("CREATE TABLE bare (a, b, c, d, e, f, g, h)")
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?, ?)", csv.reader(stream))
connection.commit()"""
QUERY = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()[:1])"
DUMP = """import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM assertion")
for row in rows: print(json.dumps(row))"""
GROUPED = """SELECT count(*) FROM (SELECT 1 FROM value v JOIN assertion a ON a.pk = v.assertion
    GROUP BY a.event, v.field HAVING max(v.low) > min(v.high))"""
PAIRED = """WITH answer AS MATERIALIZED (SELECT a.event, a.claimant, v.field, v.low, v.high
    FROM assertion a JOIN value v ON v.assertion = a.pk ORDER BY 1, 2)
    SELECT count(*) FROM (SELECT 1 FROM answer a JOIN answer b ON b.event = a.event AND b.claimant > a.claimant
    AND b.field = a.field GROUP BY a.claimant, b.claimant)"""
PHRASES = (
    "8 July 2016",
    "Mar. 29",
    "two days ago",
    "5 ноября 2015",
    "2016-03-29",
    "March 2016",
    "N/A",
    "yesterday",
)
DATES = (
    "from claimtrack.dates import read_date\nfor text in {0!r} * {1}: read_date(text, reference='2016-04-02')"
)
DATEPARSER = "import dateparser\nfor text in {0!r} * {1}: dateparser.parse(text, languages=['en', 'ru'])"


class Cost(NamedTuple):
    """What one process cost: seconds of processor and clock, and MiB at the most."""

    processor: float
    clock: float
    memory: float


class Task(NamedTuple):
    """One line of the table: commands; a floor or peer left out is not there."""

    name: str
    ours: list[str]
    floor: tuple[str, list[str]] | None = None
    peer: tuple[str, list[str]] | None = None


def cost(command: list[str]) -> Cost:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed: {errors.decode()[-500:]}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def tasks(folder: Path, rows: int) -> list[Task]:
    """List what is measured, in order: what a later one needs, an earlier one made."""
    case, source, data = str(folder / "case.db"), str(folder / "rows.csv"), str(folder / "data")
    ours = [sys.executable, "-m", "claimtrack", "--file", case]
    over = ["--over", data]
    bare = ("executemany", [*PYTHON, INSERT, source, str(folder / "bare.db")])
    tool = [sys.executable, "-m", "sqlite_utils", "insert", str(folder / "tool.db"), "t", source, "--csv"]
    grouped, paired = (
        ("GROUP BY in SQLite", [*PYTHON, QUERY, case, GROUPED]),
        ("self-join in SQLite", [*PYTHON, QUERY, case, PAIRED]),
    )
    dump = ("SELECT and json.dumps", [*PYTHON, DUMP, case])
    many = max(rows // 1000, 1)
    found = [
        Task("import, search index and all", [*ours, "import", source, "--preset", "generic"], bare, ("sqlite-utils", tool)),
        Task("first search", [*ours, "search", "helicopter"], ("a later search", [*ours, "search", "helicopter"])),
        Task("export native", [*ours, "export", "-o", str(folder / "out.jsonl")], dump),
        Task("export csv", [*ours, "export", "--format", "csv", "-o", str(folder / "out.csv")], dump),
        Task("export ftm", [*ours, "export", "--format", "ftm", "-o", str(folder / "out.ftm")], dump),
        Task("list events --contested", [*ours, "list", "events", "--contested"], grouped),
        Task("corroboration, all of it", [*ours, "corroboration", "--format", "csv"], grouped),
        Task("track records of all", [*ours, "track-record", "--format", "csv"], grouped),
        Task("gaps, all of them", [*ours, "gaps", "--format", "csv"], grouped),
        Task("dates", [*PYTHON, DATES.format(PHRASES, many)], None, ("dateparser", [*PYTHON, DATEPARSER.format(PHRASES, many)])),
    ]  # fmt: skip
    matrix = [*ours, "matrix"]
    if not find_spec("pyarrow"):
        return [*found, Task("matrix", matrix, paired)]
    partitioned = ["export", "--format", "parquet", "--partition-by", "year", "-o", data]
    found += [
        Task("export parquet", [*ours, "export", "--format", "parquet", "-o", str(folder / "out.parquet")], dump),
        Task("export, a data set by year", [*ours, *partitioned], dump),
    ]  # fmt: skip
    if not find_spec("duckdb"):
        return [*found, Task("matrix", matrix, paired)]
    by_engine = ("DuckDB over the data set", [*ours, "matrix", *over])
    return [
        *found,
        Task("matrix", matrix, paired, by_engine),
        Task("contested over the data set", [*ours, "list", "events", "--contested", *over], grouped),
    ]


def measure(rows: int) -> list[dict[str, object]]:
    """Measure every task on so many rows."""
    measured = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "rows.csv", rows, max(rows // 5, 1))
        for task in tasks(folder, rows):
            print(f"{rows:,} rows: {task.name}", file=sys.stderr, flush=True)
            line: dict[str, object] = {"rows": rows, "task": task.name, **_told("ours", "", cost(task.ours))}
            for part in ("floor", "peer"):
                if (other := getattr(task, part)) is not None:
                    line |= _told(part, other[0], cost(other[1]))
            measured.append(line)
    return measured


def _told(part: str, name: str, spent: Cost) -> dict[str, object]:
    return {part: {"name": name, **spent._asdict()}}


def table(measured: list[dict[str, object]]) -> str:
    """Write the table."""
    head = f"{'rows':>9}  {'task':30} {'cpu s':>8} {'MiB':>6}  {'x floor':>8}  {'x peer':>7}  floor; peer"
    lines = [head, "-" * len(head)]
    for line in measured:
        ours = line["ours"]
        ratios = {
            part: f"{ours['processor'] / max(line[part]['processor'], 1e-3):.2f}" if part in line else ""
            for part in ("floor", "peer")
        }
        names = "; ".join(line[part]["name"] for part in ("floor", "peer") if part in line)
        lines.append(
            f"{line['rows']:>9,}  {line['task']:30} {ours['processor']:8.2f} {ours['memory']:6.0f}  "
            f"{ratios['floor']:>8}  {ratios['peer']:>7}  {names}"
        )
    return "\n".join(lines)


LEFT, TOP, WIDTH, HEIGHT = 60.0, 40.0, 360.0, 240.0
INKS = ("given", "conflict", "agree", "possible", "text", "quiet")
DRAWN = ("import, search index and all", "export native", "export csv", "export parquet", "matrix", "list events --contested", "gaps, all of them")  # fmt: skip


def growth(measured: list[dict[str, object]]) -> Drawing:
    """Draw processor time a row, in microseconds, against the number of rows; both axes by powers of ten."""
    sizes = sorted({line["rows"] for line in measured})
    costs = {
        (line["task"], line["rows"]): line["ours"]["processor"] * 1e6 / line["rows"] for line in measured
    }
    low, high = (math.log10(size) for size in (sizes[0], sizes[-1]))
    decades = [math.floor(math.log10(min(costs.values()))), math.ceil(math.log10(max(costs.values())))]

    def place(rows: float, micro: float) -> tuple[float, float]:
        along = (math.log10(rows) - low) / ((high - low) or 1)
        up = (math.log10(micro) - decades[0]) / ((decades[1] - decades[0]) or 1)
        return LEFT + along * WIDTH, TOP + HEIGHT - up * HEIGHT

    shapes: list[object] = [
        Words(LEFT, TOP - 18, "Microseconds of processor a row, as a file grows", strong=True)
    ]
    for decade in range(decades[0], decades[1] + 1):
        _, y = place(sizes[0], 10.0**decade)
        shapes += [
            Rule(LEFT, y, LEFT + WIDTH, y, "shade"),
            Words(LEFT - 6, y + 3, f"{10.0**decade:g}", "right", 8),
        ]
    for size in sizes:
        x, _ = place(size, 10.0 ** decades[0])
        shapes.append(Words(x, TOP + HEIGHT + 14, f"{size:,} rows", "middle", 8))
    for number, task in enumerate(name for name in DRAWN if (name, sizes[0]) in costs):
        ink = INKS[number % len(INKS)]
        points = [place(size, costs[task, size]) for size in sizes if (task, size) in costs]
        shapes += [Rule(*one, *other, ink, dashed=number >= len(INKS)) for one, other in pairwise(points)]
        shapes += [Dot(*point, 2.5, ink) for point in points]
        shapes.append(Dot(LEFT + WIDTH + 24, TOP + 14 * number, 3, ink))
        name = f"{task}, dashed" if number >= len(INKS) else task
        shapes.append(Words(LEFT + WIDTH + 32, TOP + 14 * number + 3, name, size=8))
    told = "; ".join(f"{task}, {rows:,} rows: {micro:.0f}" for (task, rows), micro in sorted(costs.items()))
    return Drawing(LEFT + WIDTH + 190, TOP + HEIGHT + 30, tuple(shapes), "Cost a row as a file grows", told)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    measured = [line for rows in ([QUICK] if given.quick else given.rows) for line in measure(rows)]
    print(table(measured))
    if given.json:
        given.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if given.svg:
        given.svg.write_text(draw(growth(measured)), encoding="utf-8")


if __name__ == "__main__":
    main()
