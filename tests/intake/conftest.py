"""A case file with a fixed clock, and tables for it."""

import csv
import json

import pytest

from claimtrack import Casefile

STAMP = "2026-01-01T00:00:00Z"


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: STAMP) as opened:
        yield opened


@pytest.fixture
def table(tmp_path):
    def write(text, name="rows.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def lines():
    def of(case, kind):
        found = [json.loads(line) for line in case.export()]
        return [line for line in found if line["record"] == kind]

    return of


@pytest.fixture
def read():
    def rows(path):
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return rows
