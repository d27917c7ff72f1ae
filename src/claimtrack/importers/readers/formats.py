"""What an input is: told by its first bytes, and by its name only where these leave it open."""

from __future__ import annotations

import re
from pathlib import PurePath

from claimtrack.importers.json_text import BadJSONError, TruncatedJSONError, decode_value

FORMATS = ("csv", "json", "jsonl", "yaml", "html", "xlsx", "ods", "xls", "folder")
"""What can be read; gzip and zip are unpacked on the way."""

_BINARY = (
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"%PDF", "PDF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "Zstandard"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
)
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonld": "json",
    ".geojson": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".xls": "xls",
    ".gz": "gzip",
    ".zip": "zip",
}
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script|meta|title|div)\b", re.IGNORECASE)
_JSON_LIST = re.compile(r'\[\s*[\[{"\]\d.tfnN-]')
_YAML = re.compile(r"(?:%YAML|---(?:\s|$))")


def guess_format(head: bytes, name: str = "") -> str:
    """Tell what an input is.

    Args:
        head: its first bytes, some thousands.
        name: its name.

    Returns:
        One of `FORMATS`; `gzip` or `zip` for a packed one; `native` for claimtrack's own JSON Lines; `xml`, `PDF`
        and the like for what cannot be read; empty for an empty input.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head)
    for magic, kind in _BINARY:
        if head.startswith(magic):
            return kind
    text = _text(head)
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        return "csv" if head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") else ""
    if start[0] == "<":
        return "html" if _HTML.search(start) else "xml"
    if start[0] == "{" or _JSON_LIST.match(start):
        return _json_kind(start, format_of_name(name))
    named = format_of_name(name)
    if _YAML.match(start) or named == "yaml":
        return "yaml"
    return "csv"


# Of the header of the first file in a zip archive: where the length of its name stands, and the name.
_ZIP_NAME_LENGTH, _ZIP_NAME = 26, 30
_OWN_FOLDERS = (b"xl/", b"docProps/", b"_rels/", b"customXml/", b"META-INF/", b"[Content_Types]")


def format_of_name(name: str) -> str:
    """Return the format that the ending of a name stands for; empty where it stands for none."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "")


def _zip_kind(head: bytes) -> str:
    """Tell a workbook from an archive of files, which may hold a workbook that is not packed further."""
    name = head[
        _ZIP_NAME : _ZIP_NAME + int.from_bytes(head[_ZIP_NAME_LENGTH : _ZIP_NAME_LENGTH + 2], "little")
    ]
    if format_of_name(name.decode("utf-8", "replace")) and not name.startswith(_OWN_FOLDERS):
        return "zip"
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return "ods"
    if b"[Content_Types].xml" in head or b"xl/work" in head or b"xl/sharedStrings" in head:
        return "xlsx"
    return "zip"


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if b"\x00" in head[:64]:  # UTF-16 without a mark
        return head.replace(b"\x00", b"").decode("latin-1")
    return head.decode("utf-8", "ignore")


def _json_kind(start: str, named: str) -> str:
    """Tell one document from one object a line."""
    try:
        first, end = decode_value(start)
    except TruncatedJSONError:
        return "jsonl" if named == "jsonl" else "json"
    except BadJSONError:
        line, _, more = start.partition("\n")
        return (
            "jsonl"
            if named == "jsonl" or (line.rstrip().endswith("}") and more.lstrip().startswith("{"))
            else "json"
        )
    rest = start[end:].lstrip(" \t\r")
    if isinstance(first, list) and rest and rest[0] not in "\n[{,":
        return "csv"  # "[1] See the note"
    if isinstance(first, dict) and first.get("record") == "claimtrack":
        return "native"
    if rest.startswith("\n") and rest.strip().startswith("{"):
        return "jsonl"
    return "jsonl" if named == "jsonl" else "json"
