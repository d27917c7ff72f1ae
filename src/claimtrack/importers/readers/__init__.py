"""Bytes into rows: CSV, spreadsheets, JSON, YAML and pages, read as a stream and never trusted.

with open_rows(path, options=ReadOptions(encoding="cp1251")) as rows:
    for row in rows:
        ...
"""

from claimtrack.importers.readers.formats import FORMATS, guess_format
from claimtrack.importers.readers.opening import open_rows
from claimtrack.importers.readers.options import Limits, ReadOptions
from claimtrack.importers.readers.rows import Notes, Row, RowSource
from claimtrack.importers.readers.table import TableSource

__all__ = [
    "FORMATS",
    "Limits",
    "Notes",
    "ReadOptions",
    "Row",
    "RowSource",
    "TableSource",
    "guess_format",
    "open_rows",
]
