"""Is it safe to open a workbook? Its size when unpacked, and the rectangle its cells span, are measured first.

The spreadsheet library holds a sheet as a full rectangle: two cells, A1 and XFD1048576, would ask for seventeen
thousand million. Nothing that the file declares is believed: its members are unpacked here, a piece at a time, and
the addresses of the cells that hold something are looked at.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.archives import open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.readers.options import Limits

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
# A cell that holds something: its tag does not close itself. Any prefix, either quote.
_CELL = re.compile(rb"<(?:\w+:)?c\b(?:[^<>]*?\br\s*=\s*[\"']([A-Za-z]+\d+)[\"'])?[^<>]*(?<!/)>")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(?:(row)|c)\b([^<>]*?)(/?)>")
_ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ODS_TAG = re.compile(rb"<(?:\w+:)?(?:(table-row)|(?:covered-)?table-cell)\b([^<>]*?)(/?)>")
ODS_REPEATED = re.compile(rb"\bnumber-(?:columns|rows)-repeated\s*=\s*[\"'](\d+)[\"']")
_NO_VALUE = (b"f></c>", b"f><v></v>", b"f><v/>", b"f><v />")
_MARKS = (b' t="e"', b"hyperlink ", *_NO_VALUE)  # an error, a link, a formula that nothing has worked out
_ODS_MARKS = (b">#", b">Err:", b":href=")
_MOST_REPEATS = 1_048_576  # rows of a sheet, in every program that writes them


def check_workbook(stream: IO[bytes], name: str, limits: Limits) -> frozenset[str]:
    """Refuse a workbook that would not fit into memory.

    Returns:
        The members that hold what the spreadsheet library does not give: errors of formulas, formulas without a value, and links.

    Raises:
        InputFileError: it is damaged, unpacks to more than `limits.workbook` bytes, grows like a bomb,
            or spans more than `limits.cells` cells.
    """
    archive = open_zip(stream, name, limits)
    if any(info.filename.endswith("workbook.bin") for info in archive.infolist()):
        raise InputFileError(f"{name} is a binary workbook (XLSB), which cannot be read", "save it as XLSX")
    left = limits.workbook
    marked: set[str] = set()
    for info in archive.infolist():
        ods = info.filename == "content.xml"
        extent, marks = (_OdsExtent(), _ODS_MARKS) if ods else (_Extent(), _MARKS)
        allowed = limits.allowed(info.compress_size)
        for data in whole_tags(stream, info, name):
            left -= len(data)
            allowed -= len(data)
            if min(left, allowed) < 0:
                raise InputFileError(
                    f"{name} grows far beyond its size when unpacked; it looks like a zip bomb",
                    "save the sheet as CSV if you trust it",
                )
            extent.look(data)
            if info.filename not in marked and any(mark in data for mark in marks):
                marked.add(info.filename)
        if extent.cells > limits.cells:
            raise InputFileError(
                f"{name} has a sheet that spans {extent.cells:,} cells; {limits.cells:,} are the limit",
                "delete the far-off cells, or save the sheet as CSV",
            )
    stream.seek(0)
    return frozenset(marked)


def whole_tags(stream: IO[bytes], info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Unpack a member of a workbook in pieces that cut no tag in two."""
    tail = b""
    for piece in _unpacked(stream, info, name):
        data = tail + piece
        last = data.rfind(b"<")
        cut = last if last >= 0 and b">" not in data[last:] else len(data)
        tail = data[cut:]
        if len(tail) > _LONGEST_TAG:
            raise InputFileError(f"{name} holds a tag without end; it is damaged")
        yield data[:cut]
    yield tail


def _unpacked(stream: IO[bytes], info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Unpack a member to its true end, whatever size the archive claims for it."""
    if info.flag_bits & 1:
        raise InputFileError(f"{name} is encrypted", "save it without a password")
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise InputFileError(f"{name} is a damaged zip archive", "get the whole file")
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    stream.seek(name_length + extra_length, 1)
    packed = info.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
    if inflate is None and info.compress_type != zipfile.ZIP_STORED:
        raise InputFileError(f"{name} is packed in an unusual way", "save it again")
    while packed > 0 and (piece := stream.read(min(packed, _CHUNK))):
        packed -= len(piece)
        if inflate is None:
            yield piece
            continue
        while piece and not inflate.eof:
            try:
                yield inflate.decompress(piece, _CHUNK)
            except zlib.error as error:
                raise InputFileError(f"{name} is damaged: {error}", "get the whole file") from None
            piece = inflate.unconsumed_tail


class _Extent:
    """The rectangle from A1 that an XLSX sheet's cells span."""

    def __init__(self) -> None:
        self._width = 0
        self._height = 0
        self._row = 0
        self._column = 0

    def look(self, data: bytes) -> None:
        """Take in the cells of a piece of the sheet."""
        addresses = _CELL.findall(data)
        if b"" in addresses:
            self._walk(data)
        elif addresses:
            self._row = _number(addresses[-1].lstrip(_LETTERS))
            rows = {address.lstrip(_LETTERS) for address in addresses}
            columns = {address.rstrip(_DIGITS) for address in addresses}
            self._height = max(self._height, *map(_number, rows))
            self._width = max(self._width, *map(column_number, columns))

    def _walk(self, data: bytes) -> None:
        """Place cells that carry no address by where they stand, as the library does."""
        for match in _ROW_OR_CELL.finditer(data):
            row, attributes, closed = match.groups()
            address = _ADDRESS.search(attributes)
            if row:
                self._row = _number(address[2]) if address else self._row + 1
                self._column = 0
                continue
            self._column = column_number(address[1]) if address else self._column + 1
            if not closed:
                self._width = max(self._width, self._column)
                self._height = max(self._height, self._row, _number(address[2]) if address else 0)

    @property
    def cells(self) -> int:
        """Its area."""
        return self._height * self._width


class _OdsExtent(_Extent):
    """The rectangle that the cells of an ODS document's widest and longest sheets span."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = 1  # how often the present row is repeated

    def look(self, data: bytes) -> None:
        """Take in the rows and cells of a piece of the document."""
        for match in _ODS_TAG.finditer(data):
            row, attributes, closed = match.groups()
            found = ODS_REPEATED.search(attributes)
            times = _number(found[1]) if found else 1
            if times > _MOST_REPEATS:
                self._height = self._width = times
            if row:
                self._row, self._rows, self._column = self._row + self._rows, times, 0
                continue
            self._column += times
            if not closed or b"value-type" in attributes:  # it holds something
                self._width = max(self._width, self._column)
                self._height = max(self._height, self._row + self._rows - 1)


def _number(digits: bytes) -> int:
    return int(digits[:12])


def column_number(letters: bytes) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - ord("A") + 1
    return number
