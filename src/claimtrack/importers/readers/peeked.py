"""The first records of an input without a header, looked at before they are read with the others."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from claimtrack.importers.readers.options import MIB
from claimtrack.importers.readers.rows import Row, RowSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.model.draft import Finding

FIRST = 100
"""Records looked at."""
_MOST = 8 * MIB  # bytes of input after which there are no more, however few they are


class Peeked(RowSource):
    """The rows of a source, of which the first have been read already.

    Args:
        rows: the source; from now on it is read here.
        first: how many records to look at.

    Attributes:
        sample: the cells of the first records.
    """

    def __init__(self, rows: RowSource, first: int = FIRST) -> None:
        self._rows = rows
        self._rest = iter(rows)
        self._read: list[Row | Finding] = []
        sample: list[Mapping[str, Any]] = []
        for row in self._rest:
            self._read.append(row)
            if isinstance(row, Row):
                sample.append(row.cells)
            if len(sample) >= first or rows.bytes_read > _MOST:
                break
        self.sample = tuple(sample)
        self.name, self.notes, self.format, self.columns = rows.name, rows.notes, rows.format, rows.columns

    def __iter__(self) -> Iterator[Row | Finding]:
        return chain(self._read, self._rest)

    @property
    def encoding(self) -> str:
        """The text encoding taken."""
        return self._rows.encoding

    @property
    def size(self) -> int | None:
        """Bytes of the input as it is on disk."""
        return self._rows.size

    @property
    def bytes_read(self) -> int:
        """Bytes of the input read so far."""
        return self._rows.bytes_read

    def close(self) -> None:
        """Close the input."""
        self._rows.close()
