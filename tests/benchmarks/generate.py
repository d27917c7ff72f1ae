"""Large inputs for the benchmarks, the same on every machine: a generic CSV, and a case file.

    python tests/benchmarks/generate.py csv rows.csv [--rows 1000000]
    python tests/benchmarks/generate.py case case.db [--assertions 1000000] [--events 200000]

The words follow Zipf's law, as words do; texts are about 120 characters long. Documents differ from row to row.
The case file is written straight into its tables, so that no importer is needed to make it.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from claimtrack import Casefile
from claimtrack.model.identity import hash_id, make_key

SEED = 20160329
COLUMNS = ("event", "claimant", "stance", "text", "said", "killed_min", "killed_max", "source")
STAMP = "2026-01-01T00:00:00Z"

_COMMON = """
the of in a and said that were to by on killed near at it after from with army fighters forces soldiers
convoy village strike attack reported wounded militants city helicopter officials ministry civilians people bomb
troops checkpoint province state police shot down vehicle road drone artillery denied claimed group statement video
mortar rocket regime rebels district airport warplane captured tank ambush clash shelling base border
""".split()  # noqa: SIM905 - a list literal of it is three times as long
_PLACES = ("Palmyra", "Aleppo", "Raqqa", "Idlib", "Homs", "Mosul", "Derbent", "Sirte", "Kobani", "Latakia")
_STANCES = ("affirms",) * 6 + ("denies",) * 2 + ("queries", "comments")
_FIRST_DAY = date(2014, 1, 1)


class Statement(NamedTuple):
    """One row of the CSV."""

    event: str
    claimant: str
    stance: str
    text: str
    said: str
    killed_min: str
    killed_max: str
    source: str


def statements(rows: int, events: int, seed: int = SEED) -> Iterator[Statement]:
    """Make statements about events, by 500 claimants, each from a document of its own."""
    chance = random.Random(seed)
    vocabulary = [*_COMMON, *(f"w{chance.randrange(36**4):x}" for _ in range(20_000))]
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    titles = [
        f"{chance.choice(('Strike', 'Ambush', 'Clash'))} near {chance.choice(_PLACES)} {n}"
        for n in range(events)
    ]
    days = [str(_FIRST_DAY + timedelta(days=n)) for n in range(1000)]
    for number in range(rows):
        low = chance.randrange(40)
        yield Statement(
            event=titles[int(chance.random() ** 2 * events) if number % 2 else number // 2 % events],
            claimant=f"Office {int(chance.random() ** 2 * 500)} of the press",
            stance=chance.choice(_STANCES),
            text=" ".join(chance.choices(vocabulary, cum_weights=weights, k=19)),
            said=chance.choice(days),
            killed_min=str(low),
            killed_max=str(low + chance.randrange(12)),
            source=f"https://news{chance.randrange(300)}.example.org/2016/article-{number}.html",
        )


def write_csv(path: Path, rows: int = 1_000_000, events: int = 200_000) -> None:
    """Write the generic CSV."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(statements(rows, events))


def write_case(path: Path, assertions: int = 1_000_000, events: int = 200_000) -> None:
    """Write a case file: the statements of `statements`, each with a count and a document, a denial linked to what was said before it."""
    with Casefile.open(path, must_be_new=True) as case:
        connection = case._connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("BEGIN IMMEDIATE")
        _Filling(connection).fill(statements(assertions, events))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Filling:
    """Writes statements as rows of a new case file."""

    def __init__(self, connection: object) -> None:
        self.connection = connection
        self.pks: dict[str, dict[str, int]] = {"event": {}, "claimant": {}}

    def fill(self, rows: Iterator[Statement]) -> None:
        self._insert(
            "field",
            key="killed",
            label="Killed",
            type="count",
            definition="How many people were killed?",
            unit="",
        )
        last: dict[str, int] = {}
        for row in rows:
            pk = self._assertion(row)
            if row.stance == "denies" and row.event in last:
                self._insert("link", kind="denies", source=pk, target=last[row.event], fields="[]", note="")
            last[row.event] = pk

    def _assertion(self, row: Statement) -> int:
        event, claimant = self._named("event", row.event), self._named("claimant", row.claimant)
        document = make_key(row.source.partition("://")[2])
        killed = row.killed_min if row.killed_min == row.killed_max else f"{row.killed_min}-{row.killed_max}"
        content = {
            "event": make_key(row.event), "claimant": make_key(row.claimant), "stance": row.stance, "text": row.text,
            "said": row.said, "document": document, "values": [["killed", "is", killed]],
        }  # fmt: skip
        identity = hash_id("assertion", content)
        document_pk = self._insert(
            "document",
            key=document,
            title="",
            url=row.source,
            archive_url="",
            sha256="",
            language="",
            note="",
        )
        pk = self._insert(
            "assertion", id=identity, label="", event=event, claimant=claimant, stance=row.stance, hedge="stated",
            text=row.text, quote="", language="", translation="", said=json.dumps(row.said), said_edtf=row.said,
            said_earliest=row.said, said_latest=row.said, spokesperson="", document=document_pk, locator="", note="",
        )  # fmt: skip
        low, high = int(row.killed_min), int(row.killed_max)
        read = json.dumps({"raw": killed, "low": low, "high": high}, separators=(",", ":"))
        self.connection.execute(
            "INSERT INTO value (assertion, field, negative, raw, read, low, high) VALUES (?, 1, 0, ?, ?, ?, ?)",
            (pk, killed, read, low, high),
        )
        return pk

    def _named(self, kind: str, name: str) -> int:
        known = self.pks[kind]
        if name not in known:
            extra = {"title": name, "proposition": ""} if kind == "event" else {
                "name": name, "kind": "outlet", "zone": "", "language": "", "calendar": "", "date_order": "", "reliability": "",
            }  # fmt: skip
            known[name] = self._insert(kind, key=make_key(name), note="", **extra)
        return known[name]

    def _insert(self, table: str, **columns: object) -> int:
        names, marks = ", ".join([*columns, "recorded"]), ", ".join("?" * (len(columns) + 1))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", (*columns.values(), STAMP)
        )
        return cursor.lastrowid


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("csv", "case"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", "--assertions", dest="rows", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=200_000)
    given = parser.parse_args()
    (write_csv if given.what == "csv" else write_case)(given.path, given.rows, given.events)


if __name__ == "__main__":
    main()
