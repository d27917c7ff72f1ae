"""Rows from YAML, read event by event: no aliases that unfold, no tags that make objects, no key twice.

Only whole numbers, true, false and null are typed. Everything else stays text as written: `NO` is Norway, 010 is
not eight, and a date is for the date engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.encoding import decode_whole
from claimtrack.importers.readers.json_stream import RECORD_LISTS
from claimtrack.importers.readers.rows import Row, RowSource, placed
from claimtrack.importers.yaml_events import NotYamlError, yaml_events
from claimtrack.model.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,300})")
_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class _Twice:
    """Stands for an object with a key twice; knows which."""

    def __init__(self, key: str) -> None:
        self.key = key


class YAMLSource(RowSource):
    """The records of YAML documents: the items of a list, or one object each."""

    format = "yaml"

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source)
        self._options = options
        self._encoding = ""

    @property
    def encoding(self) -> str:
        """The text encoding taken; empty before reading."""
        return self._encoding

    def __iter__(self) -> Iterator[Row | Finding]:
        text, self._encoding = decode_whole(self._source, self._options.encoding, self._options.limits.record)
        builder = _Builder(_events(text), self._options.limits.depth)
        path = tuple(self._options.records.split(".")) if self._options.records else ()
        try:
            for line, value in placed(self._records(builder, path)):
                yield self._row(line, value)
        except _RefusedError as error:
            place = self.position(error.line, error.column)
            raise InputFileError(f"{place}: {error}", "nothing after this place can be read") from None

    def _records(self, builder: _Builder, path: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        """Yield each record of each document with its line."""
        for line, document in builder.documents():
            found = self._found(line, document, path)
            for item in found if isinstance(found, list) else [found]:
                yield builder.lines.get(id(item), line), item

    def _found(self, line: int, document: Any, path: tuple[str, ...]) -> Any:
        """Return what holds the records of a document, or is one."""
        for key in path:
            if not isinstance(document, dict) or key not in document:
                raise InputFileError(f"{self.position(line)}: there is nothing under {'.'.join(path)!r}")
            document = document[key]
        if not isinstance(document, dict) or path:
            return document
        key = next((key for key in RECORD_LISTS if _are_objects(document.get(key))), "")
        if not key:
            return document
        if beside := [name for name in document if name != key]:
            self.notes.add(
                self.position(line), f"beside the records, and not part of any: {', '.join(beside)[:200]}"
            )
        return document[key]

    def _row(self, line: int, value: Any) -> Row | Finding:
        if (twice := _twice_in(value)) is not None:
            return Finding(self.position(line), f"the key {twice!r} stands twice in one object")
        return self.object_row(line, value, self._options.limits.depth)


class _RefusedError(ValueError):
    """The text is no YAML, or YAML that is not taken."""

    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.line = mark.line + 1 if mark else 0
        self.column = mark.column + 1 if mark else 0


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml_events(text)
    except NotYamlError as error:
        raise _RefusedError(f"no YAML: {error}", error.mark) from None


class _Builder:
    """Builds values from events with a list for a stack, so that depth costs no recursion.

    Attributes:
        lines: the line of each list and object built, by `id`.
    """

    def __init__(self, events: Iterator[Any], depth: int) -> None:
        self._events = events
        self._depth = depth
        self.lines: dict[int, int] = {}

    def documents(self) -> Iterator[tuple[int, Any]]:
        """Yield each document with its line."""
        stack: list[
            tuple[Any, list[Any]]
        ] = []  # each open container's opening event and what is in it so far
        for event in self._events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self.lines.clear()
                stack.append((event, []))
                continue
            if kind in {"StreamStartEvent", "StreamEndEvent"}:
                continue
            self._check(event, kind, len(stack))
            if kind in {"MappingStartEvent", "SequenceStartEvent"}:
                stack.append((event, []))
                continue
            if kind == "ScalarEvent":
                stack[-1][1].append(_scalar(event))
                continue
            opening, items = stack.pop()
            if kind == "DocumentEndEvent":
                yield opening.start_mark.line + 1, items[0] if items else None
                continue
            value = items if kind == "SequenceEndEvent" else _mapping(items)
            self.lines[id(value)] = opening.start_mark.line + 1
            stack[-1][1].append(value)

    def _check(self, event: Any, kind: str, depth: int) -> None:
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise _RefusedError("anchors and aliases (& and *) are not taken; write it out", event.start_mark)
        if getattr(event, "tag", None) not in _PLAIN_TAGS:
            raise _RefusedError(f"the tag {event.tag!r} is not taken; leave it out", event.start_mark)
        if depth > self._depth:
            raise _RefusedError(
                f"lists and objects are nested more than {self._depth} deep", event.start_mark
            )


def _scalar(event: Any) -> Any:
    text = str(event.value)
    if not event.implicit[0] or event.style:  # quoted, or a block of text
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _WHOLE.fullmatch(text) else text


def _mapping(items: list[Any]) -> Any:
    content: dict[str, Any] = {}
    for key, value in zip(items[::2], items[1::2], strict=True):
        name = key if isinstance(key, str) else str(key)
        if name in content:
            return _Twice(name)
        content[name] = value
    return content


def _twice_in(value: Any) -> str | None:
    """Find an object with a key twice, anywhere in the value."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Twice):
            return item.key
        if isinstance(item, dict | list):
            waiting.extend(item.values() if isinstance(item, dict) else item)
    return None


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict | _Twice)
