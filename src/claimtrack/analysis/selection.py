"""Less than everything: what had been said by a date, what this file held by a date, what some parties say.

*As of* a date is the world's knowledge then, by when things were said. *Recorded by* a date is what this file
held then, by when they were entered. They are different questions.
"""

from __future__ import annotations

from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.compare import Comparison, Row, compare_dossier
from claimtrack.analysis.grouping import By
from claimtrack.analysis.said_order import SaidOrder, bounds
from claimtrack.analysis.stances import take_stances
from claimtrack.errors import UnreadableDateError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift
    from claimtrack.dates import DateValue
    from claimtrack.model import Assertion, Correction, Evidence
    from claimtrack.model.dossier import Dossier


class Clock(StrEnum):
    """By which time a selection goes."""

    SAID = "said"
    RECORDED = "recorded"


class Selection(Struct, frozen=True, kw_only=True):
    """A dossier cut down to a moment, and what that left out.

    Attributes:
        dossier: what remains.
        clock: by which time it was cut.
        moment: the date; all of its last day counts.
        possibly: statements that remain though they may have been made only later, in said-order.
        later: statements left out because they came later.
        undated: statements left out because nothing tells when they were made (or recorded).
        verdicts_left_out: how many assessments were left out, later or undated.
        corrected: corrections made after the moment, which the dossier has in it.
    """

    dossier: Dossier
    clock: Clock
    moment: DateValue
    possibly: tuple[Assertion, ...] = ()
    later: tuple[Assertion, ...] = ()
    undated: tuple[Assertion, ...] = ()
    verdicts_left_out: int = 0
    corrected: tuple[Correction, ...] = ()


def as_of(dossier: Dossier, moment: DateValue) -> Selection:
    """Return what had been said by a date, and the evidence that had been captured by then.

    A statement whose date reaches past the moment remains, and is named as possibly later. An undated one
    remains only where the date of its document, or a later word that answers it, shows that it was made by
    then; otherwise it is left out, and named.

    Raises:
        UnreadableDateError: the moment was not read, or has no end.
    """
    end = _end(moment)
    dossier = take_stances(dossier)  # a link whose other end is cut away still tells what was meant
    order = SaidOrder(dossier)
    certain = {key for key, when in order.when.items() if when.latest <= end}
    undated = {key for key, when in order.when.items() if when.known != "said"} - certain
    certain |= {key for key in undated if any(order.before(key, other) for other in certain)}
    undated -= certain
    possibly = {
        key
        for key, when in order.when.items()
        if key not in certain and key not in undated and when.earliest <= end
    }
    kept = certain | possibly
    cut = keep_statements(dossier, lambda assertion: assertion.id in kept)
    verdicts = tuple(a for a in cut.assessments if a.at and bounds(a.at)[0] <= end)
    return Selection(
        dossier=replace(
            cut,
            evidence=tuple(item for item in cut.evidence if _captured_by(item, end)),
            assessments=verdicts,
            inquiries=tuple(one for one in cut.inquiries if one.at and bounds(one.at)[0] <= end),
        ),
        clock=Clock.SAID,
        moment=moment,
        possibly=_named(order.sequence, possibly),
        later=_named(order.sequence, set(order.when) - kept - undated),
        undated=_named(order.sequence, undated),
        verdicts_left_out=len(dossier.assessments) - len(verdicts),
    )


def _captured_by(item: Evidence, end: float) -> bool:
    """Whether an item may have been captured by a moment; one without a date may."""
    return not item.captured or bounds(item.captured)[0] <= end


def recorded_by(dossier: Dossier, moment: DateValue, corrections: Iterable[Correction] = ()) -> Selection:
    """Return what this file held by a date: assertions, links, evidence and assessments by when they were entered.

    What was corrected later remains as corrected, and is named.

    Args:
        dossier: the event and all that was said of it.
        moment: the date; all of its last day counts.
        corrections: those of the records of the dossier.

    Raises:
        UnreadableDateError: the moment was not read, or has no end.
    """
    end = _end(moment)

    def held(recorded: str) -> bool:
        return bool(recorded) and _instant(recorded) <= end

    links = tuple(link for link in dossier.links if held(link.recorded))
    dossier = take_stances(replace(dossier, links=links))
    cut = keep_statements(dossier, lambda assertion: held(assertion.recorded))
    verdicts = tuple(a for a in cut.assessments if held(a.recorded))
    left_out = [a for a in SaidOrder(dossier).sequence if not held(a.recorded)]
    entered = {a.id for a in left_out}
    return Selection(
        dossier=replace(
            cut,
            evidence=tuple(item for item in cut.evidence if held(item.recorded)),
            assessments=verdicts,
            inquiries=tuple(one for one in cut.inquiries if held(one.recorded)),
        ),
        clock=Clock.RECORDED,
        moment=moment,
        later=tuple(a for a in left_out if a.recorded),
        undated=tuple(a for a in left_out if not a.recorded),
        verdicts_left_out=len(dossier.assessments) - len(verdicts),
        corrected=tuple(c for c in corrections if c.name not in entered and not held(c.recorded)),
    )


def only_claimants(dossier: Dossier, claimants: Collection[str]) -> Dossier:
    """Keep what some parties say; a bloc stands for all that is part of it.

    Args:
        dossier: the event and all that was said of it.
        claimants: keys of the parties.
    """
    dossier, wanted = take_stances(dossier), set(claimants)
    cut = keep_statements(
        dossier, lambda assertion: not wanted.isdisjoint(_chain(assertion.claimant, dossier))
    )
    # What the others said is not shown, but what was conceded or denied of it still was.
    kept = {assertion.id for assertion in cut.assertions}
    links = tuple(link for link in dossier.links if link.source in kept)
    targets = {link.target for link in links} - kept
    unseen = {a.id: a for a in dossier.assertions if a.id in targets}
    return replace(cut, links=links, elsewhere={**dossier.elsewhere, **unseen})


def _chain(claimant: str, dossier: Dossier) -> list[str]:
    chain = [claimant]
    while (known := dossier.claimants.get(chain[-1])) and known.part_of and known.part_of not in chain:
        chain.append(known.part_of)
    return chain


def keep_statements(dossier: Dossier, keep: Callable[[Assertion], bool]) -> Dossier:
    """Keep some assertions and what hangs on them: links, evidence, assessments."""
    kept = tuple(assertion for assertion in dossier.assertions if keep(assertion))
    dropped = {a.id for a in dossier.assertions} - {a.id for a in kept}
    return replace(
        dossier,
        assertions=kept,
        links=tuple(link for link in dossier.links if dropped.isdisjoint((link.source, link.target))),
        evidence=tuple(_bearing_evidence(dossier.evidence, dropped)),
        assessments=tuple(a for a in dossier.assessments if a.assertion not in dropped),
    )


def _bearing_evidence(evidence: Iterable[Evidence], dropped: set[str]) -> Iterable[Evidence]:
    for item in evidence:
        bearing = tuple(one for one in item.bears_on if one.assertion not in dropped)
        if bearing:
            yield item if bearing == item.bears_on else replace(item, bears_on=bearing)


def _named(sequence: Iterable[Assertion], keys: set[str]) -> tuple[Assertion, ...]:
    return tuple(assertion for assertion in sequence if assertion.id in keys)


def _end(moment: DateValue) -> float:
    if not moment:
        raise UnreadableDateError(f"{moment.raw!r} is no date to stop at", moment.reason)
    _, end = bounds(moment)
    if end == inf:
        raise UnreadableDateError(f"{moment.raw!r} has no end to stop at", "name the last day that counts")
    return end


def _instant(stamp: str) -> float:
    """Turn a stamp such as 2016-03-30T11:30:00Z into seconds since 1970."""
    from claimtrack.dates import parse_edtf

    return bounds(parse_edtf(stamp))[0]


# --- two moments --------------------------------------------------------------------------------


class RowChange(Struct, frozen=True, kw_only=True):
    """One question at two moments; None where nobody had answered it.

    Attributes:
        question: key of the field, or `STANCE`.
        before, after: its row at each moment.
        changed: the finding differs, or what any party says.
    """

    question: str
    before: Row | None
    after: Row | None
    changed: bool


class Contrast(Struct, frozen=True, kw_only=True):
    """One event at two moments, and what changed from the one to the other.

    Attributes:
        before, after: the two selections.
        at_first, at_last: the comparisons of them.
        said: statements of the second that are not in the first, in said-order.
        moved: positions that moved in between, with the move.
        rows: every question, the proposition first.
    """

    before: Selection
    after: Selection
    at_first: Comparison
    at_last: Comparison
    said: tuple[Assertion, ...]
    moved: tuple[tuple[Position, Shift], ...]
    rows: tuple[RowChange, ...]


def against(before: Selection, after: Selection, by: By | str = By.CLAIMANT) -> Contrast:
    """Put two moments of one event side by side.

    Args:
        before: the earlier moment.
        after: the later one.
        by: what the positions are of.
    """
    first, last = (compare_dossier(selection.dossier, by) for selection in (before, after))
    known = {assertion.id for assertion in before.dossier.assertions}
    moves = {_move(shift) for party in first.parties for shift in party.shifts}
    return Contrast(
        before=before,
        after=after,
        at_first=first,
        at_last=last,
        said=tuple(a for a in last.order.sequence if a.id not in known),
        moved=tuple(
            (party, shift) for party in last.parties for shift in party.shifts if _move(shift) not in moves
        ),
        rows=tuple(_row_changes(first, last)),
    )


def _move(shift: Shift) -> tuple[object, ...]:
    return (shift.kind, shift.question, shift.before.assertion.id, shift.after.assertion.id, shift.count)


def _row_changes(first: Comparison, last: Comparison) -> Iterable[RowChange]:
    yield _row_change(STANCE, (first, first.stance), (last, last.stance))
    rows = {row.question: row for row in first.rows}
    later = {row.question: row for row in last.rows}
    questions = [key for key in last.dossier.fields if key in rows or key in later]
    questions += sorted(set(rows).union(later).difference(questions))
    for question in questions:
        yield _row_change(question, (first, rows.get(question)), (last, later.get(question)))


def _row_change(
    question: str, before: tuple[Comparison, Row | None], after: tuple[Comparison, Row | None]
) -> RowChange:
    changed = _shown(*before) != _shown(*after)
    return RowChange(question=question, before=before[1], after=after[1], changed=changed)


def _shown(comparison: Comparison, row: Row | None) -> tuple[object, ...]:
    """Return what a row comes to and who says what; nothing where there is no row."""
    if row is None:
        return ()
    said = {
        (column.key, answer.content)
        for column, asked in zip(comparison.columns, row.cells, strict=True)
        for answer in asked.answers
    }
    return row.finding.kind, row.finding.certain, frozenset(said)
