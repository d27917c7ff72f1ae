"""The matrix of a whole file, from one scan over its answers in the order of events.

Most events are plain: each party spoke once and nothing was taken back, so what it said is what it holds. Those
are counted from the rows alone. Of the others, the statements that may have changed places are made into a
dossier and go through `derive_tracks`, so that the counts are those of `count_pairs`, event by event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.event_samples import Counts, EventsOfPair, events_by_count
from claimtrack.analysis.grouping import By, bloc_of, claimant_name
from claimtrack.analysis.matrix import CASES_LISTED, COUNTED, DENIES, Case, Matrix, Tally
from claimtrack.analysis.numbered_answers import RELATIONS, NumberedAnswers
from claimtrack.analysis.positions import derive_tracks
from claimtrack.analysis.scan_stances import read_confirmations, read_stances, unsettled_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimtrack.analysis.scan_rows import Ground, Happening, Question
    from claimtrack.model import Claimant
    from claimtrack.model.dossier import Dossier

SCANNED_BY: Final = frozenset({By.CLAIMANT, By.BLOC, By.KIND})
"""What a party may be in a scan. Documents and origins have chains of their own and need the dossiers."""

# How many statements are fetched at once, and how many cases are noted before they are added to the counts.
_FETCHED_TOGETHER, _COUNTED_TOGETHER = 2_000, 100_000
_COUNTS: Final = (*(COUNTED[relation] for relation in RELATIONS), "left_denied", "right_denied")
_LEFT_DENIED, _RIGHT_DENIED = len(RELATIONS), len(RELATIONS) + 1


_Standing = tuple[int, int, int]  # what one holds on a question: party, answer, first assertion that gives it


def count_scan(
    happenings: Iterable[Happening], ground: Ground, by: By, events: int, *, every_case: bool = False
) -> Matrix:
    """Count how the parties to all events stand to each other; the same as adding up `count_pairs` over them.

    Args:
        happenings: the events on which anybody spoke.
        ground: gives what these leave out.
        by: what a party is; one of `SCANNED_BY`.
        events: how many events there are, silent ones too.
        every_case: keep the list behind the counts however long it is.
    """
    counting = _Counting(ground, by, every_case=every_case)
    for happening in happenings:
        counting.add(happening)
    counting.finish()
    return counting.matrix(events)


class _Counting:
    """The running counts."""

    def __init__(self, ground: Ground, by: By, *, every_case: bool) -> None:
        self.ground, self.by, self.every_case = ground, by, every_case
        known = ground.by_key
        of_claimant = {pk: _party(claimant.key, known, by) for pk, claimant in ground.claimants.items()}
        # Parties are numbered in the order of their keys, so that the left of a pair has the lower number.
        self.parties = sorted(set(of_claimant.values()))
        self.number = {key: number for number, key in enumerate(self.parties)}
        self.party_of = {pk: self.number[key] for pk, key in of_claimant.items()}
        self.party_names = {key: key if by is By.KIND else claimant_name(key, known) for key in self.parties}
        self.spoke: set[int] = set()
        self.counts = Counts()
        self.uncounted: list[int] = []
        self.uncounted_events: list[int] = []
        self.linked: set[int] = set()
        self.loud: set[int] = set()
        self.waiting: list[tuple[Happening, set[int]]] = []
        self.waited_for = 0
        self.met = 0
        self.cases: list[tuple[int, int, str, str, int, int]] = []
        self.answers = NumberedAnswers(known)

    # --- one event ---

    def add(self, happening: Happening) -> None:
        parties = {self.party_of[statement.claimant] for statement in happening.statements.values()}
        self.spoke |= parties
        if len(parties) == 1:
            return
        read_stances(happening)
        read_confirmations(happening)
        party_of = self._party_of(happening)
        unsettled = unsettled_of(happening, party_of)
        if not unsettled:
            self._count(happening, party_of, self._standing(happening, party_of, unsettled))
            return
        # What is left out is fetched for many events together; one by one that takes most of the time.
        self.waiting.append((happening, unsettled))
        self.waited_for += len(unsettled)
        if self.waited_for >= _FETCHED_TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Count the events that wait for what the scan left out."""
        parts = self.ground.parts(self.waiting)
        for (happening, unsettled), (dossier, rows) in zip(self.waiting, parts, strict=True):
            party_of = self._party_of(happening)
            standing = self._standing(happening, party_of, unsettled)
            for question, held in self._settled(happening, dossier, rows):
                standing.setdefault(question, []).append(held)
            self._count(happening, party_of, standing)
        self.waiting, self.waited_for = [], 0

    def _party_of(self, happening: Happening) -> Mapping[int, int]:
        return {pk: self.party_of[statement.claimant] for pk, statement in happening.statements.items()}

    def _count(
        self,
        happening: Happening,
        party_of: Mapping[int, int],
        standing: Mapping[Question, list[_Standing]],
    ) -> None:
        for (question, _), given in standing.items():
            if question == STANCE and not self.loud:
                continue
            if len(given) > 1:
                given.sort()
                quiet = {party for party, _, _ in given} - self.loud if question == STANCE else ()
                self._compare(happening.event, question, given, quiet)
        self._count_denials(happening, party_of)

    def _standing(
        self, happening: Happening, party_of: Mapping[int, int], unsettled: Collection[int]
    ) -> dict[Question, list[_Standing]]:
        """Return what each party holds that spoke once, by question and its type."""
        self.answers.forget_if_many()
        self.linked = {end for tie in happening.ties for end in (tie.source, tie.target)}
        self.loud = set()
        standing: dict[Question, list[_Standing]] = {}
        for pk, statement in happening.statements.items():
            if pk not in unsettled:
                party = party_of[pk]
                if statement.stance == "denies" or pk in self.linked:
                    self.loud.add(party)
                for question, answer in self.answers.of(statement):
                    standing.setdefault(question, []).append((party, answer, pk))
        return standing

    def _settled(
        self, happening: Happening, dossier: Dossier, rows: Mapping[str, int]
    ) -> Iterator[tuple[Question, _Standing]]:
        """Work out what the parties hold that spoke more than once, or took something back."""
        given = {pk: dict(self.answers.of(happening.statements[pk])) for pk in rows.values()}
        types = {question: kind for answers in given.values() for question, kind in answers}
        for party, tracks in derive_tracks(dossier, self.by, self.answers.judge).items():
            for question, track in tracks.items():
                current = [rows[answer.assertion.id] for answer in track.standing if answer.takes_side]
                if current:
                    key = question, types[question]
                    if question == STANCE and not self._is_quiet(happening, current):
                        self.loud.add(self.number[party])
                    answer = self.answers.together([given[pk][key] for pk in current])
                    yield key, (self.number[party], answer, current[0])

    def _is_quiet(self, happening: Happening, current: Iterable[int]) -> bool:
        """Whether a position is only recorded, as `matrix` tells it: it neither denies nor is linked."""
        return all(happening.statements[pk].stance == "affirms" and pk not in self.linked for pk in current)

    def _compare(self, event: int, question: str, given: list[_Standing], quiet: Collection[int]) -> None:
        """Compare every pair: the innermost loop, so it only looks up; what it finds is counted later."""
        many, width = len(self.parties), len(_COUNTS)
        listing = self.every_case or self.met <= CASES_LISTED
        for place, (left, ours, mine) in enumerate(given):
            known, base, others = self.answers.relations[ours], left * many * width, given[place + 1 :]
            if left in quiet:
                others = [other for other in others if other[0] not in quiet]
            keys = [base + right * width + known[theirs] for right, theirs, _ in others]
            self.uncounted += keys
            self.uncounted_events += [event] * len(keys)
            self.met += len(keys)
            if listing:
                for key, (_, _, other) in zip(keys, others, strict=True):
                    self._list(key, event, question, RELATIONS[key % width].value, mine, other)
            if len(self.uncounted) > _COUNTED_TOGETHER:
                self._count_up()

    def _count_up(self) -> None:
        self.counts.add(self.uncounted, self.uncounted_events)
        self.uncounted.clear()
        self.uncounted_events.clear()

    def _count_denials(self, happening: Happening, party_of: Mapping[int, int]) -> None:
        for tie in happening.ties:
            if (
                tie.kind != DENIES
                or tie.target not in party_of
                or party_of[tie.source] == party_of[tie.target]
            ):
                continue
            denier, denied = party_of[tie.source], party_of[tie.target]
            question = tie.fields[0] if len(tie.fields) == 1 else STANCE
            if denier < denied:
                pair, count, left, right = (denier, denied), _LEFT_DENIED, tie.source, tie.target
            else:
                pair, count, left, right = (denied, denier), _RIGHT_DENIED, tie.target, tie.source
            key = (pair[0] * len(self.parties) + pair[1]) * len(_COUNTS) + count
            self.uncounted.append(key)
            self.uncounted_events.append(happening.event)
            self.met += 1
            self._list(key, happening.event, question, DENIES, left, right)

    def _list(self, key: int, event: int, question: str, relation: str, left: int, right: int) -> None:
        if self.every_case or len(self.cases) <= CASES_LISTED:
            self.cases.append((key, event, question, relation, left, right))

    # --- all of them ---

    def matrix(self, events: int) -> Matrix:
        """Return what was counted."""
        self._count_up()
        listed = self.every_case or self.met <= CASES_LISTED
        pairs = self._listed() if listed else self._unlisted()
        keys = (self.parties[number] for number in self.spoke)
        names = {key: self.party_names[key] for key in sorted(keys)}
        if listed:
            return Matrix.of(self.by, events, names, pairs, every_case=self.every_case)
        return Matrix(self.by, events, names, pairs)

    def _unlisted(self) -> dict[tuple[str, str], Tally]:
        """Return the tallies in order, each with a few events."""
        self.cases.clear()
        self.counts.name(self.ground.names("event", self.counts.every()))
        width, pairs = len(_COUNTS), {}
        for pair in sorted({key // width for key in self.counts}):
            counts: dict[str, Any] = {
                name: self.counts[pair * width + number] for number, name in enumerate(_COUNTS)
            }
            events = EventsOfPair(self.counts, pair * width, _COUNTS)
            pairs[self._keys(pair)] = Tally(**counts, events=events)
        return pairs

    def _listed(self) -> dict[tuple[str, str], Tally]:
        """Return the tallies with every case."""
        events = self.ground.names("event", {case[1] for case in self.cases})
        ids = self.ground.names("assertion", {row for case in self.cases for row in case[4:]})
        cases: dict[int, list[Case]] = {}
        for key, event, question, relation, left, right in self.cases:
            made = Case(events[event], question, relation, ids[left], ids[right])
            cases.setdefault(key // len(_COUNTS), []).append(made)
        behind = events_by_count((case[:2] for case in self.cases), events)
        counted: dict[int, dict[str, int]] = {}
        named: dict[int, dict[str, tuple[str, ...]]] = {}
        for key in self.counts:
            pair, what = divmod(key, len(_COUNTS))
            counted.setdefault(pair, {})[_COUNTS[what]] = self.counts[key]
            named.setdefault(pair, {})[_COUNTS[what]] = tuple(sorted(behind[key]))
        return {
            self._keys(pair): Tally(**counts, cases=tuple(cases[pair]), events=named[pair])
            for pair, counts in counted.items()
        }

    def _keys(self, pair: int) -> tuple[str, str]:
        left, right = divmod(pair, len(self.parties))
        return self.parties[left], self.parties[right]


def _party(claimant: str, known: Mapping[str, Claimant], by: By) -> str:
    match by:
        case By.BLOC:
            return bloc_of(claimant, known)
        case By.KIND:
            return known[claimant].kind
        case _:
            return claimant
