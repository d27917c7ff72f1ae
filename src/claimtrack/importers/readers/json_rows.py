"""Rows from JSON: a document of any size, or one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.json_text import BadJSONError, decode_value
from claimtrack.importers.readers.encoding import Text, what_is_wrong
from claimtrack.importers.readers.json_stream import BrokenDocumentError, Document, Window, nodes_of
from claimtrack.importers.readers.rows import Row, RowSource, placed
from claimtrack.model.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource


class _TextSource(RowSource):
    """A source of text that is no table."""

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source)
        self._options = options
        self._text = Text(source, options.encoding)

    @property
    def encoding(self) -> str:
        """The text encoding taken; "ascii" as long as nothing else was met."""
        return self._text.encoding

    def _row(self, line: int, value: Any) -> Row | Finding:
        """Make a row of a value, or say why it is none."""
        if isinstance(value, BadJSONError):
            return Finding(self.position(line), str(value))
        row = self.object_row(line, value, self._options.limits.depth)
        if isinstance(row, Row) and self._text.suspect:
            wrong = what_is_wrong(json.dumps(value, ensure_ascii=False), self.encoding)
            return Finding(row.position, wrong) if wrong else row
        return row


class JSONSource(_TextSource):
    """The records of one JSON document, one at a time."""

    format = "json"

    def __iter__(self) -> Iterator[Row | Finding]:
        path = tuple(self._options.records.split(".")) if self._options.records else ()
        document = Document(Window(iter(self._text), self._options.limits.record, self.name), path)
        try:
            for line, value in placed(_nodes(document) if not path else document.records()):
                yield self._row(line, value)
        except BrokenDocumentError as error:
            place = self.position(error.line, error.column)
            raise InputFileError(f"{place}: {error}", "nothing after this place can be read") from None
        if document.beside:
            keys = ", ".join(dict.fromkeys(document.beside))
            self.notes.add(self.position(), f"beside the records, and not part of any: {keys[:200]}")


def _nodes(document: Document) -> Iterator[tuple[int, Any]]:
    """Yield the records of a document, the nodes of a graph and the items of a feed each by itself."""
    for line, value in document.records():
        for node in nodes_of(value):
            yield line, node


class JSONLinesSource(_TextSource):
    """One JSON object a line."""

    format = "jsonl"

    def __iter__(self) -> Iterator[Row | Finding]:
        limit = self._options.limits.record
        for number, line, cut in _lines(self._text, limit):
            if cut:
                yield Finding(
                    self.position(number), f"the line is longer than {limit:,} characters; left out"
                )
            elif line.strip():
                yield self._parsed(number, line)

    def _parsed(self, number: int, line: str) -> Row | Finding:
        start = len(line) - len(line.lstrip(" \t\r"))
        try:
            value, end = decode_value(line, start)
        except BadJSONError as error:
            return Finding(self.position(number, error.at + 1), str(error))
        if rest := line[end:].strip():
            return Finding(
                self.position(number, line.index(rest, end) + 1), "more stands on the line after the object"
            )
        return self._row(number, value)


def _lines(text: Text, limit: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each line with its number; of an overlong one only the news that it is."""
    number, rest, skipping = 1, "", False
    for piece in text:
        *whole, rest = (rest + piece).split("\n")
        for line in whole:
            if not skipping:
                yield number, line, len(line) > limit
            skipping = False
            number += 1
        if skipping:
            rest = ""
        elif len(rest) > limit:
            yield number, "", True
            rest, skipping = "", True
    if rest:
        yield number, rest, False
