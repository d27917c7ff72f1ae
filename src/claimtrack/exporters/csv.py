"""CSV (RFC 4180): the flat table, safe to open in a spreadsheet, and the same again when it is read back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from claimtrack.characters import inert
from claimtrack.exporters.flat import flat_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Return the flat table as CSV, a row at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in flat_rows(content, losses):
        writer.writerow([inert(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
