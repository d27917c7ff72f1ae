"""YAML read as text with places: every scalar as it was written, every node with its line and column.

Nothing is typed (`no` stays "no", `2016-07-08` stays a text for the date engine), and nothing unfolds: anchors,
tags, a key twice and deep nesting are refused where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from claimtrack.importers.yaml_events import NotYamlError, yaml_events
from claimtrack.model.draft import Finding, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes. A longer file is no notes written by hand; the native format has no such limit."""

_DEPTH = 12
_HINTS = {
    "mapping values are not allowed": "put a text that holds a colon between quotes",
    "could not find expected ':'": "every line is NAME: CONTENT",
    "cannot start any token": "indent with spaces, not tabs, and quote a text that starts with @, ` or %",
    "did not find expected": "indent alike what belongs together, and close every quote",
    "unexpected end of stream": "close every quote and bracket",
}


class Key(NamedTuple):
    """A key of a mapping, and where it stands."""

    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    position: Position


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names and what each holds."""

    pairs: dict[Key, Node]
    position: Position

    def places(self) -> dict[str, Position]:
        """Return the place of each name."""
        return {key.name: key.position for key in self.pairs}


Node: TypeAlias = Scalar | Sequence | Mapping


class RefusedYamlError(ValueError):
    """The text is not YAML, or YAML that is not taken.

    Attributes:
        finding: what is wrong, and where.
    """

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(message)
        self.finding = Finding(position, message)


def read_yaml(data: bytes, source: str) -> list[Node]:
    """Read YAML documents.

    Args:
        data: the bytes, UTF-8.
        source: name of the input, for positions.

    Raises:
        RefusedYamlError: it is not YAML, or holds what is not taken.
    """
    if len(data) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1024 // 1024
        raise RefusedYamlError(
            Position(source), f"is longer than {limit} MiB; split it, or use the native format"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedYamlError(Position(source, line), "the file is not UTF-8; save it as UTF-8") from None
    return _Builder(source).build(_events(text, source))


def _events(text: str, source: str) -> Iterator[Any]:
    try:
        yield from yaml_events(text)
    except NotYamlError as error:
        if error.character:
            line, column = _line_of(text, error.character)
            message = f"holds the character U+{ord(error.character):04X}, which YAML takes only as an escape in quotes"
            raise RefusedYamlError(Position(source, line, column), message) from None
        problem = str(error)
        hint = next((hint for start, hint in _HINTS.items() if start in problem), "")
        message = f"this is no YAML: {problem}" + (f"; {hint}" if hint else "")
        raise RefusedYamlError(_position(error.mark, source), message) from None


def _line_of(text: str, character: str) -> tuple[int, int]:
    at = text.find(character)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _position(mark: Any, source: str) -> Position:
    return Position(source, mark.line + 1, mark.column + 1) if mark else Position(source)


def _text_of(event: Any) -> str:
    """Return a scalar as written; the line feed at the end of a block belongs to its form, not to the text."""
    text = str(event.value)
    return text.removesuffix("\n") if event.style in ("|", ">") else text


@dataclass(slots=True)
class _Open:
    """A list or mapping still being read."""

    start: Any
    items: list[Any] = field(default_factory=list)


class _Builder:
    """Builds nodes from events with a list for a stack, so that depth costs no recursion."""

    def __init__(self, source: str) -> None:
        self._source = source

    def build(self, events: Iterator[Any]) -> list[Node]:
        """Return the root of each document that is not empty."""
        documents: list[Node] = []
        stack: list[_Open] = []
        for event in events:
            match type(event).__name__:
                case "DocumentStartEvent" | "MappingStartEvent" | "SequenceStartEvent":
                    self._check(event, len(stack))
                    stack.append(_Open(event))
                case "ScalarEvent" | "AliasEvent":
                    self._check(event, len(stack))
                    stack[-1].items.append(Scalar(_text_of(event), self._at(event)))
                case "DocumentEndEvent":
                    documents += stack.pop().items
                case "MappingEndEvent":
                    done = stack.pop()
                    stack[-1].items.append(self._mapping(done))
                case "SequenceEndEvent":
                    done = stack.pop()
                    stack[-1].items.append(Sequence(done.items, self._at(done.start)))
        return [node for node in documents if not (isinstance(node, Scalar) and not node.text)]

    def _at(self, event: Any) -> Position:
        return _position(event.start_mark, self._source)

    def _check(self, event: Any, depth: int) -> None:
        if type(event).__name__ == "AliasEvent" or getattr(event, "anchor", None):
            raise RefusedYamlError(
                self._at(event),
                "& and * have a meaning in YAML that is not taken here; write it out, or put the text between quotes",
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise RefusedYamlError(
                self._at(event),
                "! starts a tag in YAML, which is not taken here; put the text between quotes",
            )
        if depth > _DEPTH:
            raise RefusedYamlError(self._at(event), f"is nested more than {_DEPTH} deep; no record is")

    def _mapping(self, done: _Open) -> Mapping:
        pairs: dict[Key, Node] = {}
        names: set[str] = set()
        for name, content in zip(done.items[::2], done.items[1::2], strict=True):
            if not isinstance(name, Scalar):
                raise RefusedYamlError(name.position, "a name is needed here, not a list; quote { and [")
            if name.text in names:
                raise RefusedYamlError(name.position, f"{name.text!r} stands twice; keep one of them")
            names.add(name.text)
            pairs[Key(name.text, name.position)] = content
        return Mapping(pairs, self._at(done.start))
