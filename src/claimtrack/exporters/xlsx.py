"""XLSX: the flat table on one sheet, every other kind of record on its own. Text is text: no formulas, no links."""

from __future__ import annotations

import shutil
import tempfile
from typing import IO, TYPE_CHECKING, Any

from claimtrack.exporters.flat import FlatTable
from claimtrack.model import Assessment, Claimant, Correction, Document, Event, Evidence, Field, Inquiry, Link
from claimtrack.model.codec import key_of, shapes
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Record

_ROWS = 1_048_576
_CELL = 32_767  # characters
_EXACT_DIGITS = 15
_IN_MEMORY = 16 * 1024 * 1024
_SHEETS: dict[str, type[Record]] = {
    "Events": Event,
    "Claimants": Claimant,
    "Documents": Document,
    "Links": Link,
    "Evidence": Evidence,
    "Assessments": Assessment,
    "Searches": Inquiry,
    "Fields": Field,
    "Corrections": Correction,
}


def write_binary(content: Content, losses: Losses, stream: IO[bytes]) -> None:
    """Write a workbook, row by row in constant memory.

    Raises:
        OSError: there is no room for it, or nobody reads the stream any more.
    """
    from xlsxwriter.exceptions import FileCreateError

    # Not into the stream itself: where that breaks off, the library complains twice and in ways of its own.
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        try:
            _write_workbook(content, losses, made)
        except FileCreateError as error:
            raise error.args[0] from None
        made.seek(0)
        shutil.copyfileobj(made, stream)


def _write_workbook(content: Content, losses: Losses, stream: IO[bytes]) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as workbook:
        bold = workbook.add_format({"bold": True})
        table = FlatTable(content, losses)
        numbers = {index for index, name in enumerate(table.header) if name.endswith("_read")}
        _sheets(workbook, "Assertions", table.header, table.rows(), _Cells(losses, bold, numbers))
        for name, cls in _SHEETS.items():
            columns = [column for name, shape in shapes(cls).items() for column in _columns(name, shape.kind)]
            _sheets(workbook, name, columns, _rows(content, cls, losses), _Cells(losses, bold))


def _rows(content: Content, cls: type[Record], losses: Losses) -> Iterator[list[str]]:
    labels = content.labels()
    for record in content.each(cls):
        yield [
            text
            for name, shape in shapes(cls).items()
            for text in _texts(shape.kind, getattr(record, name), labels)
        ]
        for name, shape in shapes(cls).items():
            date: Any = getattr(record, name)
            if shape.kind == "date" and date and (date.basis or date.readings):
                losses.add("how a date was inferred, and its other readings", key_of(record))


def _columns(name: str, kind: str) -> list[str]:
    """Name the columns of an attribute: a date has its words and, beside them, what they were read as."""
    return [name, f"{name}_read"] if kind == "date" else [name]


def _texts(kind: str, value: Any, labels: Mapping[str, str]) -> list[str]:
    if kind != "date":
        return [_text(kind, value, labels)]
    return [value.raw, value.edtf_any] if value is not None else ["", ""]


def _text(kind: str, value: Any, labels: Mapping[str, str]) -> str:
    match kind:
        case "texts" | "refs":
            return "\n".join(value)
        case "bearings":
            return "\n".join(f"{item.role}: {labels.get(item.assertion, item.assertion)}" for item in value)
        case _:
            return "" if value is None else labels.get(value, str(value)) if kind == "ref" else str(value)


class _Cells:
    """Writes the cells of a row."""

    def __init__(self, losses: Losses, bold: Any, numbers: Iterable[int] = ()) -> None:
        self._losses = losses
        self._bold = bold
        self._numbers = frozenset(numbers)

    def header(self, sheet: Any, names: list[str]) -> None:
        """Write the first row."""
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, self._bold)

    def row(self, sheet: Any, number: int, cells: Sequence[str]) -> None:
        """Write one row; columns of counts that were read hold numbers."""
        for column, cell in enumerate(cells):
            if not cell:
                continue
            if column in self._numbers and cell.isascii() and cell.isdecimal() and len(cell) <= _EXACT_DIGITS:
                sheet.write_number(number, column, int(cell))
                continue
            text = cell
            if len(text) > _CELL:
                self._losses.add(
                    f"text beyond {_CELL:,} characters, the most a cell holds", f"{cells[0]}: {text}"
                )
                text = shortened(text, _CELL)
            sheet.write_string(number, column, text)


def _sheets(
    workbook: Any, name: str, header: list[str], rows: Iterable[Sequence[str]], cells: _Cells
) -> None:
    """Write a table, on a further sheet where one is full."""
    sheet, number, part = None, _ROWS, 0
    for row in rows:
        if number == _ROWS:
            part += 1
            sheet = workbook.add_worksheet(name if part == 1 else f"{name} {part}")
            cells.header(sheet, header)
            number = 1
        cells.row(sheet, number, row)
        number += 1
    if sheet is None:
        cells.header(workbook.add_worksheet(name), header)
