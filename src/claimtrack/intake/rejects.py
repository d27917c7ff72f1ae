"""The file of rejected rows: the rows as they stood, each with its line and the reason, ready to mend and import."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Self

from claimtrack.errors import InputFileError
from claimtrack.importers.mapping.cells import Joined
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
        self._widest = 0

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
            written = [line, reason, *self._row(cells)]
            self._widest = max(self._widest, len(written))
            self._writer.writerow(written)
        else:
            content = cells if isinstance(cells, Mapping) else {}
            content = {name: cell for name, cell in content.items() if not isinstance(cell, Joined)}
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
        row = [cell for cell in cells if not isinstance(cell, Joined)]
        return [row[number] for number in self._kept if number < len(row)] + row[len(self._columns) :]

    def _open(self, path: Path) -> None:
        try:
            self._stream = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            raise InputFileError(f"{path} cannot be written: {error.strerror}", "check the path") from None
        if self._columns:
            self._writer = csv.writer(self._stream)
            self._writer.writerow(self._header())

    def _header(self) -> list[str]:
        """Return the names of the columns, those of cells to the right of the table among them."""
        names = [*OF_REJECTS, *(self._columns[number] for number in self._kept)]
        beyond = range(len(self._columns) + 1, len(self._columns) + 1 + self._widest - len(names))
        return [*names, *(f"column{number}" for number in beyond)]

    def _make_rectangular(self, path: Path) -> None:
        """Write the file again where rows are longer than its header, so that it can be read as the table it is."""
        header = self._header()
        whole = path.with_name(path.name + ".part")
        with (
            path.open(encoding="utf-8", newline="") as old,
            whole.open("w", encoding="utf-8", newline="") as new,
        ):
            rows, writer = csv.reader(old), csv.writer(new)
            writer.writerow(header)
            next(rows)
            writer.writerows([*row, *[""] * (len(header) - len(row))] for row in rows)
        whole.replace(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
        if self._path is not None and self._columns and self._widest > len(OF_REJECTS) + len(self._kept):
            self._make_rectangular(self._path)
