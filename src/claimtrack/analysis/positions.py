"""What each party holds about an event now, what it held before, and how it moved.

A position is derived, never stored: from the assertions of one claimant (or bloc, document, origin, kind) in
said-order. An answer becomes history when the analyst linked a later one to it (supersedes, retracts,
concedes, repeats), or when the same speaker certainly said otherwise later. Where the order is not certain,
both answers stand, and the position is split.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.analysis.answers import STANCE, Answer, Judge, answers_of, contradicts
from claimtrack.analysis.folding import Folding, Past
from claimtrack.analysis.grouping import By, claimant_name, column_key, column_name, speaker_key
from claimtrack.analysis.order import SaidOrder
from claimtrack.analysis.shifts import Shift, ShiftKind, name_shift
from claimtrack.dates import DateValue
from claimtrack.values import Count, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier


class Track(NamedTuple):
    """The answers of one position to one question.

    Attributes:
        current: those that stand, in said-order.
        past: those that do not, in said-order.
    """

    current: tuple[Answer, ...] = ()
    past: tuple[Past, ...] = ()


class Position(NamedTuple):
    """What one party holds about one event.

    Attributes:
        key: key of the claimant, bloc or document, or the kind; empty for "no document".
        name: what to call it.
        by: what the position is of.
        statements: its assertions in said-order, whatever became of them.
        stance: where it stands on the proposition.
        answers: its answers, by field.
        shifts: how it moved, in the order in which it did.
        split: the questions on which its standing answers contradict one another.
    """

    key: str
    name: str
    by: By
    statements: tuple[Assertion, ...]
    stance: Track
    answers: Mapping[str, Track] = MappingProxyType({})
    shifts: tuple[Shift, ...] = ()
    split: tuple[str, ...] = ()

    def track(self, question: str) -> Track:
        """Give the answers to a question, whether it was asked here or not."""
        return self.stance if question == STANCE else self.answers.get(question, Track())

    @property
    def standing(self) -> frozenset[str]:
        """Give the ids of the assertions of which at least one answer stands."""
        tracks = (self.stance, *self.answers.values())
        return frozenset(answer.assertion.id for track in tracks for answer in track.current)

    @property
    def claimants(self) -> tuple[str, ...]:
        """Give the keys of those who speak in it, in the order in which they first do."""
        return tuple(dict.fromkeys(statement.claimant for statement in self.statements))


def derive_positions(
    dossier: Dossier, by: By | str = By.CLAIMANT, order: SaidOrder | None = None
) -> tuple[Position, ...]:
    """Derive every position on an event, in the order in which each party first spoke.

    Args:
        dossier: the event and all that was said of it.
        by: what a position is of.
        order: the said-order of the dossier, where it is known already.
    """
    return tuple(one.position() for one in _derivations(dossier, by, order))


def derive_tracks(dossier: Dossier, by: By | str = By.CLAIMANT) -> Mapping[str, Mapping[str, Track]]:
    """Derive what every party holds by question, as `derive_positions` does, but not how it came there."""
    return {one.key: one.tracks() for one in _derivations(dossier, by, None)}


def _derivations(dossier: Dossier, by: By | str, order: SaidOrder | None) -> Iterator[_Derivation]:
    order, by = order or SaidOrder(dossier), By.of(by)
    columns: dict[str, list[Assertion]] = {}
    for assertion in order.sequence:
        columns.setdefault(column_key(assertion, dossier, by), []).append(assertion)
    ground = _Ground(dossier, order, by)
    return (_Derivation(ground, key, statements) for key, statements in columns.items())


class _Ground:
    """What the positions of one event are derived from."""

    def __init__(self, dossier: Dossier, order: SaidOrder, by: By) -> None:
        self.dossier, self.order, self.by = dossier, order, by
        self.judge = Judge(dossier.claimants)
        self.folding = Folding(dossier, order)
        self.answers = {assertion.id: answers_of(assertion) for assertion in order.sequence}


class _Derivation:
    """The making of one position."""

    def __init__(self, ground: _Ground, key: str, statements: list[Assertion]) -> None:
        self.dossier, self.order, self.by = ground.dossier, ground.order, ground.by
        self.judge, self.folding, self.answers = ground.judge, ground.folding, ground.answers
        self.key, self.statements = key, statements
        self.own = {statement.id for statement in statements}

    def tracks(self) -> dict[str, Track]:
        asked = {key for statement in self.statements for key in self.answers[statement.id]} - {STANCE}
        fields = [key for key in self.dossier.fields if key in asked]
        fields += sorted(asked.difference(fields))
        return {question: self._track(question) for question in (STANCE, *fields)}

    def position(self) -> Position:
        tracks = self.tracks()
        return Position(
            key=self.key,
            name=column_name(self.key, self.dossier, self.by),
            by=self.by,
            statements=tuple(self.statements),
            stance=tracks[STANCE],
            answers={question: track for question, track in tracks.items() if question != STANCE},
            shifts=self._shifts(tracks),
            split=tuple(question for question, track in tracks.items() if self._is_split(track)),
        )

    # --- which answers stand ---

    def _track(self, question: str) -> Track:
        current: list[Answer] = []
        past: list[Past] = []
        for statement in self.statements:
            answer = self.answers[statement.id].get(question)
            if answer is None:
                continue
            # A source holds what it holds: a correction elsewhere does not change what a document says.
            folded = self.folding.fold(answer, self.own if self.by.by_source else None)
            if folded is None:
                folded = self._repetition(answer, current)
            if folded is not None:
                past.append(folded)
                continue
            replaced = [old for old in current if self._replaces(answer, old)]
            past += [Past(old, "replaced", statement.id, linked=False) for old in replaced]
            current = [old for old in current if old not in replaced] + [answer]
        past.sort(key=lambda item: self.order.index[item.answer.assertion.id])
        return Track(tuple(self._taking_sides(current)), tuple(past))

    def _taking_sides(self, current: list[Answer]) -> list[Answer]:
        """Let a yes or no on the proposition stand before questions and remarks by the same party."""
        if current and current[0].question == STANCE:
            return [answer for answer in current if answer.takes_side] or current[-1:]
        return current

    def _repetition(self, answer: Answer, current: list[Answer]) -> Past | None:
        """Fold an answer that says again what stands already."""
        for old in current:
            if self._says_again(old, answer):
                first, again = old.assertion.id, answer.assertion.id
                return Past(answer, "repeated", first, self.folding.repeats(again, first))
        return None

    def _says_again(self, old: Answer, new: Answer) -> bool:
        if self._speaker(old) != self._speaker(new):
            return False
        if old.question == STANCE:
            return (old.assertion.stance, old.assertion.hedge) == (new.assertion.stance, new.assertion.hedge)
        if old.unknown or new.unknown:
            return old.unknown and new.unknown
        return self.judge.relation(old, new) is Relation.EQUAL

    def _replaces(self, new: Answer, old: Answer) -> bool:
        """Tell whether the same speaker, certainly later, said otherwise."""
        if self._speaker(old) != self._speaker(new):
            return False
        if not self.order.before(old.assertion.id, new.assertion.id):
            return False
        if old.question == STANCE:
            return new.takes_side
        if old.unknown or new.unknown:
            return True
        if contradicts(self.judge.relation(old, new)):
            return True
        # A later number or date takes the place of the earlier one even where both can be true. A name does
        # not: "Islamic State" takes nothing back of "Sinai Province", nor "a bomb" of "not a missile".
        return not any(value.negative for value in (*old.values, *new.values)) and all(
            isinstance(value.read, Count | DateValue) for value in (*old.values, *new.values)
        )

    def _speaker(self, answer: Answer) -> str:
        return speaker_key(answer.assertion, self.dossier, self.by)

    def _is_split(self, track: Track) -> bool:
        compared = [answer for answer in track.current if answer.takes_side]
        return any(
            contradicts(self.judge.relation(one, other))
            for number, one in enumerate(compared)
            for other in compared[:number]
        )

    # --- how it moved ---

    def _shifts(self, tracks: Mapping[str, Track]) -> tuple[Shift, ...]:
        moves = [shift for question, track in tracks.items() for shift in self._moves(question, track)]
        moves += self._repeats(tracks[STANCE])
        return tuple(sorted(moves, key=lambda shift: self.order.index[shift.after.assertion.id]))

    def _moves(self, question: str, track: Track) -> Iterator[Shift]:
        for past in track.past:
            if past.reason == "repeated":
                continue
            source = self.order.sequence[self.order.index[past.by]]
            after = self.answers[past.by].get(question)
            kind = self._kind(past, after)
            if kind is not None:
                yield Shift(
                    kind=kind,
                    question=question,
                    before=past.answer,
                    after=after or Answer(source, question),
                    linked=past.linked,
                    by=self._other_voice(past.answer.assertion, source),
                )

    def _kind(self, past: Past, after: Answer | None) -> ShiftKind | None:
        if past.reason == "retracted":
            return ShiftKind.RETRACTED
        same = past.answer.question != STANCE and after is not None and self._says_again(past.answer, after)
        if same:
            return None
        return name_shift(past.answer, after)

    def _other_voice(self, before: Assertion, after: Assertion) -> str:
        same = before.claimant == after.claimant
        return "" if same else claimant_name(after.claimant, self.dossier.claimants)

    def _repeats(self, stance: Track) -> Iterator[Shift]:
        """Count how often a position was said again: linked as repeats, or the same in every answer."""
        again: dict[str, list[Assertion]] = {}
        linked = self.folding.first_tellings(self.own)
        for statement in self.statements:
            first = linked.get(statement.id) or self._first_telling(statement, stance)
            if first:
                again.setdefault(first, []).append(statement)
        for first, repeats in again.items():
            origin = self.order.sequence[self.order.index[first]]
            yield Shift(
                kind=ShiftKind.REPEATED,
                question=STANCE,
                before=Answer(origin, STANCE),
                after=Answer(repeats[-1], STANCE),
                linked=all(repeat.id in linked for repeat in repeats),
                count=len(repeats),
            )

    def _first_telling(self, statement: Assertion, stance: Track) -> str:
        """Find the earlier statement that this one says again in every answer, without a link."""
        past = next((p for p in stance.past if p.answer.assertion.id == statement.id), None)
        if past is None or past.reason != "repeated" or not Answer(statement, STANCE).takes_side:
            return ""
        first = self.answers[past.by]
        answers = self.answers[statement.id]
        same = all(key in first and self._says_again(first[key], answer) for key, answer in answers.items())
        return past.by if same else ""
