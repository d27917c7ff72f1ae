"""What the spreadsheet library does not give of a sheet: the errors that formulas show, formulas without a value, and what links lead to."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from itertools import product
from typing import IO, TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.sheet_dates import attributes, member_text, sheet_part
from claimtrack.importers.readers.sheet_guard import ODS_REPEATED, column_number, whole_tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MOST = 1_000_000  # errors and links of a sheet; each costs memory
_LONGEST = 1 << 16  # bytes of a cell with its formula, which pieces of the sheet may cut
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']e[\"'])[^<>]*?\sr=[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"(?:<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"
)
# A formula of which no value is kept; one that came to an empty text is of the type `str`.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b(?![^<>]*\st=[\"']str[\"'])[^<>]*?\sr=[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_CELL = re.compile(r"([A-Z]+)(\d+)(?::.*)?")
# Of an ODS document: the tag of a sheet, a row, a cell or a link; or the text of an error.
_ODS_PART = re.compile(
    rb"<(?:\w+:)?(?:(table|table-row|table-cell|covered-table-cell|a)(?=[\s/>])([^<>]*)>|p\b[^<>]*>(#[A-Z][^<]*|Err:\d+)<)"
)


class SheetExtras:
    """What stands beside the cells of a sheet: by row (from 1), then column (from 0).

    Args:
        name: what to call the workbook.

    Attributes:
        errors: what a formula shows that came to nothing: `#DIV/0!`.
        links: the address that a cell leads to.
        uncomputed: cells with a formula of which the file keeps no value, as they are called: `C2`.
    """

    def __init__(self, name: str = "") -> None:
        self.errors: dict[int, dict[int, str]] = {}
        self.links: dict[int, dict[int, str]] = {}
        self.uncomputed: dict[int, dict[int, str]] = {}
        self._name = name
        self._left = _MOST

    def add(self, found: dict[int, dict[int, str]], row: int, column: int, text: str) -> None:
        """Add an error, a link or a formula.

        Raises:
            InputFileError: there are more than any honest sheet has.
        """
        self._left -= 1
        if self._left < 0:
            raise InputFileError(
                f"{self._name} holds more than {_MOST:,} errors, links and formulas without a value",
                "save the sheet as CSV",
            )
        found.setdefault(row, {})[column] = text


def xlsx_extras(stream: IO[bytes], name: str, sheet: str, marked: Collection[str]) -> SheetExtras:
    """Read what the library leaves out of a sheet of an XLSX workbook.

    Args:
        stream: the workbook, which has been checked.
        name: what to call it.
        sheet: the name of the sheet.
        marked: members of the workbook that hold an error or a link, as the check has found.
    """
    extras = SheetExtras(name)
    with zipfile.ZipFile(stream) as archive:
        members = {info.filename: info for info in archive.infolist()}
        part = sheet_part(archive, members, sheet) if marked else ""
        if part not in marked:
            return extras
        folder, file = posixpath.split(part)
        addresses = _addresses(member_text(archive, members.get(f"{folder}/_rels/{file}.rels")))
    rest = b""
    for data in whole_tags(stream, members[part], name):
        rest = rest[-_LONGEST:] + data
        for column, row, shown in _ERROR.findall(rest):
            extras.add(extras.errors, int(row), column_number(column) - 1, _text(shown))
        for column, row in _UNCOMPUTED.findall(rest):
            called = f"{column.decode()}{int(row)}"
            extras.add(extras.uncomputed, int(row), column_number(column) - 1, called)
        for tag in _LINK.findall(data):
            given = attributes(_text(tag))
            at = _CELL.fullmatch(given.get("ref", ""))
            address = next(
                (addresses.get(item, "") for key, item in given.items() if key.endswith(":id")), ""
            )
            if at and address:
                extras.add(extras.links, int(at[2]), column_number(at[1].encode()) - 1, address)
    return extras


def _addresses(relations: str) -> dict[str, str]:
    """Return the addresses outside the workbook that a sheet refers to, by their ids."""
    found = (attributes(tag) for tag in _RELATION.findall(relations))
    return {
        given["Id"]: html.unescape(given.get("Target", ""))
        for given in found
        if "Id" in given and given.get("TargetMode") == "External"
    }


def ods_extras(stream: IO[bytes], name: str, sheet: str, marked: Collection[str]) -> SheetExtras:
    """Read what the library leaves out of a sheet of an ODS document; the arguments are those of `xlsx_extras`."""
    extras = SheetExtras(name)
    if "content.xml" not in marked:
        return extras
    with zipfile.ZipFile(stream) as archive:
        info = archive.getinfo("content.xml")
    place = _OdsPlace(sheet)
    rest = b""
    for piece in whole_tags(stream, info, name):
        data = rest + piece
        last = max(data.rfind(b"<"), 0)
        rest = data[last:] if len(data) - last <= _LONGEST else b""
        for tag, given, error in _ODS_PART.findall(data[: last + 1]):
            place.move(tag, given)
            address = attributes(_text(given)).get("xlink:href", "") if tag == b"a" else ""
            if not (error or "://" in address):
                continue
            found, text = (extras.errors, _text(error)) if error else (extras.links, html.unescape(address))
            for row, column in place.cells():
                extras.add(found, row, column, text)
    return extras


class _OdsPlace:
    """Where in an ODS document one is, tag by tag.

    Args:
        sheet: the name of the sheet that counts.
    """

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._here = False
        self._rows, self._columns = range(1), range(0)

    def move(self, tag: bytes, given: bytes) -> None:
        """Go on to a tag with its attributes."""
        if tag == b"table":
            self._here = html.unescape(attributes(_text(given)).get("table:name", "")) == self._sheet
            self._rows = range(1)
        elif tag == b"table-row":
            self._rows = _next(self._rows, given)
            self._columns = range(0)
        elif tag.endswith(b"table-cell"):
            self._columns = _next(self._columns, given)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Return row (from 1) and column (from 0) of each cell that the present tag stands for."""
        return product(self._rows, self._columns) if self._here else iter(())


def _next(before: range, given: bytes) -> range:
    found = ODS_REPEATED.search(given)
    return range(before.stop, before.stop + (int(found[1][:7]) if found else 1))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
