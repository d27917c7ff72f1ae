"""What cannot be taken: the file of rejected rows, ready to mend and import; and imports of which nothing is taken.

Rows stand in that file as they stood, each with its line and the reason.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Self

from claimtrack.errors import ImportRejectedError, InputFileError
from claimtrack.exporters.files import refuse_case_file
from claimtrack.importers.mapping.cells import Joined
from claimtrack.importers.mapping.language import OF_REJECTS, REJECTED_BECAUSE, REJECTED_LINE
from claimtrack.importers.readers.table import BEYOND

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from claimtrack.intake.report import ImportReport

_WAY_OUT = "mend it or the mapping, or leave such rows out with --on-error skip --rejects FILE"
_SHOWN = 100  # problems named in an error


def is_of_rejects(columns: Iterable[str]) -> bool:
    """Whether columns are those of a file of rejects: part of a dataset, and no release of it."""
    return set(OF_REJECTS) <= set(columns)


class Rejects:
    """Writes rejected rows: CSV for a table, JSON Lines for anything else; nothing where no file is asked for.

    Args:
        path: the file; made when the first row comes. One that is there, a mapping or rows mended by hand, is not written over.
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
            refuse_case_file(path)
            if path.is_file() and path.stat().st_size:
                raise InputFileError(
                    f"{path} is there already, and what stands in it would be lost",
                    "write the rejected rows to another file, or remove that one first",
                )
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
        return [*names, *(f"{BEYOND}{number}" for number in beyond)]

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


# --- where nothing is taken -----------------------------------------------------------------------


def refuse_rows(report: ImportReport, dataset: str) -> None:
    """Refuse an import some of whose rows cannot be taken.

    Args:
        report: has the rows.
        dataset: the name of the dataset.

    Raises:
        ImportRejectedError: with the first of them.
    """
    texts = tuple(str(item) for item in report.problems[:_SHOWN])
    if len(report.reused) == report.rejected:
        raise ImportRejectedError(
            f"{len(report.reused):,} keys of {dataset} mean other events than in the last release; nothing was taken",
            "the ids were evidently dealt out anew: take each as a new event with --reused-keys new, change the key in "
            "the mapping or the dataset's name, or leave such rows out with --on-error skip --rejects FILE",
            problems=texts,
        )
    if report.rejected > len(texts):
        texts = (*texts, f"and {report.rejected - len(texts):,} more")
    whole = (
        texts[0] if report.rejected == 1 else f"{report.rejected:,} rows of {report.read:,} cannot be taken"
    )
    raise ImportRejectedError(f"{whole}; nothing was taken", _WAY_OUT, problems=texts)


def refuse_links(
    report: ImportReport, refused: list[tuple[str, str]], source: str, *, left_out: bool
) -> None:
    """Tell of links that break their meaning.

    Args:
        report: takes them where they are left out.
        refused: where each stands, and why.
        source: name of the input.
        left_out: they are to be left out; otherwise what was made is taken back.

    Raises:
        ImportRejectedError: with the first of them.
    """
    if not refused:
        return
    texts = tuple(f"{source}:{place}: {reason}" for place, reason in refused)
    if not left_out:
        message = texts[0] if len(texts) == 1 else f"{len(texts):,} links break their meaning"
        raise ImportRejectedError(f"{message}; nothing was taken", _WAY_OUT, problems=texts[:_SHOWN])
    report.remarks.append(f"links that break their meaning, left out: {len(texts):,}")
    report.remarks += [f"    {text}" for text in texts[:_SHOWN]]


def refuse_lost(lost: list[str], source: str) -> None:
    """Refuse dates that count from records that there are not.

    Raises:
        ImportRejectedError: with every such record.
    """
    if lost:
        texts = tuple(f"{source}: {text}" for text in lost[:_SHOWN])
        message = texts[0] if len(lost) == 1 else f"{len(lost):,} records that dates count from are not there"
        raise ImportRejectedError(f"{message}; nothing was taken", problems=texts)
