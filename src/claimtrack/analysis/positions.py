"""What each party holds about an event now, what it held before, and how it moved.

A position is derived, never stored: from the assertions of one claimant (or bloc, document, origin, kind) in
said-order. An answer becomes history when the analyst linked a later one to it (supersedes, retracts,
concedes, repeats), or when the same claimant certainly gave another later. Where the order is not certain,
both answers stand, and the position is split. Of two contrary positions on the event both stand, whatever their
order, until a link replaces one: a concession is only what an analyst linked as one. How a position moved is in
`moves`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.analysis.answers import STANCE, Answer, Judge, answers_of, contradicts
from claimtrack.analysis.confirmations import confirmed_answers
from claimtrack.analysis.grouping import By, column_key, column_name
from claimtrack.analysis.history import History, Past
from claimtrack.analysis.moves import Moves
from claimtrack.analysis.objections import Objection, list_objections
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.stances import take_stances
from claimtrack.dates import DateValue
from claimtrack.values import Count, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.analysis.shifts import Shift
    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier


class Track(Struct, frozen=True):
    """The answers of one position to one question.

    Attributes:
        current: what the party holds in its own words, in said-order.
        past: what it holds no longer, in said-order.
        given_up: of the current ones those that another member of the bloc superseded, retracted or conceded: the
            member's own words stay, and the bloc has moved on.
    """

    current: tuple[Answer, ...] = ()
    past: tuple[Past, ...] = ()
    given_up: tuple[Past, ...] = ()

    @property
    def standing(self) -> tuple[Answer, ...]:
        """The current answers that the bloc has not given up: those that are compared with others'."""
        if not self.given_up:
            return self.current
        left = {past.answer.assertion.id for past in self.given_up}
        return tuple(answer for answer in self.current if answer.assertion.id not in left)


class Position(Struct, frozen=True):
    """What one party holds about one event.

    Attributes:
        key: key of the claimant, bloc or document, or the kind; empty for "no document".
        name: what to call it.
        by: what the position is of.
        statements: its assertions in said-order, whatever became of them.
        stance: where it stands on the proposition.
        answers: its answers, by field.
        objections: what it denies or disputes of others' answers, as linked; in said-order.
        shifts: how it moved, in the order in which it did.
        split: the questions on which its standing answers contradict one another.
    """

    key: str
    name: str
    by: By
    statements: tuple[Assertion, ...]
    stance: Track
    answers: Mapping[str, Track] = MappingProxyType({})
    objections: tuple[Objection, ...] = ()
    shifts: tuple[Shift, ...] = ()
    split: tuple[str, ...] = ()

    def track(self, question: str) -> Track:
        """Return the answers to a question, whether it was asked here or not."""
        return self.stance if question == STANCE else self.answers.get(question, Track())

    @property
    def standing(self) -> frozenset[str]:
        """The ids of the assertions of which at least one answer or objection stands."""
        tracks = (self.stance, *self.answers.values())
        objecting = {item.source.id for item in self.objections if item.past is None}
        return frozenset(answer.assertion.id for track in tracks for answer in track.current) | objecting

    @property
    def claimants(self) -> tuple[str, ...]:
        """Return the keys of those who speak in it, in the order in which they first do."""
        return tuple(dict.fromkeys(statement.claimant for statement in self.statements))


def derive_positions(
    dossier: Dossier,
    by: By | str = By.CLAIMANT,
    order: SaidOrder | None = None,
    judge: Judge | None = None,
) -> tuple[Position, ...]:
    """Derive every position on an event, in the order in which each party first spoke.

    Args:
        dossier: the event and all that was said of it.
        by: what a position is of.
        order: the said-order of the dossier with its stances taken, where it is known already.
        judge: compares answers on this event, where there is one already.
    """
    return tuple(one.position() for one in _derivations(dossier, by, order, judge))


def derive_tracks(
    dossier: Dossier, by: By | str = By.CLAIMANT, judge: Judge | None = None
) -> Mapping[str, Mapping[str, Track]]:
    """Derive what every party holds by question, as `derive_positions` does, but not how it came there."""
    return {one.key: one.tracks() for one in _derivations(dossier, by, None, judge)}


def _derivations(
    dossier: Dossier, by: By | str, order: SaidOrder | None, judge: Judge | None = None
) -> Iterator[_Derivation]:
    by = By.of(by)
    if order is None:  # else the stances were taken before things were put in order
        dossier = take_stances(dossier)
        order = SaidOrder(dossier)
    columns: dict[str, list[Assertion]] = {}
    for assertion in order.sequence:
        columns.setdefault(column_key(assertion, dossier, by), []).append(assertion)
    ground = _Ground(dossier, order, by, judge or Judge(dossier.claimants))
    return (_Derivation(ground, key, statements) for key, statements in columns.items())


class _Ground:
    """What the positions of one event are derived from."""

    def __init__(self, dossier: Dossier, order: SaidOrder, by: By, judge: Judge) -> None:
        self.dossier, self.order, self.by, self.judge = dossier, order, by, judge
        self.history = History(dossier, order)
        own = {assertion.id: answers_of(assertion) for assertion in order.sequence}
        confirmed = confirmed_answers(dossier, order, own)
        self.answers: Mapping[str, Mapping[str, Answer]] = {
            key: {**given, **confirmed[key]} if key in confirmed else given for key, given in own.items()
        }
        self.objections = list_objections(dossier, order)
        self.asking = {link.source for link in dossier.links if link.kind == "queries"}


class _Derivation:
    """The making of one position."""

    def __init__(self, ground: _Ground, key: str, statements: list[Assertion]) -> None:
        self.ground, self.dossier, self.order, self.by = ground, ground.dossier, ground.order, ground.by
        self.judge, self.history, self.answers = ground.judge, ground.history, ground.answers
        self.key, self.statements = key, statements
        self.own = {statement.id for statement in statements}
        # A source holds what it holds: a correction elsewhere does not change what a document says.
        self.within = self.own if self.by.by_source else None

    def tracks(self) -> dict[str, Track]:
        asked = {key for statement in self.statements for key in self.answers[statement.id]} - {STANCE}
        fields = [key for key in self.dossier.fields if key in asked]
        fields += sorted(asked.difference(fields))
        return {question: self._track(question) for question in (STANCE, *fields)}

    def position(self) -> Position:
        tracks, objections = self.tracks(), tuple(self._objections())
        moving = Moves(self.ground, self.statements, tracks, objections)
        return Position(
            key=self.key,
            name=column_name(self.key, self.dossier, self.by),
            by=self.by,
            statements=tuple(self.statements),
            stance=tracks[STANCE],
            answers={question: track for question, track in tracks.items() if question != STANCE},
            objections=objections,
            shifts=moving.shifts(),
            split=tuple(question for question, track in tracks.items() if self._is_split(track)),
        )

    def _objections(self) -> Iterator[Objection]:
        for statement in self.statements:
            for objection in self.ground.objections.get(statement.id, ()):
                answer = Answer(statement, objection.question)
                past = self.history.fold(answer, self.within, objection.target.id)
                if past is not None and self._is_of_another(past):
                    yield replace(objection, given_up=past)
                else:
                    yield replace(objection, past=past)

    def _is_of_another(self, past: Past) -> bool:
        """Whether another member of the bloc did it, where the column is one claimant's own."""
        later = self.order.sequence[self.order.index[past.by]]
        return self.by is By.CLAIMANT and later.claimant != past.answer.assertion.claimant

    # --- which answers stand ---

    def _track(self, question: str) -> Track:
        current: list[Answer] = []
        past: list[Past] = []
        given_up: list[Past] = []
        for statement in self.statements:
            answer = self.answers[statement.id].get(question)
            if answer is None:
                continue
            standing = [old for old in current if all(item.answer is not old for item in given_up)]
            folded = self.history.fold(answer, self.within)
            if folded is not None and self._is_of_another(folded):
                given_up.append(folded)
                folded = None
            elif folded is None:
                folded = self._repetition(answer, standing)
            if folded is not None:
                past.append(folded)
                continue
            replaced = [old for old in current if self._replaces(answer, old)]
            past += [Past(old, "replaced", statement.id, linked=False) for old in replaced]
            current = [old for old in current if old not in replaced] + [answer]
        past.sort(key=lambda item: self.order.index[item.answer.assertion.id])
        held = self._taking_sides(current)
        return Track(tuple(held), tuple(past), tuple(item for item in given_up if item.answer in held))

    def _taking_sides(self, current: list[Answer]) -> list[Answer]:
        """Let a position or a question stand before remarks by the same party, and a position before linked questions.

        Who takes a side and asks after what another reports asks after that, not after the event.
        """
        if not current or current[0].question != STANCE:
            return current
        positions = [answer for answer in current if answer.assertion.stance != "comments"]
        if any(answer.takes_side for answer in positions):
            asking = self.ground.asking
            positions = [a for a in positions if a.takes_side or a.assertion.id not in asking]
        return positions or current[-1:]

    def _repetition(self, answer: Answer, standing: list[Answer]) -> Past | None:
        """Fold an answer that says again what stands already."""
        for old in standing:
            first, again = old.assertion.id, answer.assertion.id
            linked = self.history.repeats(again, first)
            # What a member says again for its bloc is no second answer of the bloc, nor a move.
            same = self.by is By.BLOC or _same_voice(old, answer)
            if same and self._says_again(old, answer):
                return Past(answer, "repeated", first, linked)
        return None

    def _says_again(self, old: Answer, new: Answer) -> bool:
        if old.question == STANCE:
            return (old.assertion.stance, old.assertion.hedge) == (new.assertion.stance, new.assertion.hedge)
        if old.unknown or new.unknown:
            return old.unknown and new.unknown
        return self.judge.relation(old, new) is Relation.EQUAL

    def _replaces(self, new: Answer, old: Answer) -> bool:
        """Whether the same claimant, certainly later, gave another answer."""
        if not _same_voice(old, new) or not self.order.before(old.assertion.id, new.assertion.id):
            return False
        if old.question == STANCE:
            return new.takes_side and old.assertion.stance in {new.assertion.stance, "comments"}
        if old.unknown or new.unknown or contradicts(self.judge.relation(old, new)):
            return True
        # A later number or date takes the place of the earlier one even where both can be true. A name does
        # not: "Islamic State" takes nothing back of "Sinai Province", nor "a bomb" of "not a missile".
        return not any(value.negative for value in (*old.values, *new.values)) and all(
            isinstance(value.read, Count | DateValue) for value in (*old.values, *new.values)
        )

    def _is_split(self, track: Track) -> bool:
        compared = [answer for answer in track.standing if answer.takes_side]
        return any(
            contradicts(self.judge.relation(one, other))
            for number, one in enumerate(compared)
            for other in compared[:number]
        )


def _same_voice(one: Answer, other: Answer) -> bool:
    return one.assertion.claimant == other.assertion.claimant
