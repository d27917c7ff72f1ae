"""Small tables and mappings for the tests of imports."""

import csv
import json

import pytest

from claimtrack import Casefile

STAMP = "2026-01-01T00:00:00Z"

KEYED = """
title = "Incidents"
dataset = "incidents"
key = "{id}"
[event]
key = "incident-{id}"
title = "{title}"
occurred = "{day}"
[claim.report]
claimant = "Incident desk"
text = "{text}"
said = "{said}"
values = { killed = "{killed}" }
"""


@pytest.fixture
def keyed(tmp_path):
    path = tmp_path / "incidents.toml"
    path.write_text(KEYED, encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: STAMP) as opened:
        yield opened


@pytest.fixture
def table(tmp_path):
    def write(rows, name="rows.csv"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def incident():
    def make(id_, **changes):
        day = f"2016-03-{int(id_) % 28 + 1:02}"
        row = {
            "id": id_,
            "title": f"Fire at mill {id_}",
            "day": day,
            "text": f"Mill {id_} burnt",
            "said": "2016-04-30",
            "killed": "1",
        }
        return {**row, **changes}

    return make


@pytest.fixture
def lines():
    def of(case, kind=None):
        found = [json.loads(line) for line in case.export()]
        return [line for line in found if kind is None or line["record"] == kind]

    return of
