"""Which rows make which claims, and what rows say by claims that they do not make, since nobody is named who says it.

A figure or a position that nobody takes is refused with its row, as in a mapping of one claim; words, addresses and rows of
which nothing is said are told. What another claim of the row says all the same is not lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.errors import ClaimtrackError
from claimtrack.intake.rules import NOBODY, RefusedError
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.importers.mapping.bound import ClaimPlan, Plan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.readings import Readings

SKIP = "skip"
"""A stance or link in a value map that means: this row makes no such claim, or no such link."""

_LEFT_OUT = "claims that name no claimant, left out"
_SILENT = "rows that make no statement; their events stand without one"
_WORDS = ("text", "quote", "translation")
_OF_THE_EVENT = ("occurred", "place")  # which the row says of its event, whoever speaks of it
_LONG = 60  # characters of an example


class Picked(NamedTuple):
    """The rows that make a claim.

    Attributes:
        places: which rows of the batch.
        rows: those rows, or the parts that each is split into.
        unsaid: places and rows, or parts, that name nobody who says it.
    """

    places: Sequence[int]
    rows: list[Row]
    stances: list[str]
    names: list[str]
    unsaid: Sequence[tuple[int, Row]] = ()


class Picking:
    """Picks the rows that make each claim.

    Args:
        plan: the mapping, bound to the columns of the input.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._stances: dict[str, str] = {}
        self._terms: dict[tuple[str, str], str] = {}

    def pick(self, rows: Sequence[Row]) -> list[Picked]:
        """Return the rows that make each claim.

        Raises:
            RefusedError: a row makes none, although the mapping leaves none out.
        """
        excused: set[int] = set()
        picked = [self._pick(claim, rows, excused) for claim in self._plan.claims]
        if not self._plan.assessments and not any(len(chosen.places) == len(rows) for chosen in picked):
            speaking = excused.union(*(chosen.places for chosen in picked))
            if len(speaking) < len(rows):
                raise RefusedError(NOBODY)
        return picked

    def _pick(self, claim: ClaimPlan, rows: Sequence[Row], excused: set[int]) -> Picked:
        places: Sequence[int] = range(len(rows))
        parts = list(rows)
        if claim.when is not None:
            places = [place for place in places if claim.when(rows[place])]
            excused.update(set(range(len(rows))).difference(places))
            parts = [rows[place] for place in places]
        unsaid: list[tuple[int, Row]] = []
        if claim.split is not None:
            split = [
                (place, part) for place, row in zip(places, parts, strict=True) for part in claim.split(row)
            ]
            none = set(places).difference(place for place, _ in split)
            excused.update(none)
            unsaid = [(place, claim.split.without(rows[place])) for place in sorted(none)]
            places, parts = [place for place, _ in split], [part for _, part in split]
        stances = [self._stances.get(word) or self._stance(word) for word in map(claim.stance, parts)]
        names = list(map(claim.claimant.name, parts))
        if SKIP in stances or not all(map(str.strip, names)):
            excused.update(place for place, stance in zip(places, stances, strict=True) if stance == SKIP)
            kept = [n for n, name in enumerate(names) if name.strip() and stances[n] != SKIP]
            unsaid += [
                (place, parts[n])
                for n, place in enumerate(places)
                if not names[n].strip() and stances[n] != SKIP
            ]
            places, parts = [places[n] for n in kept], [parts[n] for n in kept]
            stances, names = [stances[n] for n in kept], [names[n] for n in kept]
        return Picked(places, parts, stances, names, unsaid)

    def _stance(self, word: str) -> str:
        stance = self._stances[word] = SKIP if word == SKIP else self.term("stance", word)
        return stance

    def term(self, vocabulary: str, word: str) -> str:
        """Return the term that a word stands for.

        Raises:
            RefusedError: there is none.
        """
        found = self._terms.get((vocabulary, word))
        if found is None:
            if not word.strip():
                raise RefusedError(
                    f"no {vocabulary}: its cell is empty, or its lookup has nothing for it "
                    f'(map = {{ "" = … }} says what an empty cell means, otherwise = "…" what a text that is not found does)'
                )
            try:
                found = load_vocabulary(vocabulary).resolve(word)
            except ClaimtrackError as error:
                raise RefusedError(str(error)) from None
            self._terms[vocabulary, word] = found
        return found


class Unsaid:
    """Looks for what is lost with claims of which a row does not name the claimant.

    Args:
        plan: the mapping, bound to the columns of the input.
        readings: reads what cells answer.
    """

    def __init__(self, plan: Plan, readings: Readings) -> None:
        self._claims = plan.claims
        self._judged = bool(plan.assessments)  # a verdict needs no statement
        self._readings = readings
        self._words = plan.event.title or plan.event.key

    def check(self, picked: Sequence[Picked]) -> list[tuple[int, str, str]]:
        """Return what is left out of some rows: the place of the row, what it is, and an example.

        Args:
            picked: the rows that make each claim, and those that name nobody for it.

        Raises:
            RefusedError: nobody says a figure, or takes a position, that a row has.
        """
        missing = [
            (place, part, claim)
            for claim, chosen in zip(self._claims, picked, strict=True)
            for place, part in chosen.unsaid
        ]
        if not missing:
            return []
        said = self._said(picked, {place for place, _, _ in missing})
        # A claim for which a mapping allows several claimants is one claim.
        claims: dict[tuple[Any, ...], tuple[int, str, str]] = {}
        for place, part, claim in missing:
            if left := self._left_out(claim, part, said.get(place, {})):
                told = (place, _LEFT_OUT, f"{claim.name}: {shortened(left, _LONG)}")
                claims.setdefault((place, claim.turn, left), told)
        found = list(claims.values())
        if not self._judged:
            silent = {place for place, _, _ in missing}.difference(said)
            rows = {place: part for place, part, _ in missing}
            found += [(place, _SILENT, self._event_of(rows[place])) for place in sorted(silent)]
        return found

    def _event_of(self, part: Row) -> str:
        """Return what a row calls its event: by that it is found where its line does not tell."""
        return shortened(self._words(part).strip(), _LONG) if self._words is not None else ""

    def _said(self, picked: Sequence[Picked], places: set[int]) -> dict[int, _Said]:
        """Return what the claims say that rows make, by the place of the row."""
        said: dict[int, _Said] = {}
        for claim, chosen in zip(self._claims, picked, strict=True):
            for place, part in zip(chosen.places, chosen.rows, strict=True):
                if place in places:
                    for cell in _cells(claim, part):
                        said.setdefault(place, {}).setdefault(cell, set()).add(claim.turn)
        return said

    def _left_out(self, claim: ClaimPlan, part: Row, said: _Said) -> str:
        """Return what of a claim is left out, if anything is that the same claim of another claimant does not say.

        Raises:
            RefusedError: it is a figure or a position, and no claim of the row says the same.
        """
        nothing = set(_cells(claim, _blank(part)))
        left = ""
        for cell in _cells(claim, part):
            told = (
                self._told(claim, cell)
                if cell not in nothing and claim.turn not in said.get(cell, ())
                else ""
            )
            if told and cell not in said and not isinstance(cell, _Words):
                raise RefusedError(f"{NOBODY} ({claim.name}: {told})")
            left = left or told
        return left

    def _told(self, claim: ClaimPlan, cell: _Cell) -> str:
        """Write what a cell of a claim says; empty where it says nothing."""
        if isinstance(cell, _Words) or cell.name == "":
            return str(cell.cells)
        answers = (self._readings.told(item, cell.cells) for item in claim.answers if item.field == cell.name)
        return next((f"{cell.name} {text}" for text in answers if text), "")


class _Cell(NamedTuple):
    """The cells that an answer is made of, by the key of its field; a stance has no name."""

    name: str
    cells: Any


class _Words(_Cell):
    """Words of a claim, or what is known of its document."""


_Said = dict[_Cell, set[tuple[str, int]]]
"""What is said, and by which claims of the mapping."""


def _cells(claim: ClaimPlan, part: Row) -> Iterator[_Cell]:
    """Yield what a claim says of a row."""
    for item in claim.answers:
        if item.field not in _OF_THE_EVENT:
            yield _Cell(item.field, item.key(part))
    yield _Cell("", claim.stance(part))
    document = claim.document
    named = [item for item in claim.words if item[0] in _WORDS]
    named += [item for item in document.words if item[0] in ("url", "title")] if document is not None else []
    named += [("url", document.only_url)] if document is not None and document.only_url is not None else []
    for name, get in named:
        if text := get(part).strip():
            yield _Words(f"{name}:", text)


def _blank(part: Row) -> Row:
    """Return a row of the same columns in which nothing stands."""
    return {} if isinstance(part, dict) else [""] * len(part)
