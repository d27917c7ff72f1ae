"""The file of rejected rows: the rows as they stood, each with its line and the reason, ready to mend and import."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Self

from claimtrack.errors import InputFileError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LINE, REASON = "rejected_line", "rejected_because"
"""Columns that stand before those of the row; a mapping takes no notice of them."""


class Rejects:
    """Writes rejected rows: CSV for a table, JSON Lines for anything else; nothing where no file is asked for.

    Args:
        path: the file; made when the first row comes.
        columns: those of a table.
    """

    def __init__(self, path: Path | None, columns: tuple[str, ...]) -> None:
        self._path = path
        self._columns = columns
        self._stream: IO[str] | None = None
        self._writer: Any = None

    def write(self, line: int, reason: str, cells: Any) -> None:
        """Write a row.

        Raises:
            InputFileError: the file cannot be written.
        """
        if self._path is None:
            return
        if self._stream is None:
            self._open(self._path)
        if self._columns:
            self._writer.writerow([line, reason, *(cells if isinstance(cells, list) else [])])
        else:
            content = dict(cells) if isinstance(cells, Mapping) else {}
            row = json.dumps({LINE: line, REASON: reason, **content}, ensure_ascii=False, default=str)
            assert self._stream is not None  # noqa: S101 - opened above
            self._stream.write(row + "\n")

    def _open(self, path: Path) -> None:
        try:
            self._stream = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            raise InputFileError(f"{path} cannot be written: {error.strerror}", "check the path") from None
        if self._columns:
            self._writer = csv.writer(self._stream)
            self._writer.writerow([LINE, REASON, *self._columns])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
