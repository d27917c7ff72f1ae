"""Drawings: shapes on a sheet of paper, in points, for any form that can draw.

The origin is the upper left corner. A form draws the shapes in their order, and the words as text, never as outlines.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

Ink: TypeAlias = Literal[
    "text", "quiet", "line", "shade", "agree", "compatible", "possible", "conflict", "given"
]
"""What a shape means, from which a form takes its colour; `given` is what a party said."""


Side: TypeAlias = Literal["left", "middle", "right"]
"""Where a point is on a line of text: at its left end, in the middle, at its right end."""


class Rule(NamedTuple):
    """A straight line; an arrow has its head at the second end."""

    x: float
    y: float
    to_x: float
    to_y: float
    ink: Ink = "line"
    dashed: bool = False
    arrow: bool = False


class Bar(NamedTuple):
    """A filled rectangle, with how strongly its ink covers, from 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = "given"
    cover: float = 1.0


class Dot(NamedTuple):
    """A filled circle around a point."""

    x: float
    y: float
    radius: float
    ink: Ink = "given"


class Words(NamedTuple):
    """One line of text on a baseline: what is left, middle or right of it is at the point.

    Attributes:
        size: height of the letters, in points.
    """

    x: float
    y: float
    text: str
    side: Side = "left"
    size: float = 9.0
    ink: Ink = "text"
    strong: bool = False


Shape: TypeAlias = Rule | Bar | Dot | Words


class Drawing(NamedTuple):
    """A drawing.

    Attributes:
        width, height: of the sheet, in points.
        shapes: what is on it, what covers others last.
        title: what it is called.
        description: what it shows, in words, for those who cannot see it.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str


_OPPOSITE: Final[dict[Side, Side]] = {"left": "right", "right": "left"}


def mirrored(drawing: Drawing) -> Drawing:
    """Return a drawing for readers from right to left: what is on the left stands on the right, words unchanged."""
    shapes = tuple(_mirrored(shape, drawing.width) for shape in drawing.shapes)
    return drawing._replace(shapes=shapes)


def _mirrored(shape: Shape, width: float) -> Shape:
    match shape:
        case Rule():
            return shape._replace(x=width - shape.x, to_x=width - shape.to_x)
        case Bar():
            return shape._replace(x=width - shape.x - shape.width)
        case Dot():
            return shape._replace(x=width - shape.x)
        case Words():
            return shape._replace(x=width - shape.x, side=_OPPOSITE.get(shape.side, shape.side))
