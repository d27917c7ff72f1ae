"""What became of a party's word: claims denied and later conceded, numbers revised, evidence offered.

Counts with their denominators and the list behind each; no score. Counted event by event; the records of
several events are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.denials import Denials
from claimtrack.analysis.grouping import By, bloc_of, claimant_name
from claimtrack.analysis.positions import Position, derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.shifts import Shift, ShiftKind, amount
from claimtrack.analysis.stances import HAPPENED, take_stances
from claimtrack.analysis.timeline import Span, time_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.dates import DateValue
    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier


class Instance(Struct, frozen=True, kw_only=True):
    """One item of a list behind a count.

    Attributes:
        event: key of the event.
        assertion: id of the party's assertion.
        speaker: key of the claimant whose assertion it is: the party itself, or a member of it.
        said: when it was said.
        text: what was said, in the analyst's words.
        other: id of the assertion that denied, conceded or revised it; empty where there is none.
        party: key of the bloc that did, or of the claimant where that belongs to the bloc of the party; empty where it
            was the party itself.
        by: name of the member that did, where it was another member of the party.
        question: key of the field concerned; empty for the proposition.
        linked: the analyst linked the two; otherwise the order of the statements or their stances show it.
        lag: time between the two.
        change: by how much a number moved, as an interval.
    """

    event: str
    assertion: str
    speaker: str = ""
    said: DateValue | None = None
    text: str = ""
    other: str = ""
    party: str = ""
    by: str = ""
    question: str = ""
    linked: bool = True
    lag: Span | None = None
    change: tuple[float, float] | None = None


class TrackRecord(Struct, frozen=True, kw_only=True):
    """What became of what one party said.

    Attributes:
        party: key of the party.
        name: what it is called.
        events: keys of the events on which it spoke.
        members: key and name of each claimant that spoke for it, itself or a member, once for each event.
        claims: what it claimed; repetitions, concessions and what took the place of a claim are no further claims.
        denied: claims that another bloc denied as a whole, by a link or by a denial that stood when they were made.
        fields_denied: answers to single fields that another bloc denied, by a link limited to them.
        conceded_by_denier: of the claims denied, the ones that the denier conceded after they were made, with the time
            from the denial to that.
        reversed: positions on the event that it later replaced by the contrary.
        retracted: statements that it took back, whole or on some question.
        with_evidence: claims with at least one item of evidence offered in support.
        denials: what it denied as a whole.
        field_denials: answers to single fields that it denied, by a link limited to them.
        conceded_by_self: denials of the whole that it later conceded, as linked, with the time that took.
        fields_conceded: denials, and answers of its own, that it conceded as to a single field.
        revised_up, revised_down: numbers that it revised, and by how much.
    """

    party: str
    name: str
    events: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    claims: tuple[Instance, ...] = ()
    denied: tuple[Instance, ...] = ()
    fields_denied: tuple[Instance, ...] = ()
    conceded_by_denier: tuple[Instance, ...] = ()
    reversed: tuple[Instance, ...] = ()
    retracted: tuple[Instance, ...] = ()
    with_evidence: tuple[Instance, ...] = ()
    denials: tuple[Instance, ...] = ()
    field_denials: tuple[Instance, ...] = ()
    conceded_by_self: tuple[Instance, ...] = ()
    fields_conceded: tuple[Instance, ...] = ()
    revised_up: tuple[Instance, ...] = ()
    revised_down: tuple[Instance, ...] = ()

    @classmethod
    def total(cls, records: Iterable[TrackRecord]) -> TrackRecord:
        """Add up the records of one party on several events; at least one is needed."""
        given = list(records)
        party = given[0].party
        # An event on which the party did not speak may not know its name.
        name = next((record.name for record in given if record.name != party), party)
        lists = {
            item: tuple(entry for record in given for entry in getattr(record, item))
            for item in cls.__struct_fields__
            if item not in {"party", "name"}
        }
        return cls(party=party, name=name, **lists)


def record_of(party: str, dossiers: Iterable[Dossier]) -> TrackRecord:
    """Return the record of a party over several events; an empty one where it spoke on none.

    Args:
        party: key of the claimant or bloc.
        dossiers: the events.
    """
    empty = TrackRecord(party=party, name=party)
    return TrackRecord.total([empty, *(track_record(dossier, party) for dossier in dossiers)])


def track_record(dossier: Dossier, party: str) -> TrackRecord:
    """Tell what became of what a party, with all that is part of it, said on one event.

    Args:
        dossier: the event and all that was said of it.
        party: key of the claimant or bloc.

    Returns:
        The record; an empty one where the party did not speak on the event.
    """
    alone = take_stances(_as_bloc(dossier, party))
    order = SaidOrder(alone)
    blocs = derive_positions(alone, By.BLOC, order)
    position = next((bloc for bloc in blocs if bloc.key == party), None)
    name = claimant_name(party, dossier.claimants)
    if position is None:
        return TrackRecord(party=party, name=name)
    return _Reckoning(alone, order, position, blocs, bloc_of(party, dossier.claimants)).record(name)


def _as_bloc(dossier: Dossier, party: str) -> Dossier:
    """Cut the party loose from what it is part of, so that it is a bloc with its own members."""
    known = dossier.claimants.get(party)
    if known is None or not known.part_of:
        return dossier
    return replace(dossier, claimants={**dossier.claimants, party: replace(known, part_of="")})


def _of_a_field(question: str, denial: Assertion) -> bool:
    """Whether a denial is one of a single field: who denies that it happened denies the event, and is counted there."""
    return question != STANCE and not (question == HAPPENED and denial.stance == "denies")


class _Reckoning:
    """The counting on one event."""

    def __init__(
        self, dossier: Dossier, order: SaidOrder, position: Position, blocs: tuple[Position, ...], above: str
    ) -> None:
        self.above = above
        self.dossier, self.order, self.position = dossier, order, position
        self.event = dossier.event.key
        self.others = tuple(bloc for bloc in blocs if bloc.key != position.key)
        self.denials = [Denials(bloc, dossier.links, order) for bloc in self.others]
        self.conceding = {
            shift.after.assertion.id
            for bloc in blocs
            for shift in bloc.shifts
            if shift.kind is ShiftKind.CONCEDED
        }

    def record(self, name: str) -> TrackRecord:
        claims = [a for a in self._first_told("affirms") if a.id not in self.conceding]
        denied = [instance for claim in claims for instance in self._denied(claim)]
        supported = self._supported()
        return TrackRecord(
            party=self.position.key,
            name=name,
            events=(self.event,),
            members=tuple(
                (key, claimant_name(key, self.dossier.claimants)) for key in self.position.claimants
            ),
            claims=tuple(self._plain(claim) for claim in claims),
            denied=tuple(denied),
            fields_denied=tuple(self._fields_denied()),
            conceded_by_denier=tuple(
                conceded for instance in denied if (conceded := self._conceded_by(instance)) is not None
            ),
            reversed=self._moved(ShiftKind.REVERSED),
            retracted=self._moved(ShiftKind.RETRACTED),
            with_evidence=tuple(self._plain(claim) for claim in claims if claim.id in supported),
            denials=tuple(self._plain(denial) for denial in self._first_told("denies")),
            field_denials=tuple(self._field_denials(self.position)),
            conceded_by_self=self._moved(ShiftKind.CONCEDED),
            fields_conceded=self._moved(ShiftKind.CONCEDED, fields=True),
            revised_up=self._moved(ShiftKind.REVISED_UP),
            revised_down=self._moved(ShiftKind.REVISED_DOWN),
        )

    def _supported(self) -> set[str]:
        """Return what evidence was offered for: with the statement itself or with a repetition of it."""
        first = {
            past.answer.assertion.id: past.by
            for past in self.position.stance.past
            if past.reason == "repeated"
        }
        first |= {link.source: link.target for link in self.dossier.links if link.kind == "repeats"}
        first |= self._followed()
        supported: set[str] = set()
        for item in self.dossier.evidence:
            for bearing in item.bears_on:
                told: str | None = bearing.assertion if bearing.role == "supports" else None
                while told is not None and told not in supported:
                    supported.add(told)
                    told = first.get(told)
        return supported

    def _plain(self, assertion: Assertion) -> Instance:
        return Instance(
            event=self.event,
            assertion=assertion.id,
            speaker=assertion.claimant,
            said=assertion.said,
            text=assertion.text or assertion.quote,
        )

    def _first_told(self, stance: str) -> Iterable[Assertion]:
        """Return what was said with a stance, without what was only said again or took the place of the same."""
        track = self.position.stance
        again = {past.answer.assertion.id for past in track.past if past.reason == "repeated"}
        again |= {link.source for link in self.dossier.links if link.kind == "repeats"}
        again |= self._followed().keys()
        return [s for s in self.position.statements if s.stance == stance and s.id not in again]

    def _followed(self) -> dict[str, str]:
        """Return what the party's statements superseded without another stand on the event, by the later statement."""
        stances = {statement.id: statement.stance for statement in self.position.statements}
        return {
            link.source: link.target
            for link in self.dossier.links
            if link.kind == "supersedes"
            and link.source in stances
            and stances.get(link.target) == stances[link.source]
        }

    def _denied(self, claim: Assertion) -> Iterable[Instance]:
        """Yield one instance for each other bloc that denied a claim as a whole.

        By a link, or by its stance: what it had given up before denies nothing that is said afterwards.
        """
        for denials in self.denials:
            denial = denials.linked_to(claim.id)
            found = denial or denials.met_by(claim.id)
            if found is not None:
                yield replace(
                    self._plain(claim),
                    other=found.id,
                    party=self._party_of(found),
                    linked=denial is not None,
                    lag=self._lag(claim.id, found.id),
                )

    def _field_denials(self, bloc: Position) -> Iterable[Instance]:
        """Yield the denials of a bloc that links limit to fields, each with the statement that it denies."""
        for item in bloc.objections:
            if item.kind == "denies" and _of_a_field(item.question, item.source):
                yield replace(
                    self._plain(item.source),
                    other=item.target.id,
                    party=self._party_of(item.target),
                    question=item.question,
                )

    def _fields_denied(self) -> Iterable[Instance]:
        """Yield the party's answers that other blocs denied by links limited to fields."""
        own = {statement.id: statement for statement in self.position.statements}
        for bloc in self.others:
            for item in bloc.objections:
                denied = item.kind == "denies" and item.target.id in own
                if denied and _of_a_field(item.question, item.source):
                    yield replace(
                        self._plain(item.target),
                        other=item.source.id,
                        party=self._party_of(item.source),
                        question=item.question,
                        lag=self._lag(item.target.id, item.source.id),
                    )

    def _party_of(self, assertion: Assertion) -> str:
        """Name the bloc that speaks, or the claimant where the party and it belong to one: a bloc is not against itself."""
        bloc = bloc_of(assertion.claimant, self.dossier.claimants)
        return assertion.claimant if bloc == self.above else bloc

    def _conceded_by(self, denied: Instance) -> Instance | None:
        """Return the concession by which the denier gave up its denial after the claim."""
        bloc = next(bloc for bloc in self.others if any(said.id == denied.other for said in bloc.statements))
        for shift in bloc.shifts:
            after = shift.after.assertion.id
            conceded = shift.kind is ShiftKind.CONCEDED and shift.question == STANCE
            if conceded and not self.order.before(after, denied.assertion):
                return replace(
                    denied, other=after, linked=shift.linked, lag=self._lag(shift.before.assertion.id, after)
                )
        return None

    def _moved(self, kind: ShiftKind, *, fields: bool = False) -> tuple[Instance, ...]:
        """Return the moves of a kind; one statement that took back several answers counts once.

        Args:
            kind: the kind of move.
            fields: the moves on single fields, where those on the event as a whole are counted apart.
        """
        apart = kind in {ShiftKind.CONCEDED, ShiftKind.REVERSED}
        by_question = fields or kind in {ShiftKind.REVISED_UP, ShiftKind.REVISED_DOWN}
        found: dict[str, Instance] = {}
        for shift in self.position.shifts:
            of_field = _of_a_field(shift.question, shift.before.assertion)
            counted = of_field if fields else shift.question == STANCE
            if shift.kind is kind and (counted or not apart):
                key = shift.before.assertion.id + (shift.question if by_question else "")
                found.setdefault(key, self._instance(shift))
        return tuple(found.values())

    def _instance(self, shift: Shift) -> Instance:
        before, after = shift.before.assertion, shift.after.assertion
        return replace(
            self._plain(before),
            other=after.id,
            by=shift.by,
            question=shift.question,
            linked=shift.linked,
            lag=self._lag(before.id, after.id),
            change=amount(shift),
        )

    def _lag(self, earlier: str, later: str) -> Span | None:
        span = time_between(self.order.when[earlier], self.order.when[later])
        if span is not None and self.order.before(earlier, later):
            return Span(max(0.0, span.shortest), max(0.0, span.longest))
        return span
