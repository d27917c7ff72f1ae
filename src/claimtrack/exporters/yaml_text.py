"""Writing YAML for people: plain where it reads back the same, a block for several lines, quotes for the rest.

What is written here is read by `importers.marked_yaml`, which types nothing: `no` and `2016` need no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTS_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s\-])")
_NOT_PLAIN = re.compile(r":(\s|$)|\s#|\s$")
_JOINERS = "\u200c\u200d"  # between letters of Persian and of Indic scripts: part of the spelling
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


Content: TypeAlias = "str | Sequence[Content] | Mapping[str, Content]"


def yaml_lines(content: Mapping[str, Content], indent: str = "") -> Iterator[str]:
    """Write a mapping as lines, without their line feeds.

    Args:
        content: names, and the texts, lists and mappings that they hold.
        indent: what each line starts with.
    """
    for name, given in content.items():
        key = f"{indent}{yaml_scalar(name)}:"
        if isinstance(given, str):
            yield from _text(key, given, indent)
        elif isinstance(given, Mapping):
            yield key
            yield from yaml_lines(given, indent + "  ")
        else:
            yield key
            for item in given:
                yield from _item(item, indent + "  ")


def _item(item: Content, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *rest = yaml_lines(item, indent + "  ")
        yield f"{indent}- {first.removeprefix(indent + '  ')}"
        yield from rest
    else:
        yield f"{indent}- {yaml_scalar(str(item))}"


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    if not text:
        yield key
    elif _fits_a_block(text):
        yield f"{key} |-"
        yield from (f"{indent}  {line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{key} {yaml_scalar(text)}"


def yaml_scalar(text: str) -> str:
    """Write a text on one line."""
    if text and _STARTS_PLAIN.match(text) and not _NOT_PLAIN.search(text) and _is_visible(text):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _fits_a_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and bool(lines[-1].strip())
        and not lines[0].startswith(" ")
        and all(_is_visible(line) for line in lines)
    )


def _is_visible(text: str) -> bool:
    return all(character.isprintable() or character in _JOINERS for character in text)


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if _is_visible(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
