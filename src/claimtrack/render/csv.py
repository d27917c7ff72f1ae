"""The tables of a view as CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias, cast

from claimtrack.formula_guard import all_inert, inert
from claimtrack.render.tables import as_tables
from claimtrack.render.text import for_document, one_line
from claimtrack.views.blocks import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from _typeshed import SupportsWrite

    from claimtrack.views.blocks import Table, View

_Key: TypeAlias = tuple[str, int]  # a name, and which column of that name it is


def write(view: View, **_options: object) -> Iterator[str]:
    """Return the tables of a view and nothing else, so that a spreadsheet or a script can take the file whole.

    An answer that has a sheet for machines is printed as that, row by row. Of any other:
    One table is printed as it is. Several become one: a first column `table` names each, and columns of the
    same name are one column; a cell is empty where its table has no such column. Labelled facts are printed
    only where there is no table. A cell that a spreadsheet would take for a formula gets an apostrophe in front
    (see `characters.inert`). Control characters become visible pictures, and line feeds stay, quoted.
    """
    sheet = sheet_of(view)
    if sheet.columns:
        for row in (sheet.columns, *sheet.rows):
            yield write_row(row)


def write_row(cells: Iterable[object]) -> str:
    """Return one row of a sheet, as `write` writes it."""
    return _row(["" if value is None else str(value) for value in cells])


def sheet_of(view: View) -> Sheet:
    """Return the one table that a view is to a machine; without columns where it has no table and no facts."""
    if view.sheet is not None:
        return view.sheet()
    tables = list(as_tables(view.blocks, facts=False)) or list(as_tables(view.blocks))
    keys = [_keys(table) for _, table in tables]
    columns = list(dict.fromkeys(key for some in keys for key in some))
    several = len(tables) > 1
    rows: list[tuple[str, ...]] = []
    for (title, table), own in zip(tables, keys, strict=True):
        for row in table.rows:
            cells = dict(zip(own, (cell.text for cell in row), strict=True))
            rows.append((*([title] if several else []), *(cells.get(key, "") for key in columns)))
    return Sheet((*(["table"] if several else []), *map(_name, columns)), tuple(rows))


def _name(key: _Key) -> str:
    name, before = key
    return f"{name} ({before + 1})" if before else name


def _keys(table: Table) -> list[_Key]:
    seen: Counter[str] = Counter()
    keys = []
    for column in table.columns:
        name = one_line(column.name or column.heading.text, for_document)
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys


class _Echo:
    """A file that returns what is written, which a writer of CSV passes on."""

    @staticmethod
    def write(text: str) -> str:
        return text


_WRITER = csv.writer(cast("SupportsWrite[str]", _Echo), lineterminator="\r\n")


def _row(texts: Sequence[str]) -> str:
    whole = "".join(texts)
    harmless = for_document(whole) == whole  # as nearly all rows are, which is told at once
    return cast("str", _WRITER.writerow(all_inert(texts) if harmless else map(_inert, texts)))


def _inert(text: str) -> str:
    """Keep a spreadsheet from reading the text as a formula, before and after control characters are replaced."""
    clean = for_document(text)
    return inert(clean) if inert(text) == text else f"'{clean}"
