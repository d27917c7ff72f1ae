"""How an input is to be read, and how much of it is let in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MIB = 1024 * 1024
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one input may cost. They are far above honest files and far below a full disk.

    Attributes:
        line: characters of one line or one cell of text.
        record: characters of one record of JSON, YAML or HTML.
        depth: levels of lists and objects within each other.
        workbook: bytes that a spreadsheet file may grow to; it is held in memory.
        cells: cells of one spreadsheet, counted as the rectangle that holds them all.
        unpacked: bytes that a compressed file may grow to.
        ratio: how many times its size a compressed file may grow to (not asked below `ratio_from` bytes).
        ratio_from: bytes of output from which the ratio counts.
        members: files in an archive or a folder.
    """

    line: int = 8 * MIB
    record: int = 32 * MIB
    depth: int = 100
    workbook: int = GIB
    cells: int = 10_000_000
    unpacked: int = 16 * GIB
    ratio: int = 250
    ratio_from: int = 64 * MIB
    members: int = 200_000


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
    limits: Limits = field(default_factory=Limits)
