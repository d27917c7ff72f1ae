"""Writing YAML for people: plain where it reads back the same, a block for several lines, quotes for the rest.

What is written here is read by `importers.marked_yaml`, which types nothing: `no` and `2016` need no quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STARTS_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s\-])")
_NOT_PLAIN = re.compile(r":(\s|$)|\s#|\s$")
_JOINERS = "\u200c\u200d"  # between letters of Persian and of Indic scripts: part of the spelling
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def yaml_lines(
    content: Mapping[str, str | Sequence[str] | Mapping[str, Sequence[str]]], indent: str = ""
) -> Iterator[str]:
    """Write a mapping as lines without line feeds: texts, lists of texts, and mappings of names to lists of texts."""
    for name, given in content.items():
        key = f"{indent}{yaml_scalar(name)}:"
        if isinstance(given, str):
            yield from _text(key, given, indent)
        elif not given:
            yield key
        elif isinstance(given, list | tuple):
            yield key
            yield from (f"{indent}  - {yaml_scalar(item)}" for item in given)
        else:
            yield key
            inner = {key: items[0] if len(items) == 1 else items for key, items in given.items()}
            yield from yaml_lines(inner, indent + "  ")


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
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits hold no more
