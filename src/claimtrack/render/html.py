"""A view as one HTML page that needs nothing from outside: no script, no request, its style within."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template
from typing import TYPE_CHECKING

from claimtrack.render.tables import timeline_table
from claimtrack.render.text import for_document, lines_of, one_line
from claimtrack.views.blocks import Heading, KeyValues, Table, Text, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.blocks import Block, Cell, Tone, View

_DEEPEST = 6
_SECTION = 2  # headings down to this level open a section
_UPRIGHT = 7  # tables of more columns are printed on a page of their own, on its side
_ADDRESS = re.compile(r"""https?://[^\s<>"]+""", re.ASCII)
_AFTER_ADDRESS = ".,;:!?'*"  # punctuation of the sentence, not of the address
_TAGS = {"none": "", "bullet": "ul", "number": "ol"}


def write(view: View, **_options: object) -> Iterator[str]:
    """Give the page in pieces: its head, each block, its end."""
    data = files("claimtrack.render") / "data"
    head, end = (data / "page.html").read_text("utf-8").split("$body\n")
    yield Template(head).substitute(title=_page_title(view), style=(data / "page.css").read_text("utf-8"))
    open_section = False
    for block in view.blocks:
        if isinstance(block, Heading) and block.level <= _SECTION:
            yield "</section>\n<section>\n" if open_section else "<section>\n"
            open_section = True
        yield "".join(f"{line}\n" for line in _block(block))
    yield ("</section>\n" if open_section else "") + end


def _page_title(view: View) -> str:
    title = next((block.text for block in view.blocks if isinstance(block, Heading)), view.name)
    return escape(one_line(title, for_document))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            level = min(max(block.level, 1), _DEEPEST)
            yield f'<h{level} dir="auto">{_plain(block.text)}</h{level}>'
        case Table():
            yield from _table(block)
        case KeyValues():
            yield from _facts(block)
        case Timeline():
            yield from _table(timeline_table(block))
        case Text():
            yield from _text(block)


def _table(table: Table) -> Iterator[str]:
    """A table and its notes; without rows, the notes say it in words."""
    if table.rows or not table.notes:
        yield from _grid(table)
    elif table.title:
        yield f'<p class="caption" dir="auto">{_plain(table.title)}</p>'
    if table.notes:
        yield '<ul class="notes">'
        yield from (f'<li dir="auto">{_content(note)}</li>' for note in table.notes)
        yield "</ul>"


def _grid(table: Table) -> Iterator[str]:
    """A table scrolls by itself when it is wider than the screen; the keyboard can reach it."""
    label = f' role="region" aria-label="{_plain(table.title)}"' if table.title else ""
    kind = "scroll wide" if len(table.columns) > _UPRIGHT else "scroll"
    yield f'<div class="{kind}" tabindex="0"{label}>'
    yield "<table>"
    if table.title:
        yield f'<caption dir="auto">{_plain(table.title)}</caption>'
    classes = [' class="number"' if column.justify == "right" else "" for column in table.columns]
    if any(column.heading.text for column in table.columns):
        yield "<thead>"
        cells = zip([column.heading for column in table.columns], classes, strict=True)
        yield f"<tr>{''.join(_heading_cell(cell, kind) for cell, kind in cells)}</tr>"
        yield "</thead>"
    cuts = sorted({0, *table.sections, len(table.rows)})
    for first, last in pairwise(cuts):
        yield "<tbody>"
        for row in table.rows[first:last]:
            yield _row(row, classes, table.pinned)
        yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _heading_cell(cell: Cell, kind: str) -> str:
    return f'<th scope="col"{kind} dir="auto">{_content(cell)}</th>' if cell.text else f"<td{kind}></td>"


def _row(row: Sequence[Cell], classes: Sequence[str], pinned: int) -> str:
    parts = []
    for index, (cell, kind) in enumerate(zip(row, classes, strict=True)):
        tag, scope = ("th", ' scope="row"') if index < pinned else ("td", "")
        parts.append(f'<{tag}{scope}{kind} dir="auto">{_content(cell)}</{tag}>')
    return f"<tr>{''.join(parts)}</tr>"


def _facts(facts: KeyValues) -> Iterator[str]:
    if facts.title:
        yield f'<p class="caption" dir="auto">{_plain(facts.title)}</p>'
    if facts.items:
        yield '<dl class="facts">'
        for label, value in facts.items:
            yield f'<dt dir="auto">{_plain(label)}</dt><dd dir="auto">{_content(value)}</dd>'
        yield "</dl>"


def _text(text: Text) -> Iterator[str]:
    if not text.paragraphs:
        return
    tag = _TAGS[text.marker]
    if not tag:
        yield from (f'<p dir="auto">{_content(paragraph)}</p>' for paragraph in text.paragraphs)
        return
    yield f"<{tag}>"
    yield from (f'<li dir="auto">{_content(paragraph)}</li>' for paragraph in text.paragraphs)
    yield f"</{tag}>"


def _plain(text: str) -> str:
    return escape(one_line(text, for_document))


def _content(cell: Cell) -> str:
    """Give the lines of a cell; each of several finds its own direction."""
    lines = [_line(line) for line in lines_of(cell, for_document)]
    return (
        lines[0]
        if len(lines) == 1
        else "".join(f'<span class="line" dir="auto">{line}</span>' for line in lines)
    )


def _line(spans: Sequence[tuple[str, Tone]]) -> str:
    """Give the spans of a line, those in a tone isolated from the direction of their neighbours."""
    return "".join(
        _linked(text) if tone == "plain" else f'<bdi class="{tone}">{_linked(text)}</bdi>'
        for text, tone in spans
        if text
    )


def _linked(text: str) -> str:
    """Escape a text and make its web addresses links."""
    parts = []
    end = 0
    for match in _ADDRESS.finditer(text):
        address = _address(match[0])
        parts += [
            escape(text[end : match.start()]),
            f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>',
        ]
        end = match.start() + len(address)
    return "".join([*parts, escape(text[end:])])


def _address(text: str) -> str:
    """Leave out what follows an address in a sentence: punctuation, and a bracket that was not opened in it."""
    while text[-1] in _AFTER_ADDRESS or (
        text[-1] in ")]" and text.count(text[-1]) > text.count("(["[text[-1] == "]"])
    ):
        text = text[:-1]
    return text
