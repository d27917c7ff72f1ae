"""The matrix as a drawing: how often two parties met on a question, and how often they were in conflict there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.views.drawing import Bar, Drawing, Words
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.matrix import Matrix
    from claimtrack.views.drawing import Shape

_CELL: Final = 34.0
_NAMES: Final = 170.0
_NAME_SHOWN: Final = 32  # letters, at the size they are drawn in
_LEGEND: Final = 42.0
_FAINTEST: Final = 0.08  # cover of a cell without any conflict: it is a meeting all the same


def matrix_drawing(matrix: Matrix, *, most: int = 0) -> Drawing:
    """Draw a matrix, those who meet others most often first.

    Args:
        matrix: the counts.
        most: draw only so many parties; all when 0.
    """
    met: dict[str, int] = {}
    for (left, right), tally in matrix.pairs.items():
        met[left] = met.get(left, 0) + tally.met
        met[right] = met.get(right, 0) + tally.met
    parties = sorted(met, key=lambda key: (-met[key], key))[: most or None]
    names = [matrix.names.get(key, key) for key in parties]
    size = _NAMES + len(parties) * _CELL
    told = "; ".join(
        f"{names[row]} and {names[column]}: {tally.answered} questions, {tally.conflict} in conflict"
        for row, one in enumerate(parties)
        for column, other in enumerate(parties[:row])
        if (tally := matrix.between(one, other)).answered
    )
    shapes = tuple(_shapes(matrix, parties, names))
    return Drawing(size + 8, size - _NAMES + _LEGEND + 30, shapes, "Matrix", told)


def _shapes(matrix: Matrix, parties: list[str], names: list[str]) -> Iterator[Shape]:
    yield Words(
        4, 14, "Questions that both answered; the darker, the more of them in conflict", "left", 8.5, "quiet"
    )
    for row, one in enumerate(parties):
        y = _LEGEND + row * _CELL
        yield Words(
            _NAMES - 6, y + _CELL / 2 + 3, f"{shortened(names[row], _NAME_SHOWN)}  {row + 1}", "right", 8.5
        )
        yield Words(_NAMES + row * _CELL + _CELL / 2, _LEGEND - 6, str(row + 1), "middle", 8.5, "quiet")
        for column, other in enumerate(parties):
            x = _NAMES + column * _CELL
            if one == other:
                yield Bar(x + 1, y + 1, _CELL - 2, _CELL - 2, "shade")
                continue
            tally = matrix.between(one, other)
            if not tally.answered:
                continue
            share = tally.conflict / tally.answered
            yield Bar(x + 1, y + 1, _CELL - 2, _CELL - 2, "conflict", _FAINTEST + share * 0.5)
            text = f"{tally.answered}" if not tally.conflict else f"{tally.answered}: {tally.conflict}≠"
            yield Words(x + _CELL / 2, y + _CELL / 2 + 3, text, "middle", 8.0)
