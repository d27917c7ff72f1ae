"""What reading costs, as ratios to the standard library's readers in the same run.

    python tests/benchmarks/bench_readers.py [--rows 200000]

Floors: `csv.reader` over the same CSV, `json.loads` of each line of the same JSON Lines. Peak memory is of all.
"""

import argparse
import csv
import json
import resource
import statistics
import tempfile
import time
from pathlib import Path

import xlsxwriter

from claimtrack.importers.readers import open_rows

COLUMNS = ("event", "claimant", "stance", "text", "date", "min", "max", "url")
RUNS = 3


def row(number):
    return [
        f"Event {number // 8}",
        f"Claimant {number % 200}",
        "affirms",
        f"What was said the {number}th time, " + "x" * 90,
        "2016-03-29",
        number % 9,
        number % 9 + 3,
        f"https://example.org/{number}",
    ]


def write(folder, rows):
    with (folder / "x.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([COLUMNS, *map(row, range(rows))])
    records = [dict(zip(COLUMNS, row(number), strict=True)) for number in range(rows)]
    (folder / "x.json").write_text(json.dumps(records), encoding="utf-8")
    (folder / "x.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records), encoding="utf-8"
    )
    options = {"constant_memory": True, "strings_to_urls": False}
    with xlsxwriter.Workbook(folder / "x.xlsx", options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        for number in range(rows // 4):
            sheet.write_row(number + 1, 0, row(number))


def seconds(work):
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def bare_csv(path):
    with path.open(newline="", encoding="utf-8") as stream:
        for _ in csv.reader(stream):
            pass


def bare_json(path):
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            json.loads(line)


def tuples(path):
    with open_rows(path) as source:
        for _ in source.tuples(print):
            pass


def rows(path):
    with open_rows(path) as source:
        for _ in source:
            pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    count = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        floor, json_floor = (
            seconds(lambda: bare_csv(folder / "x.csv")),
            seconds(lambda: bare_json(folder / "x.jsonl")),
        )
        for what, work, over in (
            ("csv, tuples", lambda: tuples(folder / "x.csv"), floor),
            ("csv, rows", lambda: rows(folder / "x.csv"), floor),
            ("json lines", lambda: rows(folder / "x.jsonl"), json_floor),
            ("json", lambda: rows(folder / "x.json"), json_floor),
            ("xlsx, a quarter of the rows", lambda: rows(folder / "x.xlsx"), floor / 4),
        ):
            spent = seconds(work)
            print(f"{what:30}{spent:8.2f} s{spent / over:8.1f} x")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"peak memory beyond that of writing the files: {(peak - before) // 1024} MiB")


if __name__ == "__main__":
    main()
