"""Opening an input: what it is, what it is packed in, and the reader for it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.formats import FORMATS, format_of_name, guess_format
from claimtrack.importers.readers.options import ReadOptions
from claimtrack.importers.readers.source import ByteSource, open_source

if TYPE_CHECKING:
    from claimtrack.importers.readers.rows import RowSource

# Module and class of each format's reader: only the one that is needed is loaded.
_READERS = {
    "csv": ("delimited", "DelimitedSource"),
    "json": ("json_rows", "JSONSource"),
    "jsonl": ("json_rows", "JSONLinesSource"),
    "yaml": ("yaml_rows", "YAMLSource"),
    "html": ("html_rows", "HTMLSource"),
    "xlsx": ("spreadsheet", "SpreadsheetSource"),
    "ods": ("spreadsheet", "SpreadsheetSource"),
    "xls": ("spreadsheet", "SpreadsheetSource"),
}
_PACKINGS = 2  # an archive in an archive is honest; a third layer is not


def open_rows(
    source: str | Path | IO[bytes], *, name: str = "", options: ReadOptions | None = None
) -> RowSource:
    """Open an input for reading, whatever it is.

    Args:
        source: a path, a folder of JSON files, or a binary stream.
        name: what to call it in messages; the path where left out.
        options: what is known of it; the rest is found out.

    Returns:
        The rows, as a context manager. Iterating gives a `Row` or, for a record that cannot be read, a `Finding`.

    Raises:
        InputFileError: it cannot be read at all; also while iterating, where the rest of the input is lost.
    """
    options = options or ReadOptions()
    if options.format and options.format not in FORMATS:
        raise InputFileError(f"there is no reader for {options.format!r}", f"one of: {', '.join(FORMATS)}")
    if isinstance(source, str | Path) and Path(source).is_dir():
        from claimtrack.importers.readers.folder import FolderSource

        return FolderSource(Path(source), name or str(source), options, open_rows)
    opened = open_source(source, name)
    try:
        unpacked, kind = _unpacked(opened, options)
        return _reader(unpacked, kind, options)
    except BaseException:
        opened.close()
        raise


def _unpacked(source: ByteSource, options: ReadOptions) -> tuple[ByteSource, str]:
    """Take the packing off; give what is inside and its format."""
    from claimtrack.importers.readers import archives

    kind = guess_format(source.head, source.name)
    for _ in range(_PACKINGS):
        if kind == "gzip":
            source = archives.gunzip(source, options.limits)
        elif kind == "zip":
            source = archives.unzip(source, options)
        else:
            return source, kind
        kind = guess_format(source.head, source.name)
    if kind in {"gzip", "zip"}:
        raise InputFileError(
            f"{source.name} is packed more than {_PACKINGS} times over", "unpack it yourself"
        )
    return source, kind


def _reader(source: ByteSource, kind: str, options: ReadOptions) -> RowSource:
    if not kind:
        raise InputFileError(f"{source.name} is empty", "check where it came from")
    if kind not in _READERS and kind != "native":
        raise InputFileError(f"{source.name} is {kind}, which cannot be read", "save it as CSV, XLSX or JSON")
    wanted = options.format or kind
    binary = {"xlsx", "ods", "xls"}
    if (wanted in binary or kind in binary) and wanted != kind:
        raise InputFileError(f"{source.name} is not {wanted} but {kind}", "leave the format out, or mend it")
    named = format_of_name(source.name)
    if not options.format and named and named != kind and (named, kind) not in _ALIKE:
        from claimtrack.model.draft import Position

        source.notes.add(Position(source.name), f"is named as {named} and holds {kind}; read as {kind}")
    module, class_name = _READERS["jsonl" if wanted == "native" else wanted]
    reader: RowSource = getattr(import_module(f"claimtrack.importers.readers.{module}"), class_name)(
        source, options
    )
    reader.format = wanted
    return reader


_ALIKE = {("jsonl", "native"), ("json", "native"), ("json", "jsonl"), ("jsonl", "json")}
