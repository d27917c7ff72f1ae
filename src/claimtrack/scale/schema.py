"""The tables of a data set: their columns, in order, with types. Explained in docs/dataset.md."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
"""Of the schema. It grows when a column changes its meaning or goes; a new column alone changes nothing."""

MANIFEST: Final = "claimtrack-dataset.json"
"""The file that says which version a data set has, and how many rows are in each table."""

YEAR: Final = "year"
"""The column by which tables are partitioned: in the names of folders, not in the files."""

_TEXT, _NUMBER, _REAL, _DAY, _BOOL = "string", "int64", "float64", "date32", "bool"

TABLES: Final[dict[str, dict[str, str]]] = {
    "events": {
        "event": _TEXT, "title": _TEXT, "proposition": _TEXT, "occurred": _TEXT, "earliest": _DAY, "latest": _DAY,
        "place": _TEXT, "lat": _REAL, "lon": _REAL,
    },
    "tags": {"event": _TEXT, "tag": _TEXT},
    "claimants": {
        "claimant": _TEXT, "name": _TEXT, "kind": _TEXT, "part_of": _TEXT, "bloc": _TEXT, "reliability": _TEXT,
    },
    "documents": {
        "document": _TEXT, "title": _TEXT, "url": _TEXT, "publisher": _TEXT, "published": _TEXT, "earliest": _DAY,
        "latest": _DAY, "derived_from": _TEXT, "origin": _TEXT, "archive_url": _TEXT, "sha256": _TEXT, "language": _TEXT,
    },
    "assertions": {
        "assertion": _TEXT, "label": _TEXT, "event": _TEXT, "claimant": _TEXT, "bloc": _TEXT, "document": _TEXT,
        "stance": _TEXT, "hedge": _TEXT, "text": _TEXT, "quote": _TEXT, "language": _TEXT, "translation": _TEXT,
        "said": _TEXT, "earliest": _DAY, "latest": _DAY, "spokesperson": _TEXT, "locator": _TEXT, "note": _TEXT,
        "recorded": _TEXT, "stance_read": _TEXT,
    },
    "answers": {
        "event": _TEXT, "field": _TEXT, "type": _TEXT, "assertion": _TEXT, "claimant": _TEXT, "bloc": _TEXT, "kind": _TEXT,
        "document": _TEXT, "origin": _TEXT, "voice": _TEXT, "vouched": _BOOL, "withdrawn": _BOOL, "negative": _BOOL,
        "hedge": _TEXT, "raw": _TEXT, "low": _NUMBER, "high": _NUMBER, "earliest": _DAY, "latest": _DAY, "sameness": _TEXT,
        "begins": _REAL, "ends": _REAL, "near_begins": _REAL, "near_ends": _REAL, "path": _TEXT, "alike": _TEXT,
        "exact": _BOOL, "unread": _BOOL, "held": _BOOL, "held_by_bloc": _BOOL, "again": _BOOL, "again_in_bloc": _BOOL,
        "loud": _BOOL, "confirmed": _BOOL, "denied": _BOOL,
    },
    "links": {
        "event": _TEXT, "kind": _TEXT, "field": _TEXT, "source": _TEXT, "target": _TEXT, "source_claimant": _TEXT,
        "source_bloc": _TEXT, "target_claimant": _TEXT, "target_bloc": _TEXT, "stands": _BOOL, "part": _NUMBER,
    },
    "moves": {
        "event": _TEXT, "bloc": _TEXT, "claimant": _TEXT, "kind": _TEXT, "field": _TEXT, "before": _TEXT, "after": _TEXT,
        "linked": _BOOL, "change_low": _REAL, "change_high": _REAL, "stance": _TEXT,
    },
}  # fmt: skip
"""The columns of each table, in order, with their types as Arrow names them."""

PARTITIONED: Final = ("events", "assertions", "answers", "links", "moves")
"""The tables that are partitioned by year; the others are one file each."""
