"""What commands cost as whole processes, as ratios to floors measured in the same run.

    python tests/benchmarks/bench_startup.py [--runs 15]

Floors: `python -c pass`, the least that a typer program costs which prints one line (of `--version`, `--help` and `date`),
and one which queries SQLite and prints one rich table (of all others). Commands and floors run in turn, so that a
machine whose speed drifts slows them alike; medians of processor time are printed. Every command runs once before it is
measured, as on the machine of somebody who uses it.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from claimtrack.errors import UnreadableDateError

BARE_TABLE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main() -> None:
    import sqlite3
    from rich.console import Console
    from rich.table import Table
    row = sqlite3.connect(":memory:").execute("SELECT 1, 2").fetchone()
    table = Table("a", "b")
    table.add_row(*map(str, row))
    Console().print(table)
app()
"""
BARE_LINE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main() -> None:
    print("2016-03-29")
app()
"""


def claimtrack(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "claimtrack", *arguments]


PYTHON, LINE, TABLE = "python -c pass", "bare typer, one line", "bare typer, sqlite3, one rich table"
REFERENCE = ("--relative-to", "2016-04-02")
# Of each program, the floor it is measured against and its command.
PROGRAMS = {
    PYTHON: (PYTHON, [sys.executable, "-c", "pass"]),
    LINE: (LINE, [sys.executable, "-c", BARE_LINE]),
    TABLE: (TABLE, [sys.executable, "-c", BARE_TABLE]),
    "--version": (LINE, claimtrack("--version")),
    "--help": (LINE, claimtrack("--help")),
    "date 2016-03-30": (LINE, claimtrack("date", "2016-03-30")),
    "date '30 March 2016'": (LINE, claimtrack("date", "30 March 2016")),
    "date 'Mar. 29'": (LINE, claimtrack("date", "Mar. 29", *REFERENCE)),
    "date 'last Tuesday'": (LINE, claimtrack("date", "last Tuesday", *REFERENCE)),
    "date 'late March 2016' --lang en": (LINE, claimtrack("date", "late March 2016", "--lang", "en")),
    "date 'в марте 2016'": (LINE, claimtrack("date", "в марте 2016")),
    "date 'N/A', refused": (LINE, claimtrack("date", "N/A")),
    "date 'Paul Page', refused in 5 languages": (LINE, claimtrack("date", "Paul Page")),
    "list": (TABLE, claimtrack("list")),
    "show amaq": (TABLE, claimtrack("show", "amaq")),
    "compare palmyra-helicopter": (TABLE, claimtrack("compare", "palmyra-helicopter")),
    "compare airliner": (TABLE, claimtrack("compare", "airliner")),
    "record": (TABLE, claimtrack("record", "airliner", "--by", "Amaq", "It was shot down")),
}


def spent(command: list[str], environment: dict[str, str]) -> float:
    """Run a program and give its processor time in seconds; a date that is refused is an answer too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    if done.returncode not in (0, UnreadableDateError.exit_code):
        raise SystemExit(f"{command}: {done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLAIMTRACK_FILE": str(Path(folder) / "claims.db")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        casebook = Path(__file__).parents[2] / "fixtures" / "casebook.jsonl"
        subprocess.run(claimtrack("import", str(casebook)), env=environment, check=True, capture_output=True)
        times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        for run in range(runs + 1):  # the first fills the caches and is not counted
            for name, (_, command) in PROGRAMS.items():
                time = spent(command, environment)
                if run:
                    times[name].append(time)
    medians = {name: statistics.median(found) for name, found in times.items()}
    print(f"{'command':42}{'CPU ms':>8}{'/ python':>10}{'/ bare line':>13}{'/ bare table':>14}")
    for name, (floor, _) in PROGRAMS.items():
        ratio = f"{medians[name] / medians[floor]:.2f}"
        columns = f"{ratio if floor == LINE else '':>13}{ratio if floor == TABLE else '':>14}"
        print(f"{name:42}{medians[name] * 1000:8.0f}{medians[name] / medians[PYTHON]:10.1f}{columns}")


if __name__ == "__main__":
    main()
