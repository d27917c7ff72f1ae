"""The matrix as a drawing: how often two parties met on a question, and how often they were in conflict there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.views.drawing import Bar, Drawing, Words, mirrored
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.matrix import Matrix
    from claimtrack.reports.words import Words as Language
    from claimtrack.views.drawing import Shape

_CELL: Final = 34.0
_NAMES: Final = 170.0
_NAME_SHOWN: Final = 32  # letters, at the size they are drawn in
_LEGEND: Final = 42.0
_FAINTEST: Final = 0.08  # cover of a cell without any conflict: it is a meeting all the same


def matrix_drawing(matrix: Matrix, words: Language, *, most: int = 0) -> Drawing:
    """Draw a matrix, those who meet others most often first.

    Args:
        matrix: the counts.
        words: the language; one that reads from right to left has the names on the right.
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
        words.written(
            "met",
            one=names[row],
            other=names[column],
            number=words.number(tally.answered),
            conflicts=words.number(tally.conflict),
        )
        for row, one in enumerate(parties)
        for column, other in enumerate(parties[:row])
        if (tally := matrix.between(one, other)).answered
    )
    shapes = tuple(_shapes(matrix, parties, names, words))
    drawing = Drawing(size + 8, size - _NAMES + _LEGEND + 30, shapes, words["matrix"], told)
    return mirrored(drawing) if words.direction == "rtl" else drawing


def _shapes(matrix: Matrix, parties: list[str], names: list[str], words: Language) -> Iterator[Shape]:
    number = words.number
    yield Words(4, 14, words["matrix_caption"], size=8.5, ink="quiet")
    for row, one in enumerate(parties):
        y = _LEGEND + row * _CELL
        yield Words(_NAMES - 22, y + _CELL / 2 + 3, shortened(names[row], _NAME_SHOWN), "right", 8.5)
        yield Words(_NAMES - 6, y + _CELL / 2 + 3, number(row + 1), "right", 8.5, "quiet")
        yield Words(_NAMES + row * _CELL + _CELL / 2, _LEGEND - 6, number(row + 1), "middle", 8.5, "quiet")
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
            text = number(tally.answered)
            text = f"{text}: {number(tally.conflict)}≠" if tally.conflict else text
            yield Words(x + _CELL / 2, y + _CELL / 2 + 3, text, "middle", 8.0)
