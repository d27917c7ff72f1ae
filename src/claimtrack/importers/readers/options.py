"""How an input is to be read, and how much of it is let in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claimtrack.errors import InputFileError

MIB = 1024 * 1024
GIB = 1024 * MIB
_UNITS = (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one input may cost. They are far above honest files and far below a full disk.

    Attributes:
        line: characters of one line or one cell of text.
        record: characters of one record of JSON, YAML or HTML.
        depth: levels of lists and objects within each other.
        workbook: bytes that a spreadsheet file may grow to; it is held in memory.
        cells: cells of one spreadsheet, counted as the rectangle that holds them all.
        unpacked: bytes that a compressed file may grow to; None leaves it to the ratio.
        ratio: how many times its size a compressed file may grow to where `unpacked` does not say.
        ratio_from: bytes that any compressed file may grow to.
        members: files in an archive or a folder.
        spooled: bytes of a pipe that are put by where a file has to be read in any order.
    """

    line: int = 8 * MIB
    record: int = 32 * MIB
    depth: int = 100
    workbook: int = GIB
    cells: int = 10_000_000
    unpacked: int | None = None
    ratio: int = 50  # tables of rows that are much alike grow twenty to thirty times
    ratio_from: int = 64 * MIB
    members: int = 200_000
    spooled: int = 16 * GIB

    def allowed(self, packed: int) -> int:
        """Return to how many bytes a file of so many packed bytes may grow."""
        return max(self.ratio_from, packed * self.ratio) if self.unpacked is None else self.unpacked


def size_text(size: int) -> str:
    """Write a number of bytes for people: 512 bytes, 12 MB, 2.1 GB (powers of ten)."""
    for unit, scale in _UNITS:
        if size >= scale:
            return f"{size / scale:.3g} {unit}" if size < 1000 * scale else f"{size // scale:,} {unit}"
    return f"{size} bytes"


def size_of(text: str) -> int:
    """Return the bytes that "4GB", "300 MB" or "1000000" says (powers of ten).

    Raises:
        InputFileError: it says none.
    """
    plain = text.upper().replace(" ", "")
    unit, scale = next(
        ((unit.upper(), scale) for unit, scale in _UNITS if plain.endswith(unit.upper())), ("", 1)
    )
    try:
        return int(float(plain.removesuffix(unit)) * scale)
    except (ValueError, OverflowError):
        raise InputFileError(f"{text!r} is no size", "write it as 4GB or 300MB") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the reader is told; whatever is left out it finds out, and says what it took.

    Attributes:
        format: csv, json, jsonl, yaml, html, xlsx, ods, xls or folder.
        encoding: name of the text encoding.
        delimiter: what stands between cells.
        quote: what stands around cells that hold a delimiter; empty for none.
        escape: what stands before a quote within a quoted cell, where it is not doubled.
        header: number of the line (row) that names the columns, from 1; "none" where none does.
        sheet: name or number (from 1) of the sheet of a spreadsheet; the largest where left out.
        skip_tags: leave out a row of tags (HXL `#date+start`) below the header.
        records: where the records of a JSON or YAML document are, as keys with points between ("data.claims").
        member: name of the file within a zip archive.
        unpack: how far a packed file may grow, in words ("4GB"); see `Limits.unpacked`.
        limits: bounds on what the input may cost.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: int | Literal["none"] | None = None
    sheet: str | int | None = None
    skip_tags: bool = True
    records: str | None = None
    member: str | None = None
    unpack: str | None = None
    limits: Limits = field(default_factory=Limits)
