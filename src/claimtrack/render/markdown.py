"""A view as GitHub-flavoured Markdown in which outside text prints as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.render.tables import facts_table, timeline_table
from claimtrack.render.text import for_document, lines_of, one_line
from claimtrack.views.blocks import Heading, KeyValues, Table, Text, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.views.blocks import Block, Cell, Span, View

_CUT = "<!-- -->"  # prints nothing, and keeps GitHub from seeing a mention, an issue number or an emoji name
_MAX_LEVEL = 6

# What Markdown, or GitHub after it, would read as more than text. The first alternative that fits wins.
_SPECIAL = re.compile(
    r"""
    (?P<url>(?<![a-z0-9])https?://(?:[^\s<>|\\`&]|&(?!\#?\w+;))+)  # a clean address
    | (?P<cut>
        (?<![a-z0-9])(?:(?:https?|ftp)(?=://)|www(?=\.))  # any other, which GitHub would link by itself
        | :(?=[+\w-]+:)                                   # the name of an emoji
        | (?<!\w)@(?=\w)                                  # a mention
      )
    | (?P<issue>\#(?=\d))
    | (?P<entity>&(?=\#?\w+;))
    | (?P<mark>[\\`*_\[\]<>|~$\#])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))(.)")  # a list item or an underline


def escaped(text: str) -> str:
    """Escape a line of text so that Markdown prints it as it is within a line."""
    return _SPECIAL.sub(_escape, text.strip())


def _at_start(text: str) -> str:
    """Escape what is special only at the start of a line."""
    return _LINE_START.sub(r"\1\\\2", text)


def _escape(match: re.Match[str]) -> str:
    text = match[0]
    match match.lastgroup:
        case "url":
            return f"<{text}>"
        case "cut":
            return text + _CUT
        case "issue":
            return f"\\{text}{_CUT}"
        case "entity":
            return "&amp;"
        case _:
            return f"\\{text}"


def write(view: View, **_options: object) -> Iterator[str]:
    """Return the view as headings, pipe tables and lists, one blank line between blocks."""
    for number, block in enumerate(view.blocks):
        yield ("\n" if number else "") + "".join(f"{line}\n" for line in block_lines(block))


def block_lines(block: Block) -> Iterator[str]:
    """Return the lines of one block; none for a picture, which stands in words beside it."""
    match block:
        case Heading():
            yield f"{'#' * min(block.level, _MAX_LEVEL)} {_title(block.text)}".rstrip()
        case Table():
            yield from _table(block)
        case KeyValues():
            yield from _table(facts_table(block))
        case Timeline():
            yield from _table(timeline_table(block))
        case Text():
            yield from _text(block)


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{_title(table.title)}**"
        yield ""
    if table.rows or not table.notes:  # without rows, the notes say it in words
        yield _row([column.heading for column in table.columns])
        yield "|".join(["", *(" ---: " if c.justify == "right" else " --- " for c in table.columns), ""])
        for row in table.rows:
            yield _row(row)
        if table.notes:
            yield ""
    if table.notes:
        yield from (f"- {_paragraph(note)}" for note in table.notes)


def _row(cells: tuple[Cell, ...] | list[Cell]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _text(text: Text) -> Iterator[str]:
    for number, paragraph in enumerate(text.paragraphs, 1):
        match text.marker:
            case "bullet":
                yield f"- {_paragraph(paragraph)}"
            case "number":
                yield f"{number}. {_paragraph(paragraph)}"
            case "none":
                if number > 1:
                    yield ""
                yield _paragraph(paragraph)


def _title(text: str) -> str:
    return escaped(one_line(text, for_document))


def _cell(cell: Cell) -> str:
    """Join the lines; empty ones at the ends go, as a paragraph that begins with a tag would be taken for HTML."""
    joined = "\n".join(_line(line) for line in lines_of(cell, for_document))
    return joined.strip("\n").replace("\n", "<br>")


def _paragraph(cell: Cell) -> str:
    return _at_start(_cell(cell))


def _line(spans: list[Span]) -> str:
    """Escape a line as a whole, as a mark may begin in one span and end in the next; bold if all of it is strong."""
    if any(span.tone == "struck" and span.text for span in spans):
        return "".join(f"~~{escaped(s.text)}~~" if s.tone == "struck" else escaped(s.text) for s in spans)
    text = escaped("".join(span.text for span in spans))
    strong = text and all(span.tone == "strong" for span in spans if span.text)
    return f"**{text}**" if strong else text
