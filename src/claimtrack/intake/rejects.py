"""The file of rejected rows: the rows as they stood, each with its line and the reason, ready to mend and import."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Self

from claimtrack.errors import InputFileError
from claimtrack.importers.mapping.language import OF_REJECTS, REJECTED_BECAUSE, REJECTED_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType


def is_of_rejects(columns: Iterable[str]) -> bool:
    """Whether columns are those of a file of rejects: part of a dataset, and no release of it."""
    return set(OF_REJECTS) <= set(columns)


class Rejects:
    """Writes rejected rows: CSV for a table, JSON Lines for anything else; nothing where no file is asked for.

    Args:
        path: the file; made when the first row comes.
        columns: those of a table. Where it is itself a file of rejects, its lines and reasons give way to new ones.
    """

    def __init__(self, path: Path | None, columns: tuple[str, ...]) -> None:
        self._path = path
        self._columns = columns
        self._kept = [number for number, name in enumerate(columns) if name not in OF_REJECTS]
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
            self._writer.writerow([line, reason, *self._row(cells)])
        else:
            content = dict(cells) if isinstance(cells, Mapping) else {}
            # "1, record 2": a number alone is no place there.
            place = line if type(line) is int else str(line)
            told = {**content, REJECTED_LINE: place, REJECTED_BECAUSE: reason}
            row = json.dumps(told, ensure_ascii=False, default=str)
            assert self._stream is not None  # noqa: S101 - opened above
            self._stream.write(row + "\n")

    def _row(self, cells: Any) -> list[Any]:
        """Return the cells of a row without lines and reasons of before; what stands beyond the last column stays."""
        if not isinstance(cells, list | tuple):
            return []
        row = list(cells)
        return [row[number] for number in self._kept if number < len(row)] + row[len(self._columns) :]

    def _open(self, path: Path) -> None:
        try:
            self._stream = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            raise InputFileError(f"{path} cannot be written: {error.strerror}", "check the path") from None
        if self._columns:
            self._writer = csv.writer(self._stream)
            self._writer.writerow([*OF_REJECTS, *(self._columns[number] for number in self._kept)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
