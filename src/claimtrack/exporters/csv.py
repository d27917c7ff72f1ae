"""CSV (RFC 4180): the flat table, safe to open in a spreadsheet, and the same again when it is read back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from claimtrack.exporters.flat import FlatTable, note_losses
from claimtrack.formula_guard import all_inert, inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Return the flat table as CSV, some rows at a time."""
    table = FlatTable(content, losses)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(map(inert, table.header))
    for columns in table.batches():
        writer.writerows(zip(*map(all_inert, columns), strict=True))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # of a file without assertions, the header
    note_losses(content, losses)
