"""Drawings as PNG, drawn by typst with the fonts that are installed as packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.reports.fonts import families
from claimtrack.reports.pdf import compiled, covered, drawing_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.views.drawing import Drawing

_DOTS = 200.0  # an inch


def drawn(drawing: Drawing, tell: Callable[[str], None]) -> bytes:
    """Return a drawing as PNG.

    Args:
        drawing: the drawing.
        tell: is told of scripts that no font has; in the place of their letters stands what is missing, in words.

    Raises:
        MissingLibraryError: typst or its fonts are not installed.
    """
    data = covered({"fonts": families(), **drawing_data(drawing)}, tell)
    return compiled("picture.typ", {"drawing": data}, format="png", ppi=_DOTS)
