"""What is missing or does not fit in many events: the checks of each, and the records that may be two of one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.gap_checks import STALE_DAYS, Checks, EventCheck, unarchived
from claimtrack.analysis.gaps import Gap, GapKind, GapListing, GapSurvey
from claimtrack.analysis.plain_events import PlainEvent
from claimtrack.analysis.same_event import Sketch, find_near, sketch, sketch_of
from claimtrack.analysis.twins import Twins

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from claimtrack.analysis.gap_checks import EditedApart, Imported
    from claimtrack.dates import DateValue
    from claimtrack.model import Claimant, Document, Event, Evidence
    from claimtrack.model.dossier import Dossier

_TOGETHER: Final = 50  # events of which it is asked at once what tables made


def survey_gaps(
    dossiers: Iterable[Dossier],
    *,
    hash_of: Callable[[Document | Evidence], str | None] | None = None,
    quote_in: Callable[[str, Document], bool | None] | None = None,
    today: DateValue | None = None,
    stale_days: int = STALE_DAYS,
    imported: Imported | None = None,
    edited_apart: EditedApart | None = None,
    kinds: Collection[GapKind] = (),
    most: int = 0,
) -> GapSurvey:
    """Look for gaps in the dossiers of some events, of which only a few are held at a time.

    Args:
        dossiers: the events.
        hash_of: gives the hash of the stored copy of a record that has one, or None where it is gone; without
            it, stored copies are not checked.
        quote_in: whether a quotation stands in the kept copy of a document, None where there is no copy that can be
            read; without it, quotations are not looked for.
        today: the day against which an old "unverified" is stale; without it, only what was said since counts.
        stale_days: how many days make it stale.
        imported: gives those of some ids of assertions that rows of a table made; of a table nobody answers the rows,
            nor says when each was said.
        edited_apart: gives what two analysts edited differently in an event and what was said of it.
        kinds: look for these kinds only; for all of them when empty.
        most: list only so many of each kind; all when 0.
    """
    listing = GapListing(most, frozenset(kinds))
    checks = Checks(hash_of, quote_in, today, stale_days, imported, edited_apart)
    gaps = tuple(stream_gaps(dossiers, listing, checks))
    return GapSurvey(gaps, listing.in_order(), listing.unpaired)


def stream_gaps(
    events: Iterable[Dossier | PlainEvent],
    listing: GapListing,
    checks: Checks,
    claimants: Iterable[Claimant] = (),
) -> Iterator[Gap]:
    """Stream the gaps of some events as they are found; pairs of records that may be one come last.

    Args:
        events: the events, of which only a few are held at a time.
        listing: counts the gaps, and says which are listed.
        checks: what gaps are looked for with.
        claimants: of the case file, whose names may be those of claimants who speak on the events.
    """
    sketches: list[Sketch] = []
    twins = Twins()
    for one, from_tables in _with_tables(events, checks.imported):
        if isinstance(one, PlainEvent):
            yield from listing.add(unarchived(*document) for document in one.unarchived)
            twins.take(one.event, one.speaking, one.claimants)
            drawn = sketch(one.event, one.speaking, one.claimants)
        else:
            yield from listing.add(EventCheck(one, checks, from_tables).gaps())
            twins.add(one)
            drawn = sketch_of(one)
        if drawn is not None:
            sketches.append(drawn)
    near = find_near(sketches)
    listing.unpaired = near.left
    yield from listing.add(_maybe_same(*pair) for pair in near.pairs)
    known = {(first.key, other.key) for first, other in near.pairs}
    yield from listing.add(_same_title(*pair) for pair in twins.events(known))
    yield from listing.add(_like_title(*pair) for pair in twins.events_of_like_titles(known))
    yield from listing.add(_same_name(*pair) for pair in twins.claimants())
    yield from listing.add(_same_file(*pair) for pair in twins.items())
    yield from listing.add(_like_name(*pair) for pair in twins.alike(claimants))


def _with_tables(
    events: Iterable[Dossier | PlainEvent], imported: Imported | None
) -> Iterator[tuple[Dossier | PlainEvent, Collection[str]]]:
    """Yield the events, each with the ids of statements, among others, that rows of a table made."""
    stream = iter(events)
    while together := list(islice(stream, _TOGETHER)):
        dossiers = [one for one in together if not isinstance(one, PlainEvent)]
        said = [assertion.id for dossier in dossiers for assertion in dossier.assertions]
        made = imported(said) if imported and said else frozenset[str]()
        yield from ((one, made) for one in together)


def _maybe_same(one: Sketch, other: Sketch) -> Gap:
    titles = f"“{one.title}” and “{other.title}”"
    return _maybe_one(one.key, other.key, f"{titles} are near in time and place and share parties")


def _same_title(one: Event, other: Event) -> Gap:
    keys = f"{one.key} and {other.key}"
    return _maybe_one(one.key, other.key, f"{keys} have one title and one day, “{one.title}”")


def _like_title(one: Event, other: Event) -> Gap:
    titles = f"“{one.title}” and “{other.title}”"
    return _maybe_one(one.key, other.key, f"{titles} are of one day and place, and their titles say the same")


def _maybe_one(one: str, other: str, message: str) -> Gap:
    """Return the gap of two events, by their keys, that may be one."""
    return Gap(
        kind=GapKind.MAYBE_SAME_EVENT,
        record="event",
        reference=other,
        event=one,
        message=message,
        mend=f"claimtrack compare {one} {other} --as-one",
    )


def _same_name(one: Claimant, other: Claimant) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_CLAIMANT,
        record="claimant",
        reference=other.key,
        event="",
        message=f"{one.key} and {other.key} have one name, “{other.name}”",
        mend=f"claimtrack show {one.key} {other.key}",
    )


def _same_file(one: Evidence, other: Evidence) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_ONE_ITEM,
        record="evidence",
        reference=other.key,
        event="",
        message=f"“{one.title}” and “{other.title}” have one file, byte for byte: perhaps one item with several bearings",
        mend=f"claimtrack show {one.key} {other.key}",
        id=other.key,
    )


def _like_name(one: Claimant, other: Claimant, why: str) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_CLAIMANT,
        record="claimant",
        reference=other.key,
        event="",
        message=f"{one.key} and {other.key} may be one, “{one.name}” and “{other.name}”: {why}",
        mend=f"claimtrack show {one.key} {other.key}",
    )
