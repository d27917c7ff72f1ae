"""What commands cost as whole processes, as ratios to floors measured in the same run.

    python tests/benchmarks/bench_startup.py [--runs 15]

Floors: `python -c pass`, and the least that a typer program which queries SQLite and prints one rich table costs.
Commands and floors run in turn, so that a machine whose speed drifts slows them alike; medians are printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


PROGRAMS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "bare typer, one line": [sys.executable, "-c", BARE_LINE],
    "bare typer, sqlite3, one rich table": [sys.executable, "-c", BARE_TABLE],
    "claimtrack --version": claimtrack("--version"),
    "claimtrack --help": claimtrack("--help"),
    "claimtrack date 'Mar. 29'": claimtrack("date", "Mar. 29", "--relative-to", "2016-04-02"),
    "claimtrack list": claimtrack("list"),
    "claimtrack show amaq": claimtrack("show", "amaq"),
    "claimtrack compare palmyra-helicopter": claimtrack("compare", "palmyra-helicopter"),
    "claimtrack compare airliner": claimtrack("compare", "airliner"),
}


def elapsed(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.db"
        environment = {**os.environ, "CLAIMTRACK_FILE": str(path)}
        casebook = Path(__file__).parents[2] / "fixtures" / "casebook.jsonl"
        subprocess.run(claimtrack("import", str(casebook)), env=environment, check=True, capture_output=True)
        times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        for run in range(runs + 1):  # the first warms the caches and is not counted
            for name, command in PROGRAMS.items():
                spent = elapsed(command, environment)
                if run:
                    times[name].append(spent)
    medians = {name: statistics.median(found) for name, found in times.items()}
    floor, table = medians["python -c pass"], medians["bare typer, sqlite3, one rich table"]
    print(f"{'command':42}{'median s':>10}{'/ python':>10}{'/ bare table':>14}")
    for name, median in medians.items():
        print(f"{name:42}{median:10.3f}{median / floor:10.1f}{median / table:14.2f}")


if __name__ == "__main__":
    main()
