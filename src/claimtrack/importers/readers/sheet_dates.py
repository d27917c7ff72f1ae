"""How much of a date a cell shows: "Mar-16" is stored as 1 March 2016, and means March.

The spreadsheet library gives the day that is stored. The number format of the cell tells what its author wrote or
wanted to say; a day that is not shown is not taken for one.
"""

from __future__ import annotations

import datetime as dt
import html
import posixpath
import re
import zipfile
from typing import IO, TYPE_CHECKING, Any

from claimtrack.importers.readers.sheet_guard import column_number, whole_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST = 16 * 1024 * 1024  # bytes of styles and sheet list; far above any honest workbook
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b([^<>]*)>")
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b([^<>]*)>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What a format says besides the parts of a date: text in quotes, escaped characters, colours and languages.
_NOT_A_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_NEGATIVE = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\sr=[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"(?:<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>(-[0-9.]+)<"
)
_LONGEST = 1 << 16  # bytes of a cell with its formula, which pieces of the sheet may cut
_MONTH_AND_YEAR = 17  # the number of the built-in format mmm-yy

MONTH, YEAR = len("2016-03"), len("2016")
_TEXT_DATE = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})\s*")
_MONTHS = 12


class MixedDates:
    """Finds columns that hold real dates beside dates as text that cannot have been read the same way.

    A spreadsheet that takes the month first makes 4 March of 03/04/2016 and leaves 13/04/2016 as text, so that the dates
    that look right are the wrong ones.
    """

    def __init__(self) -> None:
        self._real: dict[int, tuple[int, dt.date]] = {}
        self._text: dict[int, tuple[int, str]] = {}
        self._headings: dict[int, str] = {}

    def look(self, line: int, cells: list[Any]) -> None:
        """Look at the cells of a row, as the library gives them."""
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                if cell.day <= _MONTHS:
                    self._real.setdefault(column, (line, cell))
            elif type(cell) is str and cell:
                self._headings.setdefault(column, cell)
                found = _TEXT_DATE.fullmatch(cell)
                if found and max(int(found[1]), int(found[2])) > _MONTHS:
                    self._text.setdefault(column, (line, cell.strip()))

    def told(self) -> Iterator[tuple[int, str]]:
        """Yield the line, and what is to be said, of each column that mixes them."""
        for column, (line, text) in self._text.items():
            if column in self._real:
                where, date = self._real[column]
                told = (
                    f"the column {self._headings.get(column, '')!r} holds real dates beside dates as text such as {text}: a "
                    "spreadsheet that takes day and month the other way round makes real dates of those it can, swapped; check "
                    f"them, for {date:%Y-%m-%d} in row {where} may be {date.year}-{date.day:02d}-{date.month:02d}"
                )
                yield line, told


def coarse_dates(stream: IO[bytes], name: str, sheet: str) -> Mapping[int, Mapping[int, int]]:
    """Find the cells of an XLSX sheet whose format shows no day.

    Args:
        stream: the workbook, which has been checked.
        name: what to call it.
        sheet: the name of the sheet.

    Returns:
        Row (from 1) → column (from 0) → how many characters of the ISO date are shown.
    """
    with zipfile.ZipFile(stream) as archive:
        members = {info.filename: info for info in archive.infolist()}
        styles = _coarse_styles(member_text(archive, members.get("xl/styles.xml")))
        part = members.get(sheet_part(archive, members, sheet)) if styles else None
    found: dict[int, dict[int, int]] = {}
    if part is not None:
        numbers = b"|".join(str(number).encode() for number in styles)
        cell = re.compile(
            rb"<(?:\w+:)?c\b(?=[^<>]*\bs=[\"'](" + numbers + rb")[\"'])[^<>]*?\br=[\"']([A-Z]+)(\d+)[\"']"
        )
        for data in whole_tags(stream, part, name):
            for style, column, row in cell.findall(data):
                found.setdefault(int(row), {})[column_number(column) - 1] = styles[int(style)]
    return found


def days_before_1900(stream: IO[bytes], name: str, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Find the negative numbers in cells of an XLSX sheet: some programs keep days before 1900 so.

    The spreadsheet library gives midnight for one that is formatted as a date, which nobody wrote.

    Args:
        stream: the workbook, which has been checked.
        name: what to call it.
        sheet: the name of the sheet.

    Returns:
        Row (from 1) → column (from 0) → the number as it stands in the cell.
    """
    with zipfile.ZipFile(stream) as archive:
        members = {info.filename: info for info in archive.infolist()}
        part = members.get(sheet_part(archive, members, sheet))
    found: dict[int, dict[int, str]] = {}
    rest = b""
    for data in whole_tags(stream, part, name) if part is not None else ():
        rest = rest[-_LONGEST:] + data
        for column, row, number in _NEGATIVE.findall(rest):
            found.setdefault(int(row), {})[column_number(column) - 1] = number.decode()
    return found


def member_text(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> str:
    """Return the text of a small member; empty where there is none, or where it is no honest one."""
    if info is None or info.file_size > _MOST:
        return ""
    return archive.read(info).decode("utf-8", "replace")


def _coarse_styles(styles: str) -> dict[int, int]:
    """Return the numbers of the cell styles that show no day, with what they show."""
    shown = {_MONTH_AND_YEAR: MONTH}
    for tag in _FORMAT.findall(styles):
        given = attributes(tag)
        if (length := _length(given.get("formatCode", ""))) and given.get("numFmtId", "").isdecimal():
            shown[int(given["numFmtId"])] = length
    cells = _CELL_STYLES.search(styles)
    coarse: dict[int, int] = {}
    for number, tag in enumerate(_STYLE.findall(cells[0]) if cells else ()):
        used = attributes(tag).get("numFmtId", "")
        if used.isdecimal() and int(used) in shown:
            coarse[number] = shown[int(used)]
    return coarse


def _length(code: str) -> int:
    """Tell how much of an ISO date a format shows; 0 where it shows the day, a time, or no date."""
    parts = _NOT_A_PART.sub("", html.unescape(code)).lower().partition(";")[0]
    if "y" not in parts or any(part in parts for part in "dhs"):
        return 0
    return MONTH if "m" in parts else YEAR


def sheet_part(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], sheet: str) -> str:
    """Return the member that holds the sheet of a name."""
    relation = ""
    for tag in _SHEET.findall(member_text(archive, members.get("xl/workbook.xml"))):
        given = attributes(tag)
        if html.unescape(given.get("name", "")) == sheet:
            relation = next((value for key, value in given.items() if key.endswith(":id")), "")
    for tag in _RELATION.findall(member_text(archive, members.get("xl/_rels/workbook.xml.rels"))):
        given = attributes(tag)
        if relation and given.get("Id") == relation:
            return posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")
    return ""


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of an XML tag."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}
