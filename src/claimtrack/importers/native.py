"""The native format, coming in: JSON Lines, UTF-8, one record a line, a header first."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from claimtrack.importers.json_text import BadJSONError, no_constant, unique_keys
from claimtrack.model.draft import Draft, Finding, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT_NAME = "claimtrack"
FORMAT_VERSION = 1
LINE_LIMIT = 8 * 1024 * 1024
"""Bytes. A longer line is refused rather than read into memory: no record of a case file is that long."""

_DECODER = json.JSONDecoder(object_pairs_hook=unique_keys, parse_constant=no_constant)
_BOM = b"\xef\xbb\xbf"


class _RejectedLineError(ValueError):
    """A line that holds no usable JSON object; the message says why."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.column = column


def read_native(stream: IO[bytes], source: str) -> tuple[list[Draft], list[Finding]]:
    """Read drafts from native JSON Lines.

    Args:
        stream: the bytes.
        source: name of the input, for positions.

    Returns:
        The drafts and every problem found; a problem does not stop the reading.
    """
    drafts: list[Draft] = []
    problems: list[Finding] = []
    header_seen = False
    for number, line, ended in _lines(stream):
        try:
            content = _parse(line, first=number == 1, ended=ended)
            if content is None:
                continue
            if not header_seen:
                header_seen = True
                _check_header(content)
                continue
            drafts.append(Draft(content, Position(source, number)))
        except _RejectedLineError as error:
            header_seen = True
            problems.append(Finding(Position(source, number, error.column), str(error)))
    if not header_seen:
        problems.append(
            Finding(Position(source, 1), "the input is empty; an export starts with a header line")
        )
    return drafts, problems


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each line with its number and whether it ended in a line feed; an overlong one comes cut."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        yield number, line, line.endswith(b"\n")
        while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT + 1)  # the rest of the overlong line


def _parse(line: bytes, *, first: bool, ended: bool) -> dict[str, Any] | None:
    """Read one line as a JSON object; None for an empty line."""
    if len(line) > LINE_LIMIT:
        raise _RejectedLineError(
            f"the line is longer than {LINE_LIMIT // 1024 // 1024} MiB; no record is that long"
        )
    if first and line.startswith(_BOM):
        raise _RejectedLineError("the file starts with a byte-order mark; save it as UTF-8 without one", 1)
    if not line.strip():
        return None
    if b"\x00" in line:
        column = line.index(b"\x00") + 1
        raise _RejectedLineError("the line holds a NUL byte; it is no text file, or damaged", column)
    try:
        text = line.decode("utf-8")
        content = _DECODER.decode(text)
    except BadJSONError as error:
        raise _RejectedLineError(str(error)) from None
    except UnicodeDecodeError as error:
        raise _RejectedLineError("the line is not UTF-8; save the file as UTF-8", error.start + 1) from None
    except json.JSONDecodeError as error:
        if not ended:
            raise _RejectedLineError("the last line is cut off; get the whole file", error.colno) from None
        raise _RejectedLineError(f"the line is not JSON: {error.msg}", error.colno) from None
    except RecursionError:
        raise _RejectedLineError("the JSON is nested too deeply; no record is") from None
    except ValueError:  # Python refuses to turn thousands of digits into a number
        raise _RejectedLineError("a number has thousands of digits; no record holds such a one") from None
    if not isinstance(content, dict):
        raise _RejectedLineError("the line is no JSON object")
    return content


def _check_header(content: dict[str, Any]) -> None:
    if content.get("record") != FORMAT_NAME:
        raise _RejectedLineError(
            f'the first line must be {{"record": "{FORMAT_NAME}", "version": {FORMAT_VERSION}}}'
        )
    version = content.get("version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise _RejectedLineError(
            f"format version {version} was written by a newer claimtrack (this one reads {FORMAT_VERSION}); upgrade it"
        )
    if version != FORMAT_VERSION:
        raise _RejectedLineError(f"the header must give the version {FORMAT_VERSION}")
