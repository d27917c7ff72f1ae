"""A case file laid out as rows for engines that count over many files: what stands, what it compares by, what moved.

What only the rules of the program can tell (which answers stand, who repeats whom, what was conceded) is worked out
here, event by event; what is left for an engine is to join and to count.
"""

from __future__ import annotations

from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.answers import SIDES, STANCE, Judge
from claimtrack.analysis.comparison_keys import POSITION, Yardstick, measured, measured_party
from claimtrack.analysis.confirmations import VOUCHING
from claimtrack.analysis.denials import undenied
from claimtrack.analysis.grouping import By, bloc_of
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.scan_stances import read_confirmations, read_stances, unsettled_of
from claimtrack.analysis.shifts import amount
from claimtrack.analysis.stances import take_stances
from claimtrack.analysis.withdrawals import Withdrawals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.analysis.positions import Position, Track
    from claimtrack.analysis.scan_rows import Ground, Happening, Statement, Tie
    from claimtrack.model.dossier import Dossier

_FIRST, _TOGETHER = 100, 1_000  # events laid out at once: at first a few, for the first is waited for
_NOTHING_GONE: Final = Withdrawals()
_PASSING_ON: Final = ("cites", "repeats")  # in this order: what a statement cites says where it has it from


class AnswerRow(NamedTuple):
    """One value that one statement answers to one field, or its position; see the documentation of the data set."""

    event: str
    field: str
    type: str
    assertion: str
    claimant: str
    bloc: str
    kind: str
    document: str | None
    origin: str
    voice: str
    vouched: bool
    withdrawn: bool
    negative: bool
    hedge: str
    raw: str
    low: int | None
    high: int | None
    earliest: str | None
    latest: str | None
    sameness: str
    begins: float | None
    ends: float | None
    near_begins: float | None
    near_ends: float | None
    path: str | None
    alike: str
    exact: bool
    unread: bool
    held: bool
    held_by_bloc: bool
    again: bool
    again_in_bloc: bool
    loud: bool
    confirmed: bool
    denied: bool


class LinkRow(NamedTuple):
    """One link from a statement: a row for each field that it names, numbered from 0; one where it speaks of the whole."""

    event: str
    kind: str
    field: str
    source: str
    target: str
    source_claimant: str
    source_bloc: str
    target_claimant: str | None
    target_bloc: str | None
    stands: bool
    part: int


class MoveRow(NamedTuple):
    """One move of a bloc from one answer to the next."""

    event: str
    bloc: str
    claimant: str
    kind: str
    field: str
    before: str
    after: str
    linked: bool
    change_low: float | None
    change_high: float | None
    stance: str


class LaidOut(NamedTuple):
    """What one event comes to.

    Attributes:
        year: the year it belongs to; None for none.
        stances: the stances that are to be read otherwise than recorded, by row number of the assertion.
        answers, links, moves: its rows.
    """

    year: int | None
    stances: Mapping[int, str]
    answers: list[AnswerRow]
    links: list[LinkRow]
    moves: list[MoveRow]


def lay_out(happenings: Iterable[Happening], ground: Ground) -> Iterator[LaidOut]:
    """Stream what each event comes to, in the order given.

    Args:
        happenings: the events on which anybody spoke.
        ground: gives what these leave out.
    """
    known = ground.by_key
    judge = Judge(known)
    blocs = {pk: bloc_of(claimant.key, known) for pk, claimant in ground.claimants.items()}
    stream = iter(happenings)
    for size in chain([_FIRST], repeat(_TOGETHER)):
        if not (together := list(islice(stream, size))):
            return
        yield from _Chunk(together, ground, blocs, judge).laid_out()


class _Standing(NamedTuple):
    """What stands of one event, where it is not plain: pairs of row number and question."""

    held: set[tuple[int, str]]
    held_by_bloc: set[tuple[int, str]]
    again: set[tuple[int, str]]
    again_in_bloc: set[tuple[int, str]]
    gone: set[tuple[int, str]]
    objecting: set[tuple[int, int, str]]
    undenied: set[int]
    moves: list[MoveRow]


class _Chunk:
    """Some events, with all that their rows name."""

    def __init__(
        self, happenings: list[Happening], ground: Ground, blocs: Mapping[int, str], judge: Judge
    ) -> None:
        self.happenings, self.ground, self.blocs, self.judge = happenings, ground, blocs, judge
        statements = {pk: said for happening in happenings for pk, said in happening.statements.items()}
        far = {tie.target for happening in happenings for tie in happening.ties} - statements.keys()
        self.events = ground.names("event", [happening.event for happening in happenings])
        self.ids = ground.names("assertion", [*statements, *far])
        self.documents = ground.documents({said.document for said in statements.values() if said.document})

    def laid_out(self) -> Iterator[LaidOut]:
        changed, unsettled = [], []
        for happening in self.happenings:
            recorded = {pk: said.stance for pk, said in happening.statements.items()}
            read_stances(happening)
            read_confirmations(happening)
            changed.append(
                {pk: s.stance for pk, s in happening.statements.items() if s.stance != recorded[pk]}
            )
            speaking = {pk: self.blocs[said.claimant] for pk, said in happening.statements.items()}
            unsettled.append(unsettled_of(happening, speaking))
        waiting = [pair for pair in zip(self.happenings, unsettled, strict=True) if pair[1]]
        parts = self.ground.parts(waiting) if waiting else iter(())
        for happening, stances, left in zip(self.happenings, changed, unsettled, strict=True):
            standing = _standing(*next(parts), self.judge) if left else None
            yield self._event(happening, stances, left, standing)

    def _event(
        self, happening: Happening, stances: Mapping[int, str], left: set[int], standing: _Standing | None
    ) -> LaidOut:
        event = _Event(self, happening, left, standing)
        return LaidOut(
            happening.year,
            stances,
            list(event.answers()),
            list(event.links()),
            standing.moves if standing else [],
        )


class _Event:
    """The laying out of one event."""

    def __init__(
        self, chunk: _Chunk, happening: Happening, unsettled: set[int], standing: _Standing | None
    ) -> None:
        self.chunk, self.happening, self.unsettled, self.standing = chunk, happening, unsettled, standing
        self.key = chunk.events[happening.event]
        self.linked = {end for tie in happening.ties for end in (tie.source, tie.target)}
        self.ties: dict[int, list[Tie]] = {}
        for tie in happening.ties:
            self.ties.setdefault(tie.source, []).append(tie)
        self.withdrawals = self._gone(standing.moves) if standing and standing.moves else _NOTHING_GONE
        said = happening.statements.values()
        self.denying = {chunk.blocs[one.claimant] for one in said if one.stance == "denies"}

    def _gone(self, moves: Iterable[MoveRow]) -> Withdrawals:
        """Return what its speakers no longer say."""
        ids, ties = self.chunk.ids, self.happening.ties
        whole = {ids[tie.target] for tie in ties if tie.kind == "retracts" and not tie.fields}
        return Withdrawals(((m.kind, m.linked, m.field, m.before, m.after) for m in moves), whole)

    def answers(self) -> Iterator[AnswerRow]:
        for pk, said in self.happening.statements.items():
            first = self._first(pk)
            position = Yardstick(sameness=said.stance)
            loud = said.stance != "affirms" or pk in self.linked
            row = self._row(pk, said, first, (STANCE, POSITION), 1)
            sides = said.stance in SIDES
            denied = self._denied(pk, said)
            yield row(
                False,
                said.hedge,
                said.stance,
                position,
                sides=sides,
                loud=loud,
                confirmed=False,
                denied=denied,
            )
            for question, values in said.values.items():
                row = self._row(pk, said, first, question, len(values))
                for negative, raw, read, hedge in values:
                    measure = self._measured(question[1], raw, read)
                    sides, confirmed = not measure.unknown, question in said.confirmed
                    yield row(
                        bool(negative), hedge, raw, measure,
                        sides=sides, loud=False, confirmed=confirmed, denied=False,
                    )  # fmt: skip

    def _denied(self, pk: int, said: Statement) -> bool:
        """Whether a claim met the denial of another bloc that had not been given up before."""
        if said.stance != "affirms" or not self.denying - {self.chunk.blocs[said.claimant]}:
            return False
        return self.standing is None or pk not in self.standing.undenied

    def _row(self, pk: int, said: Statement, first: int, question: tuple[str, str], many: int) -> _Row:
        chunk, origin = self.chunk, self.happening.statements[first]
        claimant, voice = chunk.ground.claimants[said.claimant], chunk.blocs[origin.claimant]
        document = chunk.documents[said.document][0] if said.document else None
        comes_from = chunk.documents[origin.document][1] if origin.document else voice
        before = (
            self.key, *question, chunk.ids[pk], claimant.key, chunk.blocs[said.claimant], claimant.kind,
            document, comes_from, voice, self._vouched(first, question[0]), self._withdrawn(pk, first, question[0]),
        )  # fmt: skip
        return _Row(before, self._holding(pk, question[0]), many == 1)

    def _holding(self, pk: int, question: str) -> tuple[bool, bool, bool, bool]:
        """Whether an answer stands for its claimant and for the bloc, and whether it was said before by either."""
        if self.standing is None or pk not in self.unsettled:
            return True, True, False, False
        key, standing = (pk, question), self.standing
        return (
            key in standing.held, key in standing.held_by_bloc, key in standing.again, key in standing.again_in_bloc,
        )  # fmt: skip

    def _measured(self, kind: str, raw: str, read: str) -> Yardstick:
        if kind != "party":
            return measured(kind, raw, read)
        return measured_party(self.chunk.judge.parties, raw, read)

    def _first(self, pk: int) -> int:
        """Return the statement that one comes down to, through what it cites or repeats."""
        passed = {pk}
        while (target := self._passed_on(pk)) is not None and target not in passed:
            passed.add(target)
            pk = target
        return pk

    def _passed_on(self, pk: int) -> int | None:
        for kind in _PASSING_ON:
            targets = [
                tie.target
                for tie in self.ties.get(pk, ())
                if tie.kind == kind and tie.target in self.happening.statements
            ]
            if targets:
                return min(targets, key=self.chunk.ids.__getitem__)
        return None

    def _vouched(self, pk: int, question: str) -> bool:
        return any(
            tie.kind in VOUCHING and (not tie.fields or question in tie.fields)
            for tie in self.ties.get(pk, ())
        )

    def _withdrawn(self, pk: int, first: int, question: str) -> bool:
        """Whether a statement passes on what the one whom it has it from no longer says."""
        return pk != first and bool(self.withdrawals.by(self.chunk.ids[first], question))

    def links(self) -> Iterator[LinkRow]:
        ids, claimants = self.chunk.ids, self.chunk.ground.claimants
        for tie in self.happening.ties:
            source = self.happening.statements[tie.source].claimant
            told = self.happening.statements.get(tie.target)
            target = claimants[told.claimant].key if told else None
            bloc = self.chunk.blocs[told.claimant] if told else None
            for part, field in enumerate(tie.fields or (STANCE,)):
                yield LinkRow(
                    self.key, tie.kind, field, ids[tie.source], ids[tie.target], claimants[source].key,
                    self.chunk.blocs[source], target, bloc, self._stands(tie, field), part,
                )  # fmt: skip

    def _stands(self, tie: Tie, question: str) -> bool:
        """Whether an objection stands, against an answer that nobody took back; no other link is an objection."""
        if tie.kind not in OBJECTING or tie.target not in self.happening.statements:
            return False
        if self.standing is None or tie.source not in self.unsettled:
            return True
        made = (tie.source, tie.target, question) in self.standing.objecting
        return made and (tie.target, question) not in self.standing.gone


class _Row:
    """Makes the rows of the values of one answer."""

    def __init__(
        self, before: tuple[object, ...], holding: tuple[bool, bool, bool, bool], single: bool
    ) -> None:
        self._before, self._holding, self._single = before, holding, single

    def __call__(
        self,
        negative: bool,
        hedge: str,
        raw: str,
        measure: Yardstick,
        *,
        sides: bool,
        loud: bool,
        confirmed: bool,
        denied: bool,
    ) -> AnswerRow:
        held, held_by_bloc, again, again_in_bloc = self._holding
        return AnswerRow._make((
            *self._before, negative, hedge, raw, measure.low, measure.high, measure.earliest, measure.latest,
            measure.sameness, measure.begins, measure.ends, measure.near_begins, measure.near_ends, measure.path,
            measure.alike, measure.exact and self._single, measure.unread, held and sides, held_by_bloc and sides,
            again and sides, again_in_bloc and sides, loud, confirmed, denied,
        ))  # fmt: skip


def _standing(dossier: Dossier, rows: Mapping[str, int], judge: Judge) -> _Standing:
    dossier = take_stances(dossier)
    order = SaidOrder(dossier)
    own = derive_positions(dossier, By.CLAIMANT, order, judge)
    shared = derive_positions(dossier, By.BLOC, order, judge)
    gone: set[tuple[int, str]] = set()
    for position in own:
        for question, track in _tracks(position):
            past = [item for item in (*track.past, *track.given_up) if item.reason != "repeated"]
            gone |= {(rows[item.answer.assertion.id], question) for item in past}
    return _Standing(
        held=_held(own, rows),
        held_by_bloc=_held(shared, rows),
        again=_again(own, rows),
        again_in_bloc=_again(shared, rows),
        gone=gone,
        objecting={
            (rows[item.source.id], rows.get(item.target.id, 0), item.question)
            for position in own
            for item in position.objections
            if item.stands
        },
        undenied={rows[key] for key in undenied(shared, dossier.links, order)},
        moves=[move for position in shared for move in _moves(dossier.event.key, position)],
    )


def _tracks(position: Position) -> Iterator[tuple[str, Track]]:
    yield STANCE, position.stance
    yield from position.answers.items()


def _held(positions: Iterable[Position], rows: Mapping[str, int]) -> set[tuple[int, str]]:
    return {
        (rows[answer.assertion.id], question)
        for position in positions
        for question, track in _tracks(position)
        for answer in track.standing
    }


def _again(positions: Iterable[Position], rows: Mapping[str, int]) -> set[tuple[int, str]]:
    return {
        (rows[past.answer.assertion.id], question)
        for position in positions
        for question, track in _tracks(position)
        for past in track.past
        if past.reason == "repeated"
    }


def _moves(event: str, position: Position) -> Iterator[MoveRow]:
    for shift in position.shifts:
        before, after = shift.before.assertion, shift.after.assertion
        low, high = amount(shift) or (None, None)
        yield MoveRow(
            event, position.key, before.claimant, shift.kind.value, shift.question, before.id, after.id,
            shift.linked, low, high, before.stance,
        )  # fmt: skip
