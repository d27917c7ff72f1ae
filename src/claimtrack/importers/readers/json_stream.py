"""A JSON document of any size, one record at a time.

The document is walked with a window of text: only the record at hand is held. A list at the top is a list of
records; in an object, the records are where `records` says, or else in a list of objects under one of the usual
names (`@graph`, `claims`, `results` …); an object with no such list is one record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.json_text import BadJSONError, TruncatedJSONError, decode_value

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD_LISTS = (
    "@graph", "claims", "results", "records", "items", "data", "rows", "entries", "features", "dataFeedElement", "objects",
)  # fmt: skip
"""Keys under which an object usually holds its records, where `records` does not say."""

_FEED_ITEM = {"@type", "@id", "item", "url", "dateCreated", "dateModified", "dateDeleted"}
"""What an element of a data feed says (schema.org, DataFeedItem)."""

_SPACE = re.compile(r"[ \t\r\n]*")
_WINDOW = 1 << 20


class BrokenDocumentError(BadJSONError):
    """The document itself, not one record of it, is broken.

    Args:
        message: what is wrong.
        line: the line.
        column: the column in it.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Window:
    """A view on the text of a document that moves forward, with the line it is on."""

    def __init__(self, pieces: Iterator[str], limit: int, name: str) -> None:
        self._pieces = pieces
        self._limit = limit
        self._name = name
        self._wanted = _WINDOW
        self._text = ""
        self._at = 0
        self._mark = 0  # a character whose line and column are known
        self._line = 1
        self._column = 1

    def place(self) -> tuple[int, int]:
        """Return line and column of the present character."""
        self._line, self._column = self._place(self._at)
        self._mark = self._at
        return self._line, self._column

    def _place(self, at: int) -> tuple[int, int]:
        breaks = self._text.count("\n", self._mark, at)
        if not breaks:
            return self._line, self._column + at - self._mark
        return self._line + breaks, at - self._text.rfind("\n", self._mark, at)

    def begins_objects(self) -> bool:
        """Whether a list of objects comes next."""
        if self.peek() != "[":
            return False
        while (match := _LIST_START.match(self._text, self._at)) is not None:
            if match.end() < len(self._text):
                return self._text[match.end()] == "{"
            if not self._more():
                return False
        return False

    def peek(self) -> str:
        """Return the next character that is no white space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> bool:
        """Go past a character if it is the next."""
        if self.peek() != wanted:
            return False
        self._at += 1
        return True

    def need(self, wanted: str, within: str) -> None:
        """Go past a character that has to be the next."""
        if not self.take(wanted):
            found = self.peek()
            what = f"{found!r} stands where {wanted!r} should" if found else "the file is cut off"
            raise BrokenDocumentError(f"{what}, in {within}", *self.place())

    def value(self) -> Any:
        """Read the next value and go past it.

        Raises:
            BadJSONError: its JSON is good but not to be relied on (a key twice, NaN); it was gone past where
                that is possible.
            BrokenDocumentError: it is no JSON.
        """
        self.peek()
        while True:
            try:
                value, end = decode_value(self._text, self._at)
            except TruncatedJSONError as error:
                if self._more():
                    continue
                raise BrokenDocumentError(str(error), *self._place(max(error.at, self._at))) from None
            except BadJSONError as error:
                if error.at >= 0:
                    raise BrokenDocumentError(str(error), *self._place(error.at)) from None
                self._skip()
                raise
            # A number may go on beyond the window.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return value

    def _skip(self) -> None:
        """Go past a value without reading it, by its brackets and strings."""
        pattern = _SKIPPED if self._text[self._at] in '[{"' else _SKIPPED_WORD
        depth = 0
        end = self._at
        while True:
            match = pattern.match(self._text, end)
            if match is None or match.end() == len(self._text):
                if self._more():
                    end, depth = self._at, 0  # from the beginning, with more text
                    continue
                if match is None:
                    raise BrokenDocumentError("the file is cut off", *self.place())
            end = match.end()
            depth += match[0] in "[{"
            depth -= match[0] in "]}"
            if depth == 0:
                self._at = end
                return

    def _more(self) -> bool:
        """Let in more text: twice as much each time, so that a long record costs no more than its length."""
        if len(self._text) - self._at > self._limit:
            line, _ = self.place()
            raise InputFileError(
                f"{self._name}:{line}: one record is longer than {self._limit:,} characters",
                "give where the records are, or split the file",
            )
        wanted = max(self._wanted, len(self._text) - self._at)
        parts, length = [], 0
        for piece in self._pieces:
            parts.append(piece)
            length += len(piece)
            if length >= wanted:
                break
        if not length:
            return False
        self.place()
        self._mark = 0
        self._text = self._text[self._at :] + "".join(parts)
        self._at = 0
        return True


# Possessive: a string of megabytes costs no memory to go back into.
_SKIPPED = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]|[^"\[\]{}]++', re.DOTALL)
_SKIPPED_WORD = re.compile(r"[^,\[\]{}\s]++")
_LIST_START = re.compile(r"\[[ \t\r\n]*")


class Document:
    """The records of one JSON document.

    Args:
        window: the text.
        path: keys to the records; empty to look for them.

    Attributes:
        beside: what stands in the document beside its records: keys that no record has.
    """

    def __init__(self, window: Window, path: tuple[str, ...] = ()) -> None:
        self._window = window
        self._path = path
        self._found = False
        self.beside: list[str] = []

    def records(self) -> Iterator[tuple[int, Any]]:
        """Yield each record with its line; a `BadJSONError` in the place of one that is not to be relied on."""
        window = self._window
        while window.peek():
            yield from self._value(self._path)
            window.take(",")  # JSON values one after another, with or without commas, are read too
        if self._path and not self._found:
            raise BrokenDocumentError(f"there is nothing under {'.'.join(self._path)!r}", *window.place())

    def _value(self, path: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        following = self._window.peek()
        if path:
            if following == "{":
                yield from self._members(path)
            else:
                self._one()
            return
        self._found = True
        if following == "[":
            yield from self._items()
        elif following == "{" and not self._path:
            yield from self._members(())
        else:
            yield self._one()

    def _one(self) -> tuple[int, Any]:
        line, _ = self._window.place()
        try:
            return line, self._window.value()
        except BrokenDocumentError:
            raise
        except BadJSONError as error:
            return line, error

    def _items(self) -> Iterator[tuple[int, Any]]:
        window = self._window
        window.need("[", "the list of records")
        if window.take("]"):
            return
        while True:
            window.peek()
            yield self._one()
            if not window.take(","):
                window.need("]", "the list of records")
                return

    def _members(self, path: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        """Walk an object for its records; without a path, the object itself is one where it holds none."""
        window = self._window
        window.peek()
        line, _ = window.place()
        window.need("{", "an object")
        content: dict[str, Any] = {}
        wrong: BadJSONError | None = None
        streamed = False
        while not window.take("}"):
            key = self._key()
            wrong = wrong or (
                BadJSONError(f"the key {key!r} stands twice in one object") if key in content else None
            )
            content[key] = None
            if path and key == path[0]:
                streamed = True
                yield from self._value(path[1:])
            elif not path and key in RECORD_LISTS and window.begins_objects():
                streamed = True
                yield from self._items()
            else:
                _, content[key] = self._one()
                wrong = wrong or (content[key] if isinstance(content[key], BadJSONError) else None)
                if path or streamed:
                    content[key] = None  # beside the records: only its name is kept
            if not window.take(","):
                window.need("}", "an object")
                break
        if streamed or path:
            self.beside.extend(key for key in content if key not in (path[:1] or RECORD_LISTS))
        else:
            yield line, wrong or content

    def _key(self) -> str:
        try:
            key = self._window.value()
        except BrokenDocumentError:
            raise
        except BadJSONError as error:
            raise BrokenDocumentError(str(error), *self._window.place()) from None
        if not isinstance(key, str):
            raise BrokenDocumentError("a key must be a text", *self._window.place())
        self._window.need(":", "an object")
        return key


def nodes_of(value: Any) -> Iterator[Any]:
    """Yield the records within an object of linked data: the nodes of a graph, the items of a data feed; else itself."""
    if not isinstance(value, dict):
        yield value
        return
    inner = value.get("@graph", value.get("dataFeedElement"))
    if not isinstance(inner, list) and "item" in value and set(value) <= _FEED_ITEM:
        inner = value["item"] if isinstance(value["item"], list) else [value["item"]]
    if not isinstance(inner, list):
        yield value
        return
    for item in inner:
        yield from nodes_of(item)
