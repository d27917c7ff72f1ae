"""Reading bytes as a person would give them: a name, some options, and everything that comes of it."""

import io
from dataclasses import dataclass

import pytest

from claimtrack.importers.readers import ReadOptions, Row, open_rows


@dataclass
class Reading:
    rows: list
    findings: list
    notes: list
    columns: tuple
    encoding: str
    format: str

    @property
    def cells(self):
        return [dict(row.cells) for row in self.rows]

    @property
    def lines(self):
        return [row.position.line for row in self.rows]

    def noted(self, part):
        return any(part in note for note in self.notes)

    def found(self, part):
        return [finding for finding in self.findings if part in finding.message]


@pytest.fixture
def read():
    def read_bytes(data, name="input", **options):
        stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
        with open_rows(stream, name=name, options=ReadOptions(**options)) as source:
            items = list(source)
            return Reading(
                rows=[item for item in items if isinstance(item, Row)],
                findings=[item for item in items if not isinstance(item, Row)],
                notes=[str(note) for note in source.notes],
                columns=source.columns,
                encoding=source.encoding,
                format=source.format,
            )

    return read_bytes
