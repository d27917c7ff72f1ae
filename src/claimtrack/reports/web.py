"""The links of an event as a drawing: who answers whom, and how."""

from __future__ import annotations

from collections import Counter
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.grouping import claimant_name
from claimtrack.views.drawing import Dot, Drawing, Rule, Words, mirrored
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.compare import Comparison
    from claimtrack.reports.words import Words as Language
    from claimtrack.views.drawing import Ink, Shape

_WIDTH: Final = 760.0
_ROW: Final = 34.0  # height that a party needs on either side
_LEAST: Final = 240.0
_NAME_SHOWN: Final = 30  # letters, at the size they are drawn in
_AWAY: Final = 7.0  # an arrow ends before the dot
_INKS: Final[dict[str, Ink]] = {
    "denies": "conflict",
    "disputes": "conflict",
    "queries": "possible",
    "concedes": "agree",
    "confirms": "agree",
    "corroborates": "agree",
}


def web_drawing(comparison: Comparison, words: Language) -> Drawing:
    """Draw the parties to an event around an ellipse, in the order in which they first spoke, and their links.

    Args:
        comparison: the comparison of the event, by claimant.
        words: the language.
    """
    claimants = comparison.dossier.claimants
    links = Counter(
        (use.source.claimant, use.target.claimant, use.link.kind)
        for use in comparison.links
        if use.source is not None and use.target is not None
    )
    parties = list(dict.fromkeys(column.key for column in comparison.columns))
    parties += [key for pair in links for key in pair[:2] if key not in parties]
    height = max(_LEAST, len(set(parties)) / 2 * _ROW + 80)
    places = _places(list(dict.fromkeys(parties)), height)
    names = {key: claimant_name(key, claimants) for key in places}
    told = "; ".join(
        f"{names[source]}: {words.term('link', kind)} {words.arrow} {names[target]} ({words.number(many)})"
        for (source, target, kind), many in links.items()
    )
    shapes = (*_arrows(links, places, words), *_parties(places, names))
    drawing = Drawing(_WIDTH, height, shapes, comparison.event.title, told)
    return mirrored(drawing) if words.direction == "rtl" else drawing


def _places(parties: list[str], height: float) -> dict[str, tuple[float, float]]:
    step = 2 * pi / (len(parties) or 1)
    return {
        key: (
            _WIDTH / 2 + (_WIDTH / 2 - 200) * sin(number * step),
            height / 2 - (height / 2 - 34) * cos(number * step),
        )
        for number, key in enumerate(parties)
    }


def _arrows(
    links: Counter[tuple[str, str, str]], places: dict[str, tuple[float, float]], words: Language
) -> Iterator[Shape]:
    drawn: Counter[tuple[str, str]] = Counter()
    for (source, target, kind), many in links.items():
        if source == target:
            continue
        (x, y), (to_x, to_y) = places[source], places[target]
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1.0
        along_x, along_y = (to_x - x) / length, (to_y - y) / length
        ink = _INKS.get(kind, "quiet")
        pair = (min(source, target), max(source, target))
        aside = drawn[pair] * 9.0  # several links between two parties stand side by side
        drawn[pair] += 1
        x, y, to_x, to_y = (
            at + aside * way for at, way in ((x, -along_y), (y, along_x), (to_x, -along_y), (to_y, along_x))
        )
        yield Rule(
            x + along_x * _AWAY,
            y + along_y * _AWAY,
            to_x - along_x * _AWAY,
            to_y - along_y * _AWAY,
            ink,
            arrow=True,
        )
        text = words.term("link", kind) if many == 1 else f"{words.term('link', kind)} × {words.number(many)}"
        # Nearer to the one who answers: in the middle the labels of a ring would meet.
        yield Words(x + (to_x - x) * 0.33, y + (to_y - y) * 0.33 - 3, text, "middle", 7.5, ink)


def _parties(places: dict[str, tuple[float, float]], names: dict[str, str]) -> Iterator[Shape]:
    for key, (x, y) in places.items():
        yield Dot(x, y, 4.5, "given")
        name = shortened(names[key], _NAME_SHOWN)
        if abs(x - _WIDTH / 2) < 40:
            above = y < 60
            yield Words(x, y - 9 if above else y + 17, name, "middle", 9.0, strong=True)
        elif x > _WIDTH / 2:
            yield Words(x + 9, y + 3, name, "left", 9.0, strong=True)
        else:
            yield Words(x - 9, y + 3, name, "right", 9.0, strong=True)
