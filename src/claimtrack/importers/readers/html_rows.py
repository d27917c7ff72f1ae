"""Rows from a web page: the JSON-LD in its `<script type="application/ld+json">` elements.

Only comments and script elements are looked for; nothing else of a page says what it claims in a form to rely on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.importers.json_text import BadJSONError, decode_value
from claimtrack.importers.readers.encoding import decode_whole
from claimtrack.importers.readers.json_stream import nodes_of
from claimtrack.importers.readers.rows import Row, RowSource, placed
from claimtrack.model.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource

_OPENING = re.compile(r"<!--|<script\b([^<>]*)>", re.IGNORECASE)
_JSON_LD = re.compile(r"""\btype\s*=\s*(["']?)\s*application/ld\+json\b""", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# What some pages wrap their data in.
_WRAPPING = re.compile(r"\s*(?:(?://\s*)?<!\[CDATA\[|<!--)|(?:(?://\s*)?\]\]>|-->)\s*\Z")


class HTMLSource(RowSource):
    """The JSON-LD objects of a page; entities within them stay as written."""

    format = "html"

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source)
        self._options = options
        self._encoding = ""

    @property
    def encoding(self) -> str:
        """The text encoding taken; empty before reading."""
        return self._encoding

    def __iter__(self) -> Iterator[Row | Finding]:
        declared = _META_CHARSET.search(self._source.head)
        wanted = self._options.encoding or (declared[1].decode("ascii") if declared else None)
        page, self._encoding = decode_whole(self._source, wanted, self._options.limits.record)
        for line, item in placed(self._records(page)):
            depth = self._options.limits.depth
            yield item if isinstance(item, Finding) else self.object_row(line, item, depth)

    def _records(self, page: str) -> Iterator[tuple[int, Any]]:
        found = False
        for line, script in _scripts(page):
            found = True
            yield from self._items(line, script)
        if not found:
            self.notes.add(self.position(), "the page holds no JSON-LD (script type application/ld+json)")

    def _items(self, line: int, script: str) -> Iterator[tuple[int, Any]]:
        """Yield what a script holds, each with its line; a finding in the place of what cannot be read."""
        text = _WRAPPING.sub("", script)
        start = len(text) - len(text.lstrip())
        try:
            value, end = decode_value(text, start)
        except BadJSONError as error:
            line += text.count("\n", 0, max(error.at, 0))
            yield line, Finding(self.position(line), str(error))
            return
        if text[end:].strip(" \t\r\n;"):
            yield line, Finding(self.position(line), "more stands in the script after the object")
        for node in _nodes(value):
            yield line, node


def _nodes(value: Any) -> list[Any]:
    """Return the objects of a script: it may hold one, a list, or a graph."""
    nodes: list[Any] = []
    for item in value if isinstance(value, list) else [value]:
        nodes.extend(nodes_of(item))
    return nodes


def _scripts(page: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each JSON-LD script with its line; each character is looked at once."""
    line, counted, at = 1, 0, 0
    while (opening := _OPENING.search(page, at)) is not None:
        if opening[1] is None:
            closing = page.find("-->", opening.end())
            if closing < 0:
                return
            at = closing
            continue
        end = _SCRIPT_END.search(page, opening.end())
        at = end.start() if end else len(page)
        if _JSON_LD.search(opening[1]):
            line += page.count("\n", counted, opening.end())
            counted = opening.end()
            yield line, page[opening.end() : at]
