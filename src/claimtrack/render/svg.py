"""Drawings as SVG 1.1: words stay text, nothing is loaded and nothing runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from claimtrack.render.text import for_document, one_line, reads_both_ways
from claimtrack.views.drawing import Bar, Dot, Rule, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.views.drawing import Drawing, Shape

COLOURS = {
    # After Okabe and Ito, as in the style sheet of the pages.
    "text": "#1c2126",
    "quiet": "#5b6670",
    "line": "#8b96a0",
    "shade": "#f4f6f8",
    "agree": "#00694c",
    "compatible": "#005a9c",
    "possible": "#7d5700",
    "conflict": "#a8321c",
    "given": "#005a9c",
}
"""The colour of each ink on white paper."""

_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_HEAD = 4  # length of the head of an arrow, in points


def write(drawing: Drawing) -> str:
    """Return a drawing as an SVG file of its own."""
    style = ".paper{color:#fff}" + "".join(f".{ink}{{color:{colour}}}" for ink, colour in COLOURS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + _svg(drawing, f"<style>{style}{_PLAIN}</style><rect class='paper' width='100%' height='100%'/>")
        + "\n"
    )


_PLAIN = (
    "text,rect,circle,polygon{fill:currentColor}line{stroke:currentColor}"
    "text{font-family:'Noto Sans','Noto Sans Arabic',sans-serif}"
)


def inline(drawing: Drawing) -> str:
    """Return a drawing as an element of an HTML page, whose style sheet has the colours."""
    return _svg(drawing, "")


def _svg(drawing: Drawing, head: str) -> str:
    width, height = _number(drawing.width), _number(drawing.height)
    title, description = (_text(text) for text in (drawing.title, drawing.description))
    parts = "".join(part for shape in drawing.shapes for part in _shape(shape))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img"><title>{title}</title><desc>{description}</desc>{head}{parts}</svg>'
    )


def _shape(shape: Shape) -> Iterator[str]:
    match shape:
        case Rule():
            yield from _rule(shape)
        case Bar():
            cover = "" if shape.cover == 1 else f' fill-opacity="{_number(shape.cover)}"'
            yield (
                f'<rect class="{shape.ink}" x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'width="{_number(shape.width)}" height="{_number(shape.height)}" rx="1"{cover}/>'
            )
        case Dot():
            yield (
                f'<circle class="{shape.ink}" cx="{_number(shape.x)}" cy="{_number(shape.y)}" '
                f'r="{_number(shape.radius)}"/>'
            )
        case Words():
            weight = ' font-weight="600"' if shape.strong else ""
            yield (
                f'<text class="{shape.ink}" x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'font-size="{_number(shape.size)}" text-anchor="{_ANCHORS[shape.side]}"{weight}>'
                f"{_isolated(shape.text)}</text>"
            )


def _rule(rule: Rule) -> Iterator[str]:
    dashes = ' stroke-dasharray="3 3"' if rule.dashed else ""
    yield (
        f'<line class="{rule.ink}" x1="{_number(rule.x)}" y1="{_number(rule.y)}" x2="{_number(rule.to_x)}" '
        f'y2="{_number(rule.to_y)}" stroke-width="1"{dashes}/>'
    )
    if rule.arrow:
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in head(rule))
        yield f'<polygon class="{rule.ink}" points="{points}"/>'


def head(rule: Rule) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return the three corners of the head of an arrow."""
    along_x, along_y = rule.to_x - rule.x, rule.to_y - rule.y
    length = (along_x**2 + along_y**2) ** 0.5 or 1.0
    along_x, along_y = along_x / length * _HEAD, along_y / length * _HEAD
    back_x, back_y = rule.to_x - along_x, rule.to_y - along_y
    return (
        (rule.to_x, rule.to_y),
        (back_x - along_y / 2, back_y + along_x / 2),
        (back_x + along_y / 2, back_y - along_x / 2),
    )


def _isolated(text: str) -> str:
    """Let a text with right-to-left letters find its own direction: the drawing itself reads left to right."""
    clean = _text(text)
    return f"\u2068{clean}\u2069" if reads_both_ways(clean) else clean


def _text(text: str) -> str:
    return escape(one_line(text, for_document))


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
