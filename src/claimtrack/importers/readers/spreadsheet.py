"""XLSX, ODS and XLS sheets: the values that the spreadsheet program last showed, formulas included."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.sheet_dates import MixedDates, coarse_dates, days_before_1900
from claimtrack.importers.readers.sheet_extras import SheetExtras, ods_extras, xlsx_extras
from claimtrack.importers.readers.sheet_guard import check_workbook
from claimtrack.importers.readers.table import TableSource
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource

_EXACT = 2**53  # whole numbers below it are exact in a spreadsheet's cells


class SpreadsheetSource(TableSource):
    """The rows of one sheet: the one asked for, or the largest.

    Dates come as ISO text, whole numbers as int, empty cells as empty text. Cells merged down a column each have the
    value that the merged cell shows beside every row; across columns, the first has it and the others are empty.
    """

    format = "xlsx"

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source, options)
        stream = source.seekable(options.limits)
        marked = check_workbook(stream, source.name, options.limits) if source.head.startswith(b"PK") else ()
        workbook = _guarded(source.name, lambda calamine: calamine.CalamineWorkbook.from_filelike(stream))
        self._sheet = _chosen(workbook, self.name, options.sheet)
        self.sheet = self._sheet.name
        others = [name for name in _worksheets(workbook) if name != self.sheet]
        if others:
            self.name = f"{self.name}[{self.sheet}]"
            self.notes.add(
                self.position(), f"the sheet {self.sheet!r} is read; there are also: {', '.join(others)}"
            )
        self._width: int | None = None  # of the sheet, as far as anything stands in it
        self._coarse: Mapping[int, Mapping[int, int]] = {}
        self._extras = SheetExtras()
        self._days_before_1900: Callable[[], Mapping[int, Mapping[int, str]]] = dict
        self._before_1900: Mapping[int, Mapping[int, str]] | None = (
            None  # looked for when a midnight turns up
        )
        if b"opendocument" in source.head[:200]:
            self._extras = ods_extras(stream, self.name, self.sheet, marked)
        elif source.head.startswith(b"PK"):
            self._coarse = coarse_dates(stream, self.name, self.sheet)
            self._extras = xlsx_extras(stream, self.name, self.sheet, marked)
            self._days_before_1900 = partial(days_before_1900, stream, self.name, self.sheet)
        merged = self._sheet.merged_cell_ranges or ()
        self._down = {start: end for start, end in merged if start[1] == end[1]}
        self._begin()
        if self._coarse:
            self.notes.add(self.position(), "dates shown as a month or a year are taken as just that")
        for line, formulas in self._extras.uncomputed.items():
            for called in formulas.values():
                self.notes.add(
                    self.position(line),
                    f"{called} holds a formula of which the file keeps no value, and is read as empty; open it in a "
                    "spreadsheet program and save it, which works it out",
                    "formulas without a value, read as empty cells",
                )
        across = len(merged) - len(self._down)
        for number, what in (
            (len(self._down), "merged down a column: the value is taken for each of its rows"),
            (across, "merged across columns: the value stands in the first cell, the others are empty"),
        ):
            if number:
                self.notes.add(self.position(), f"{counted(number, 'range')} {what}")

    @property
    def bytes_read(self) -> int:
        """All of it: a sheet is read in one go."""
        return self.size or 0

    def _is_empty(self, cells: list[Any]) -> bool:
        return cells.count("") + cells.count(None) == len(cells)

    def _used(self, sample: list[tuple[int, list[Any]]], column: int) -> bool:
        """Whether any row of the sheet has something in a column without a heading: it is `column18`, and costs no row."""
        if self._width is None:
            rows = self._sheet.iter_rows()
            self._width = max((_filled(cells) for cells in rows), default=0)
        return column < self._width or super()._used(sample, column)

    def _records(self) -> Iterator[tuple[int, list[Any]]]:
        first = (self._sheet.start or (0, 0))[
            1
        ]  # the library leaves out empty columns on the left, not rows above
        filling: dict[int, tuple[int, Any]] = {}
        mixed = MixedDates()
        try:
            for line, cells in enumerate(self._sheet.iter_rows(), start=1):
                mixed.look(line, cells)
                plain = [cell if type(cell) is str else self._plain(line, cell) for cell in cells]
                for absolute, length in self._coarse.get(line, {}).items():
                    column = absolute - first
                    if 0 <= column < len(cells) and isinstance(cells[column], dt.date):
                        plain[column] = cells[column].isoformat()[:length]
                if dt.time() in cells:
                    self._keep_early_days(line, first, plain)
                self._add_extras(line, first, plain)
                self._fill(line - 1, first, plain, filling)
                yield line, plain
        except (ValueError, OverflowError) as error:
            raise InputFileError(f"{self.name} cannot be read: {error}", "save it again") from None
        for line, told in mixed.told():
            self.notes.add(self.position(line), told)

    def _keep_early_days(self, line: int, first: int, cells: list[Any]) -> None:
        """Put what stands in the cell in place of the midnight that the library makes of a day before 1900."""
        if self._before_1900 is None:
            self._before_1900 = self._days_before_1900()
        for column, number in self._before_1900.get(line, {}).items():
            if 0 <= column - first < len(cells) and cells[column - first] == dt.time().isoformat():
                cells[column - first] = number
                self.notes.add(
                    self.position(line),
                    f"{number} is a day before 1900, which this format cannot tell; write it as text",
                    "days before 1900, kept as the number in the cell",
                )

    def _add_extras(self, line: int, first: int, cells: list[Any]) -> None:
        """Put in what the library left out of a row, or say so.

        Args:
            line: the row, from 1.
            first: column of the sheet that the first cell stands in.
            cells: those of the row.
        """
        for column, shown in self._extras.errors.get(line, {}).items():
            if 0 <= column - first < len(cells):
                cells[column - first] = shown
        for column, address in self._extras.links.get(line, {}).items():
            text = str(cells[column - first]) if 0 <= column - first < len(cells) else ""
            if address.rstrip("/") not in text:
                self.notes.add(
                    self.position(line),
                    f"{text[:40]!r} is a link to {address[:200]}; the address is not read",
                    "links whose address does not stand in the cell",
                )

    def _fill(self, row: int, first: int, cells: list[Any], filling: dict[int, tuple[int, Any]]) -> None:
        """Repeat what stands in cells merged down a column.

        Args:
            row: from 0.
            first: column of the sheet that the first cell stands in.
            cells: those of the row.
            filling: column of the sheet → the last row of the merged cell that runs there, and its value.
        """
        if not self._down:
            return
        for place in range(len(cells)):
            column = first + place
            if (end := self._down.get((row, column))) is not None:
                filling[column] = (end[0], cells[place])
            elif column in filling:
                last, value = filling[column]
                if row <= last:
                    cells[place] = value
                else:
                    del filling[column]

    def _plain(self, line: int, cell: Any) -> Any:
        """Turn a cell into what a mapping works with."""
        match cell:
            case str() | bool() | int() | None:
                return cell
            case float():
                if abs(cell) < _EXACT:
                    return int(cell) if cell.is_integer() else cell
                self.notes.add(
                    self.position(line),
                    f"the number {cell!r} has more digits than a spreadsheet keeps; store such ids as text",
                    "numbers too long for a spreadsheet",
                )
                return cell
            case dt.datetime():
                return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
            case dt.date() | dt.time():
                return cell.isoformat()
            case _:
                return str(cell)


def _filled(cells: list[Any]) -> int:
    """Return how many cells of a row there are up to the last that holds something."""
    width = len(cells)
    while width and cells[width - 1] in ("", None):
        width -= 1
    return width


def _guarded(name: str, call: Any) -> Any:
    """Call the library; whatever it finds wrong with the file is said in one way."""
    import python_calamine

    try:
        return call(python_calamine)
    except python_calamine.PasswordError:
        raise InputFileError(f"{name} is encrypted", "save it without a password") from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputFileError(f"{name} is a damaged workbook: {error}", "open it and save it again") from None
    except BaseException as error:  # a panic of the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise InputFileError(f"{name} is a damaged workbook", "open it and save it again") from None


def _worksheets(workbook: Any) -> list[str]:
    return [sheet.name for sheet in workbook.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]


def _chosen(workbook: Any, name: str, wanted: str | int | None) -> Any:
    """Return the sheet asked for by name or number; else the largest, which is where the data is."""
    names = _worksheets(workbook)
    if not names:
        raise InputFileError(f"{name} has no sheet of cells")
    if wanted is None:
        sheets = (_loaded(workbook, name, sheet) for sheet in names)
        return max(sheets, key=lambda sheet: sheet.height * sheet.width)
    if str(wanted) in names:
        return _loaded(workbook, name, str(wanted))
    number = int(wanted) if str(wanted).isdecimal() else 0
    if not 1 <= number <= len(names):
        raise InputFileError(f"{name} has no sheet {wanted!r}", f"it has: {', '.join(names)}")
    return _loaded(workbook, name, names[number - 1])


def _loaded(workbook: Any, name: str, sheet: str) -> Any:
    return _guarded(name, lambda _: workbook.get_sheet_by_name(sheet))
