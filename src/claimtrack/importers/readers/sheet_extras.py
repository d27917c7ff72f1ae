"""What the spreadsheet library does not give of an XLSX sheet: the errors that formulas show, and what links lead to."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from claimtrack.importers.readers.sheet_dates import attributes, member_text, sheet_part
from claimtrack.importers.readers.sheet_guard import column_number, whole_tags

if TYPE_CHECKING:
    from collections.abc import Collection

_OVERLAP = 1 << 16  # a cell with its formula, which pieces of the sheet may cut
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st=[\"']e[\"'])[^<>]*?\sr=[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"(?:<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<"
)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_CELL = re.compile(r"([A-Z]+)(\d+)(?::.*)?")


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """What stands beside the cells of a sheet: by row (from 1), then column (from 0).

    Attributes:
        errors: what a formula shows that came to nothing: `#DIV/0!`.
        links: the address that a cell leads to.
    """

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    links: dict[int, dict[int, str]] = field(default_factory=dict)


def sheet_extras(stream: IO[bytes], name: str, sheet: str, marked: Collection[str]) -> SheetExtras:
    """Read what the library leaves out.

    Args:
        stream: the workbook, which has been checked.
        name: what to call it.
        sheet: the name of the sheet.
        marked: members of the workbook that hold an error or a link, as the check has found.
    """
    extras = SheetExtras()
    with zipfile.ZipFile(stream) as archive:
        members = {info.filename: info for info in archive.infolist()}
        part = sheet_part(archive, members, sheet) if marked else ""
        if part not in marked:
            return extras
        folder, file = posixpath.split(part)
        addresses = _addresses(member_text(archive, members.get(f"{folder}/_rels/{file}.rels")))
    rest = b""
    for data in whole_tags(stream, members[part], name):
        rest = rest[-_OVERLAP:] + data
        for column, row, shown in _ERROR.findall(rest):
            extras.errors.setdefault(int(row), {})[column_number(column) - 1] = shown.decode(
                "utf-8", "replace"
            )
        for tag in _LINK.findall(data):
            given = attributes(tag.decode("utf-8", "replace"))
            at = _CELL.fullmatch(given.get("ref", ""))
            address = next(
                (addresses.get(item, "") for key, item in given.items() if key.endswith(":id")), ""
            )
            if at and address:
                extras.links.setdefault(int(at[2]), {})[column_number(at[1].encode()) - 1] = address
    return extras


def _addresses(relations: str) -> dict[str, str]:
    """Give the addresses outside the workbook that a sheet refers to, by their ids."""
    found = (attributes(tag) for tag in _RELATION.findall(relations))
    return {
        given["Id"]: html.unescape(given.get("Target", ""))
        for given in found
        if "Id" in given and given.get("TargetMode") == "External"
    }
